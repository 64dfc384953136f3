"""The landing gates of the live sources: open for real shapes, closed by each rule's own row."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from include.errors import GateClosed
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.landing.writer import write_landing
from include.quality.gate import run_landing_gate
from include.quality.registry import suites_of
from include.quality.results import GateVerdict
from include.settings import PROJECT, Settings
from include.sources.catalog import SOURCES
from tests.unit.sources.parsing import DAY, MOMENT

FIXTURES = PROJECT / "tests" / "fixtures"
DELIVERIES = {
    "hf_daily": FIXTURES / "hf_daily" / "two_papers.json",
    "arxiv_oai": FIXTURES / "arxiv_oai" / "last_page_with_a_withdrawal.xml",
    "jsonl": FIXTURES / "jsonl" / "arxiv_snapshot.jsonl",
}
Rows = list[dict[str, Any]]
Change = Callable[[Rows, dict[str, str]], None]


def judge(settings: Settings, source: str, change: Change | None = None) -> GateVerdict:
    """Put a fixture through its source's gate, after a change to its rows and its tally."""
    delivery = Delivery("k", source, DAY, MOMENT, request="p=0", original_name="x", page=0)
    quarantine = Quarantine(settings, delivery)
    stream = io.BytesIO(DELIVERIES[source].read_bytes())
    batches = list(SOURCES[source].module.parse(stream, delivery, quarantine))
    rows: Rows = pa.Table.from_batches(batches).to_pylist()
    tally = {name: str(value) for name, value in quarantine.tally.counts.items()}
    if change:
        change(rows, tally)
    pending = settings.home / "pending.parquet"
    batch = pa.RecordBatch.from_pylist(rows, schema=RECORD_SCHEMA)
    write_landing(pending, iter([batch]), delivery, lambda: tally | {"parser_version": "t"})
    return run_landing_gate(settings, delivery, Path(pending))


@pytest.mark.parametrize("source", DELIVERIES)
def test_real_shapes_pass(settings: Settings, source: str) -> None:
    verdict = judge(settings, source)
    assert verdict.is_open
    assert len(verdict.results) == len(suites_of("landing", source)[0].expectations)


def row(**values: Any) -> Change:
    """The first row with other values."""
    return lambda rows, tally: rows[0].update(values)


def tallied(**values: str) -> Change:
    return lambda rows, tally: tally.update(values)


def twice(rows: Rows, tally: dict[str, str]) -> None:
    rows.append(rows[0])
    tally["record_count"] = str(len(rows))


def two_at_one_position(rows: Rows, tally: dict[str, str]) -> None:
    author = {"name": "A", "position": 1, "affiliation": None, "account": None}
    rows[0]["authors"] = [author, author | {"name": "B"}]


CLOSED_BY = [
    ("hf_daily", "as many rows as the parser counted", tallied(record_count="7")),
    ("hf_daily", "record index|unique", twice),
    ("hf_daily", "regex", row(record_hash="no hash")),
    ("hf_daily", "length", row(title="x" * 1001)),
    ("hf_daily", "trimmed", row(abstract=" untrimmed")),
    ("hf_daily", "author positions", two_at_one_position),
    ("hf_daily", "records refused", tallied(refused_count="4")),
    ("hf_daily", "not be null|not null", row(source_paper_id=None)),
    ("hf_daily", "not be null|not null", row(feed_date=None)),
    ("hf_daily", "in set", row(feed_list="weekly")),
    ("arxiv_oai", "a title, or a withdrawal", row(title=None)),
    ("arxiv_oai", "a title, or a withdrawal", row(is_withdrawn=True)),
    ("arxiv_oai", "withdrawals as the parser", tallied(withdrawn_count="3")),
    ("arxiv_oai", "not be null|not null", row(source_paper_id=None)),
    ("jsonl", "records \\+ quarantined", tallied(quarantined_lines="1")),
    ("jsonl", "not be null|not null", row(title=None)),
    ("jsonl", "unique", row(line_start=2)),
]


@pytest.mark.parametrize(("source", "words", "change"), CLOSED_BY)
def test_each_critical_rule_closes_the_gate(
    settings: Settings, source: str, words: str, change: Change
) -> None:
    with pytest.raises(GateClosed, match=words):
        judge(settings, source, change)


WARNED_BY = [
    ("hf_daily", "no field is unknown", tallied(unknown_field_count="1", unknown_fields="x")),
    ("hf_daily", "every author has a name", tallied(nameless_author_count="1")),
    ("hf_daily", "lengths", row(abstract="short")),
    ("hf_daily", "null", row(upvotes=None)),
    ("hf_daily", "unique", row(source_paper_id="2603.00002")),
    ("arxiv_oai", "null", row(published_at=None)),
    ("jsonl", "null", row(source_paper_id=None)),
]


@pytest.mark.parametrize(("source", "words", "change"), WARNED_BY)
def test_each_warning_reports_and_lets_through(
    settings: Settings, source: str, words: str, change: Change
) -> None:
    before = {one.expectation for one in judge(settings, source).warnings}
    after = judge(settings, source, change)
    assert after.is_open
    told = [one for one in after.warnings if words in one.expectation]
    assert told, [one.expectation for one in after.warnings]
    assert told[0].expectation not in before or source == "hf_daily"


def test_the_gate_names_the_unknown_fields(settings: Settings) -> None:
    change = tallied(unknown_field_count="2", unknown_fields="audio, paper.readingTime")
    verdict = judge(settings, "hf_daily", change)
    assert any("audio, paper.readingTime" in one.observed for one in verdict.warnings)
