"""Page dumps for the tests: where the fixtures are, and how to read one without landing it."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine, Tally
from include.settings import PROJECT, Settings
from include.sources import hf_pages

FIXTURES = PROJECT / "tests" / "fixtures" / "hf_pages"
DAY = date(2026, 3, 11)
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "byAK and the research community\n\n"
)


def paper(number: int) -> str:
    """Title and abstract of one invented paper, in the page's shape."""
    return (
        f"Owl {number}: A Careful Reader of Nightly Feeds\n\n"
        f"Feeds arrive at night and nobody reads them. Owl {number} reads each line once, keeps"
        f" what it can place, and sets the rest aside with a reason, so that {number} of ten"
        " mornings begin with a list that adds up. It needs no network and forgets nothing.\n\n"
    )


def page(*, paper_count: int, day: str = "Mar 11", extra: str = "") -> bytes:
    """A page with some papers, and extra lines after them."""
    papers = "".join(paper(number) for number in range(1, paper_count + 1))
    return f"{HEAD}{day}\n\n{papers}{extra}".encode()


@dataclass(frozen=True)
class Reading:
    """What the parser made of a page."""

    rows: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    tally: Tally

    @property
    def titles(self) -> list[str]:
        return [row["title"] for row in self.rows]

    @property
    def places(self) -> list[int]:
        return [row["record_index"] for row in self.rows]

    def require_account(self) -> None:
        """Every line that is not blank has become exactly one thing."""
        tally = self.tally
        accounted = (
            tally.title_lines
            + tally.abstract_lines
            + tally.furniture_lines
            + tally.quarantined_lines
        )
        assert accounted == tally.nonblank_lines
        assert tally.title_lines == tally.abstract_lines == tally.record_count == len(self.rows)
        assert tally.refused_count == len(self.refused)


def delivery_of(name: str = "dump.txt", day: date = DAY) -> Delivery:
    return Delivery("a" * 64, "hf_pages", day, NOON, original_name=name)


def read_stream(settings: Settings, stream: BinaryIO, delivery: Delivery) -> Reading:
    """Parse a stream; the refused records are read back from the quarantine."""
    quarantine = Quarantine(settings, delivery)
    try:
        batches = list(hf_pages.parse(stream, delivery, quarantine))
    finally:
        quarantine.close(raw_file=Path("raw.txt"), parser_version="test", refusal=None)
    records = quarantine.folder / f"{delivery.delivery_key}.jsonl"
    refused = records.read_text().splitlines() if records.exists() else []
    rows = [row for batch in batches for row in batch.to_pylist()]
    return Reading(rows, [json.loads(line) for line in refused], quarantine.tally)


def read_bytes(settings: Settings, content: bytes, delivery: Delivery | None = None) -> Reading:
    return read_stream(settings, io.BytesIO(content), delivery or delivery_of())


def read_fixture(settings: Settings, name: str, delivery: Delivery | None = None) -> Reading:
    return read_bytes(settings, (FIXTURES / f"{name}.txt").read_bytes(), delivery)
