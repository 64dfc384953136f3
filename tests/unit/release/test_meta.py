"""Schema `meta` shows what the ledger and the manifests know, each table with its meaning."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from include import ledger
from include.errors import ContractBroken
from include.release.meta import DESCRIPTIONS, write_meta
from include.settings import Settings, utc_now
from tests.unit.release.releases import bare_release, manifest


def _fill(settings: Settings, **changed: Any) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'")
    write_meta(connection, settings, manifest("r2") | changed)
    return connection


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    with connection:
        return connection.execute(query).fetchall()


def test_every_table_is_there_with_its_meaning_even_when_nothing_is_known(
    settings: Settings,
) -> None:
    rows = _rows(
        _fill(settings),
        "select table_name, comment from duckdb_tables() where schema_name = 'meta'",
    )

    assert dict(rows) == DESCRIPTIONS


def test_kept_releases_are_listed_with_the_new_one(settings: Settings) -> None:
    bare_release(settings, "r1")
    rows = _rows(
        _fill(settings, base_release="r1"),
        "select release_id, base_release_id, delivery_count, released_at, code_version,"
        " extractor_version from meta.releases order by 1",
    )

    released_at = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    assert [(*row[:3], row[3].astimezone(UTC), *row[4:]) for row in rows] == [
        ("r1", None, 2, released_at, "c1", "e1"),
        ("r2", "r1", 2, released_at, "c1", "e1"),
    ]


def test_results_of_closed_gates_are_kept_too(settings: Settings) -> None:
    result = {
        "data_set": "marts.fct_papers",
        "expectation": "never empty",
        "column_name": "title",
        "severity": "critical",
        "outcome": "not met",
        "observed": "1 row against it",
        "unexpected_count": 1,
        "notes": "",
    }
    for subject, is_open in (("b1", False), ("b2", True)):
        content = {
            "gate": "marts",
            "subject": subject,
            "is_open": is_open,
            "judged_at": utc_now(),
            "results": [result],
        }
        ledger.record(settings, "gate", ledger.new_entry_id(utc_now()), content)

    rows = _rows(
        _fill(settings),
        "select subject, is_gate_open, data_set, expectation, unexpected_count, judged_at is null"
        " from meta.quality_results order by subject",
    )
    assert rows == [
        ("b1", False, "marts.fct_papers", "never empty", 1, False),
        ("b2", True, "marts.fct_papers", "never empty", 1, False),
    ]


def test_steps_are_listed_whatever_became_of_them(settings: Settings) -> None:
    def refuse() -> None:
        with ledger.step(settings, "parse", "d1"):
            raise ContractBroken(expected="x", found="y", where="z", next_step="w")

    with pytest.raises(ContractBroken):
        refuse()
    with ledger.step(settings, "publish", "b1") as note:
        note.text = "done it"

    rows = _rows(
        _fill(settings),
        "select step, subject, outcome, text, error <> '', duration_seconds >= 0,"
        " ended_at >= started_at from meta.pipeline_runs order by step",
    )
    assert rows == [
        ("parse", "d1", "refused", "", True, True, True),
        ("publish", "b1", "done", "done it", False, True, True),
    ]


def test_counts_freshness_and_quality_come_from_the_manifest(settings: Settings) -> None:
    watermark = {
        "source": "hf_pages",
        "last_delivered_at": datetime(2026, 3, 11, tzinfo=UTC),
        "last_delivery_date": date(2026, 3, 11),
        "delivery_count": 2,
        "record_count": 232,
        "age_days": 5.5,
        "late_after_days": 4,
        "silent_after_days": 7,
        "freshness_status": "late",
    }
    unmeasured = {"measure": "all", "extractor_version": "e1", "status": "not measured"}
    connection = _fill(settings, watermarks=[watermark], extraction_quality=[unmeasured])

    assert connection.execute("from meta.row_counts").fetchall() == [("fct_papers", 3)]
    assert connection.execute(
        "select source, last_delivery_date, record_count, freshness_status, age_days,"
        " silent_after_days from meta.freshness"
    ).fetchall() == [("hf_pages", date(2026, 3, 11), 232, "late", 5.5, 7)]
    assert _rows(connection, "select status, precision from meta.extraction_quality") == [
        ("not measured", None)
    ]
