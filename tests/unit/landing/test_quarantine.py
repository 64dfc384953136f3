"""What was refused is kept with reason, lines and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from include.files import read_json
from include.landing.quarantine import (
    HOW_TO_REPLAY,
    Quarantine,
    Tally,
    refuse_delivery,
    refused_deliveries,
)
from include.settings import Settings
from tests.unit.pages import delivery_of

_RAW = Path("raw/file.txt")
_KEY = delivery_of().delivery_key


def _close(quarantine: Quarantine, refusal: str | None = None, version: str = "1") -> None:
    quarantine.close(raw_file=_RAW, parser_version=version, refusal=refusal)


def _refuse(quarantine: Quarantine, text: str = "text") -> None:
    quarantine.refuse(reason="too odd", line_start=3, line_end=5, text=text)


def test_refused_records_are_kept_with_reason_and_lines(settings: Settings) -> None:
    quarantine = Quarantine(settings, delivery_of())
    _refuse(quarantine, "a\u2028b \x1b")
    _refuse(quarantine, "y" * 5_000)
    _close(quarantine)

    folder = settings.quarantine("hf_pages")
    first, second = map(json.loads, (folder / f"{_KEY}.jsonl").read_text().splitlines())
    assert (first["reason"], first["line_start"], first["line_end"]) == ("too odd", 3, 5)
    assert first["text"] == "a\u2028b \x1b"
    assert len(second["text"]) == 2_000
    assert second["text_characters"] == 5_000


def test_the_summary_says_what_was_refused_and_how_to_replay(settings: Settings) -> None:
    quarantine = Quarantine(settings, delivery_of())
    quarantine.tally.record_count = 7
    _refuse(quarantine)
    _close(quarantine)

    summary = read_json(settings.quarantine("hf_pages") / f"{_KEY}.json")
    assert summary["how_to_replay"] == HOW_TO_REPLAY
    assert summary["original_name"] == "dump.txt"
    assert summary["raw_file"] == str(_RAW)
    assert (summary["record_count"], summary["refused_count"]) == (7, 1)
    assert summary["delivery_refused_because"] is None


def test_a_delivery_with_nothing_refused_leaves_nothing(settings: Settings) -> None:
    _close(Quarantine(settings, delivery_of()))

    assert not settings.quarantine("hf_pages").exists()


def test_a_delivery_read_well_at_last_clears_what_stood_there(settings: Settings) -> None:
    first = Quarantine(settings, delivery_of())
    _refuse(first)
    _close(first, refusal="no date")
    _close(Quarantine(settings, delivery_of()))

    assert list(settings.quarantine("hf_pages").iterdir()) == []


def test_a_delivery_refused_as_a_whole_is_listed_for_its_parser_only(settings: Settings) -> None:
    _close(Quarantine(settings, delivery_of()), refusal="no date", version="3")

    assert refused_deliveries(settings, "hf_pages", "3") == {_KEY}
    assert refused_deliveries(settings, "hf_pages", "4") == set()


def test_a_delivery_with_some_records_refused_is_not_listed(settings: Settings) -> None:
    quarantine = Quarantine(settings, delivery_of())
    _refuse(quarantine)
    _close(quarantine)

    assert refused_deliveries(settings, "hf_pages", "1") == set()


@pytest.mark.parametrize("has_refused_records", [True, False], ids=["records too", "gate alone"])
def test_a_delivery_refused_by_its_gate_is_listed(
    settings: Settings, has_refused_records: bool
) -> None:
    quarantine = Quarantine(settings, delivery_of())
    if has_refused_records:
        _refuse(quarantine)
    _close(quarantine)
    refuse_delivery(
        settings, delivery_of(), raw_file=_RAW, parser_version="1", reason="the gate closed"
    )

    assert refused_deliveries(settings, "hf_pages", "1") == {_KEY}
    summary = read_json(settings.quarantine("hf_pages") / f"{_KEY}.json")
    assert summary["delivery_refused_because"] == "the gate closed"
    assert summary["how_to_replay"] == HOW_TO_REPLAY
    assert summary.get("refused_count") == (1 if has_refused_records else None)


def test_a_new_tally_counts_nothing() -> None:
    counts = Tally().counts

    assert counts
    assert set(counts.values()) == {0}
