"""Gates: run the suites of a layer over a DuckDB file, record what was seen, pass it or stop it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import duckdb

from include import ledger
from include.errors import GateClosed
from include.files import make_folder
from include.landing.delivery import Delivery
from include.landing.layout import footer_of
from include.quality.engine import run_suites
from include.quality.registry import suites_of
from include.quality.results import GateVerdict
from include.settings import Settings, utc_now
from include.sql import quoted
from include.transform.build import build_folder


def run_landing_gate(settings: Settings, delivery: Delivery, pending: Path) -> GateVerdict:
    """Check a pending landing file, and the account of its lines, before it is accepted.

    Raises GateClosed where it must not pass.
    """
    file = make_folder(pending.parent) / f".{delivery.delivery_key}.gate.duckdb"
    file.unlink(missing_ok=True)
    try:
        with duckdb.connect(file) as connection:
            _show_landing(connection, delivery.source, pending)
        return _judge(settings, "landing", delivery.delivery_key, file, delivery.source)
    finally:
        file.unlink(missing_ok=True)


def _show_landing(connection: duckdb.DuckDBPyConnection, source: str, pending: Path) -> None:
    """Schema `landing` with the records as a view and the parser's tally as a table of one row."""
    connection.execute("create schema landing")
    connection.execute(
        f"create view landing.{source} as"
        f" select * from read_parquet({quoted(pending)}, hive_partitioning = false)"
    )
    footer = footer_of(pending)
    unknown = footer.get("unknown_fields", "")
    counts = {name: one for name, one in footer.items() if name.endswith(("_lines", "_count"))}
    columns = ", ".join(f"{int(count)} as {name}" for name, count in counts.items())
    connection.execute(
        f"create table landing.tally as select {columns}, cast(? as varchar) as unknown_fields",
        [unknown],
    )


def run_build_gate(settings: Settings, build_id: str, layer: str) -> str:
    """Check one layer of a build, `staging` or `marts`; returns the build's id.

    Raises GateClosed where it must not pass.
    """
    with ledger.step(settings, f"{layer} gate", build_id) as note:
        file = build_folder(settings, build_id) / "warehouse.duckdb"
        verdict = _judge(settings, layer, build_id, file)
        note.counts, note.text = verdict.counts, verdict.summary
    return build_id


def _judge(
    settings: Settings, layer: str, subject: str, file: Path, table: str | None = None
) -> GateVerdict:
    verdict = GateVerdict(layer, subject, run_suites(settings, file, suites_of(layer, table)))
    entry_id = ledger.new_entry_id(utc_now())
    content = {
        "gate": layer,
        "subject": subject,
        "is_open": verdict.is_open,
        "judged_at": utc_now(),
        "results": [asdict(one) for one in verdict.results],
    }
    ledger.record(settings, "gate", entry_id, content)
    if not verdict.is_open:
        first = verdict.critical[0] if verdict.critical else None
        raise GateClosed(
            expected=f"{first.data_set}: {first.expectation}" if first else "an expectation at all",
            found=f"{first.observed}; {len(verdict.critical)} critical" if first else "none",
            where=f"{layer} gate of {subject}",
            next_step="`make status` names the ledger entry with every result; mend the data or"
            " the rule and run again",
        )
    return verdict
