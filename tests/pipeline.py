"""The pipeline without a scheduler: the functions that the DAGs' tasks call, in their order."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from include import ledger
from include.files import read_json, write_json
from include.landing import inbox, steps
from include.quality.gate import run_build_gate
from include.release.publish import publish
from include.release.releases import pointed_at
from include.settings import Settings, utc_now
from include.transform import build

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def land(settings: Settings, feed: Path, day: date = DAY, moment: datetime = MOMENT) -> Path:
    """Drop a page dump and land it; returns the landing file."""
    name = inbox.drop(settings, "hf_pages", feed)
    (waiting,) = steps.find(settings, "hf_pages", name)
    raw_file = steps.keep_raw(settings, "hf_pages", waiting, day, moment)
    for step in (steps.parse, steps.check):
        step(settings, "hf_pages", waiting, raw_file)
    return Path(steps.accept(settings, "hf_pages", waiting, raw_file))


def build_release(settings: Settings) -> Path:
    """Build from what has landed and publish; returns the release's folder."""
    build_id = build.start_build(settings)
    build.build_staging(settings, build_id)
    run_build_gate(settings, build_id, "staging")
    build.build_marts(settings, build_id)
    run_build_gate(settings, build_id, "marts")
    return Path(publish(settings, build_id))


def copy_house(settings: Settings, home: Path) -> Settings:
    """A house of one's own with all that another holds."""
    shutil.copytree(settings.home, home, symlinks=True)
    return Settings(home=home, retries=0, quiet_seconds=0)


def clone_build(settings: Settings, original: str, *statements: str) -> str:
    """A finished build like another one, after some SQL on its work file; returns its id.

    It begins now, from what is current, and its gates are open: publishing many builds then costs
    no dbt.
    """
    build_id = build.new_build_id(settings, utc_now())
    folder = settings.builds / build_id
    shutil.copytree(settings.builds / original, folder)
    inputs = read_json(folder / "inputs.json")
    changed = {"build_id": build_id, "base_release": pointed_at(settings)}
    write_json(folder / "inputs.json", inputs | changed)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        for statement in statements:
            connection.execute(statement)
    for gate in [one for one in ledger.entries(settings, "gate") if one["subject"] == original]:
        ledger.record(
            settings, "gate", ledger.new_entry_id(utc_now()), gate | {"subject": build_id}
        )
    return build_id
