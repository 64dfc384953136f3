"""Schema `meta` of a release: what the ledger knows, as tables that anyone can query."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from include import ledger
from include.release.releases import readable_manifests
from include.settings import Settings

_INSTANT = pa.timestamp("us", tz="UTC")

_RELEASES = pa.schema(
    [
        ("release_id", pa.string()),
        ("released_at", _INSTANT),
        ("code_version", pa.string()),
        ("extractor_version", pa.string()),
        ("delivery_count", pa.int64()),
        ("base_release_id", pa.string()),
    ]
)
_QUALITY_RESULTS = pa.schema(
    [
        ("gate", pa.string()),
        ("subject", pa.string()),
        ("judged_at", _INSTANT),
        ("is_gate_open", pa.bool_()),
        ("data_set", pa.string()),
        ("expectation", pa.string()),
        ("column_name", pa.string()),
        ("severity", pa.string()),
        ("outcome", pa.string()),
        ("observed", pa.string()),
        ("unexpected_count", pa.int64()),
        ("notes", pa.string()),
    ]
)
_PIPELINE_RUNS = pa.schema(
    [
        ("run_id", pa.string()),
        ("step", pa.string()),
        ("subject", pa.string()),
        ("started_at", _INSTANT),
        ("ended_at", _INSTANT),
        ("duration_seconds", pa.float64()),
        ("outcome", pa.string()),
        ("text", pa.string()),
        ("error", pa.string()),
    ]
)
_ROW_COUNTS = pa.schema([("table_name", pa.string()), ("row_count", pa.int64())])
_FRESHNESS = pa.schema(
    [
        ("source", pa.string()),
        ("last_delivered_at", _INSTANT),
        ("last_delivery_date", pa.date32()),
        ("delivery_count", pa.int64()),
        ("record_count", pa.int64()),
        ("age_days", pa.float64()),
        ("late_after_days", pa.int64()),
        ("silent_after_days", pa.int64()),
        ("freshness_status", pa.string()),
    ]
)
_EXTRACTION_QUALITY = pa.schema(
    [
        ("measure", pa.string()),
        ("extractor_version", pa.string()),
        ("status", pa.string()),
        ("precision", pa.float64()),
        ("recall", pa.float64()),
        ("f1", pa.float64()),
        ("f1_low", pa.float64()),
        ("f1_high", pa.float64()),
        ("labelled_set", pa.string()),
        ("paper_count", pa.int64()),
        ("measured_date", pa.date32()),
    ]
)

DESCRIPTIONS = {
    "releases": "One row per release that is kept, this one included.",
    "quality_results": "One row per expectation of every gate run, the failed ones included.",
    "pipeline_runs": "One row per step that ended, whatever became of it.",
    "row_counts": "One row per table of the schema marts.",
    "freshness": "One row per source, as fresh as it was when this release was made.",
    "extraction_quality": "One row per measure of the extraction, or one that says not measured.",
}


def write_meta(
    connection: duckdb.DuckDBPyConnection, settings: Settings, manifest: dict[str, Any]
) -> None:
    """Fill schema `meta` of an open release file.

    manifest: the release's own, as far as it is known before its files are hashed.
    """
    releases = [*readable_manifests(settings), manifest]
    tables = {
        "releases": _table(_RELEASES, [_release_row(one) for one in releases]),
        "quality_results": _table(_QUALITY_RESULTS, quality_rows(settings)),
        "pipeline_runs": _table(_PIPELINE_RUNS, _run_rows(settings)),
        "row_counts": _table(
            _ROW_COUNTS,
            [{"table_name": name, "row_count": n} for name, n in manifest["row_counts"].items()],
        ),
        "freshness": _table(_FRESHNESS, list(manifest["watermarks"])),
        "extraction_quality": _table(_EXTRACTION_QUALITY, manifest["extraction_quality"]),
    }
    connection.execute("create schema meta")
    for name, table in tables.items():
        connection.register("incoming", table)
        connection.execute(f"create table meta.{name} as select * from incoming")
        connection.unregister("incoming")
        connection.execute(f"comment on table meta.{name} is '{DESCRIPTIONS[name]}'")


def _table(schema: pa.Schema, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema)


def _release_row(manifest: dict[str, Any]) -> dict[str, Any]:
    return {
        "release_id": manifest["release_id"],
        "released_at": ledger.instant(manifest["released_at"]),
        "code_version": manifest["code_version"],
        "extractor_version": manifest["extractor_version"],
        "delivery_count": len(manifest["deliveries"]),
        "base_release_id": manifest["base_release"],
    }


def quality_rows(settings: Settings) -> list[dict[str, Any]]:
    """All results of all gates in the ledger, oldest first, as rows of `meta.quality_results`."""
    return [
        {
            "gate": gate["gate"],
            "subject": gate["subject"],
            "judged_at": ledger.instant(gate["judged_at"]),
            "is_gate_open": gate["is_open"],
        }
        | result
        for gate in ledger.entries(settings, "gate")
        for result in gate["results"]
    ]


def _run_rows(settings: Settings) -> list[dict[str, Any]]:
    rows = []
    for one in ledger.entries(settings, "step"):
        started_at, ended_at = ledger.instant(one["started_at"]), ledger.instant(one["ended_at"])
        rows.append(
            {
                "run_id": one["entry_id"],
                "step": one["step"],
                "subject": one["subject"],
                "started_at": started_at,
                "ended_at": ended_at,
                "duration_seconds": (ended_at - started_at).total_seconds(),
                "outcome": one["outcome"],
                "text": one["text"],
                "error": one["error"],
            }
        )
    return rows
