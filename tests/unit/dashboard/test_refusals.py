"""Refused records with their reasons, from the quarantine folder."""

from __future__ import annotations

import json

from include.dashboard.refusals import MOST_RECORDS, refused_records
from include.settings import Settings

DELIVERY = {"source": "hf_pages", "delivery_key": "d1", "delivery_name": "page.txt"}


def test_a_record_comes_with_its_delivery_line_and_reason(settings: Settings) -> None:
    folder = settings.quarantine("hf_pages")
    folder.mkdir(parents=True)
    record = {"reason": "no abstract", "line_start": 7, "line_end": 7, "text": "x" * 999}
    (folder / "d1.jsonl").write_text("\n".join([json.dumps(record)] * 80))
    found = refused_records(settings, [DELIVERY, DELIVERY])
    assert len(found) == MOST_RECORDS
    assert found[0] == {
        "source": "hf_pages",
        "delivery_name": "page.txt",
        "line_start": 7,
        "reason": "no abstract",
        "text": "x" * 200,
    }


def test_a_quarantine_that_was_cleared_has_none(settings: Settings) -> None:
    assert refused_records(settings, [DELIVERY]) == []
