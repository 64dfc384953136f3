"""The landing gates of the live sources: open for real shapes, closed by each rule's own row."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from include import ledger
from include.errors import GateClosed
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.landing.writer import write_landing
from include.quality.gate import run_landing_gate
from include.quality.registry import suites_of
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


def judge(settings: Settings, source: str, change: Change | None = None) -> list[dict[str, Any]]:
    """Put a fixture through its source's gate, after a change to its rows and its tally.

    Returns what the ledger holds of each expectation.
    """
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
    with suppress(GateClosed):
        run_landing_gate(settings, delivery, Path(pending))
    (entry,) = ledger.entries(settings, "gate")
    results: list[dict[str, Any]] = entry["results"]
    critical = [one for one in results if one["outcome"] != "met" and one["severity"] == "critical"]
    assert entry["is_open"] == (not critical)
    assert not [one for one in results if one["outcome"] == "could not run"]
    return results


def unmet(results: list[dict[str, Any]], severity: str) -> set[str]:
    """The columns, or where a rule has none the first words, of what was not met."""
    return {
        one["column_name"] or " ".join(one["expectation"].split()[:4])
        for one in results
        if one["outcome"] == "not met" and one["severity"] == severity
    }


@pytest.mark.parametrize("source", DELIVERIES)
def test_real_shapes_pass(settings: Settings, source: str) -> None:
    results = judge(settings, source)
    assert not unmet(results, "critical")
    assert len(results) == len(suites_of("landing", source)[0].expectations)


def row(**values: Any) -> Change:
    """The first row with other values."""
    return lambda rows, _: rows[0].update(values)


def tallied(**values: str) -> Change:
    return lambda _, tally: tally.update(values)


def twice(rows: Rows, tally: dict[str, str]) -> None:
    rows.append(rows[0])
    tally["record_count"] = str(len(rows))


def two_at_one_position(rows: Rows, tally: dict[str, str]) -> None:
    author = {"name": "A", "position": 1, "affiliation": None, "account": None}
    rows[0]["authors"] = [author, author | {"name": "B"}]


CLOSED_BY = [
    ("hf_daily", "as many rows as", tallied(record_count="7")),
    ("hf_daily", "record_index", twice),
    ("hf_daily", "record_hash", row(record_hash="no hash")),
    ("hf_daily", "title", row(title="x" * 1001)),
    ("hf_daily", "title and abstract are", row(abstract=" untrimmed")),
    ("hf_daily", "author positions count from", two_at_one_position),
    ("hf_daily", "at most 5 %", tallied(refused_count="4")),
    ("hf_daily", "source_paper_id", row(source_paper_id=None)),
    ("hf_daily", "feed_date", row(feed_date=None)),
    ("hf_daily", "feed_list", row(feed_list="weekly")),
    ("hf_daily", "title_normalised", row(title=None)),
    ("arxiv_oai", "a title, or a", row(title=None)),
    ("arxiv_oai", "a title, or a", row(is_withdrawn=True)),
    ("arxiv_oai", "as many withdrawals as", tallied(withdrawn_count="3")),
    ("arxiv_oai", "source_paper_id", row(source_paper_id=None)),
    ("jsonl", "records + quarantined lines", tallied(quarantined_lines="1")),
    ("jsonl", "title_normalised", row(title=None)),
    ("jsonl", "line_start", row(line_start=2)),
]


@pytest.mark.parametrize(
    ("source", "rule", "change"), CLOSED_BY, ids=[f"{one[0]}-{one[1]}" for one in CLOSED_BY]
)
def test_each_critical_rule_closes_the_gate(
    settings: Settings, source: str, rule: str, change: Change
) -> None:
    assert rule in unmet(judge(settings, source, change), "critical")


WARNED_BY = [
    ("hf_daily", "no field is unknown", tallied(unknown_field_count="1", unknown_fields="x")),
    ("hf_daily", "upvotes", row(upvotes=None)),
    ("hf_daily", "source_paper_id", row(source_paper_id="2603.00002")),
    ("hf_daily", "abstract", row(abstract="short")),
    ("hf_daily", "every author has a", tallied(nameless_author_count="1")),
    ("arxiv_oai", "published_at", row(published_at=None)),
    ("jsonl", "source_paper_id", row(source_paper_id=None)),
]


@pytest.mark.parametrize(
    ("source", "rule", "change"), WARNED_BY, ids=[f"{one[0]}-{one[1]}" for one in WARNED_BY]
)
def test_each_warning_reports_and_lets_through(
    settings: Settings, source: str, rule: str, change: Change
) -> None:
    results = judge(settings, source, change)
    assert rule in unmet(results, "warning")
    assert not unmet(results, "critical")


def test_abstracts_of_usual_length_are_no_warning(settings: Settings) -> None:
    def lengthen(rows: Rows, _: dict[str, str]) -> None:
        for one in rows:
            one["abstract"] = "x" * 800

    assert "abstract" not in unmet(judge(settings, "hf_daily", lengthen), "warning")


def test_the_gate_names_the_unknown_fields(settings: Settings) -> None:
    change = tallied(unknown_field_count="2", unknown_fields="audio, paper.readingTime")
    told = [one["observed"] for one in judge(settings, "hf_daily", change)]
    assert any("audio, paper.readingTime" in one for one in told)
