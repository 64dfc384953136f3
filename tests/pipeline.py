"""The pipeline without a scheduler: the functions that the DAGs' tasks call, in their order."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Published:
    """A house with one release in it."""

    settings: Settings
    landing_file: Path
    release: Path


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


HOSTILE_NAME = "page; touch $(pwd)x && echo `id` '{{ 7*7 }}' ..\\.. <b>\x1b[31m\u202e.txt"
HOSTILE_TITLES = [
    "<script>alert('title')</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} ${jndi:ldap://x/y} {{ config.SECRET_KEY }}",
    "'; drop table marts.fct_papers; -- \" or 1=1",
    '=cmd|"/C calc"!A1',
    "\u202egnp.exe\u202c bidi \u2066and\u2069 zero\u200bwidth\u200d\ufeff",
    "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x08\x08",
    "../../../../etc/passwd\\..\\..\\windows $(touch /tmp/x) `id` | rm -rf / &",
]


def write_hostile_page(folder: Path) -> Path:
    """A page whose name, titles, abstracts and one refused record try to be more than text."""
    lines = ["Daily Papers", "", "Mar 12", ""]
    for title in HOSTILE_TITLES:
        body = " ".join(f"We propose Hostile{n}Net, a method of words {title}" for n in range(8))
        lines += [title, "", f"{body}.", ""]
    lines += ["A refused title </td><script>alert('refused')</script> {{ 7*7 }}", ""]
    page = folder / HOSTILE_NAME
    page.write_bytes("\n".join(lines).encode())
    return page


def copy_house(settings: Settings, home: Path) -> Settings:
    """A house of one's own with all that another holds."""
    shutil.copytree(settings.home, home, symlinks=True)
    return Settings(home=home, retries=0, quiet_seconds=0)


def clone_build(settings: Settings, original: str, *statements: str, has_gates: bool = True) -> str:
    """A finished build like another one, after some SQL on its work file; returns its id.

    It begins now, from what is current, and its gates are open unless told otherwise: publishing
    many builds then costs no dbt.
    """
    build_id = build.new_build_id(settings, utc_now())
    folder = settings.builds / build_id
    template = settings.home / ".template" / original  # the retention may take the original
    if not template.exists():
        shutil.copytree(settings.builds / original, template)
    shutil.copytree(template, folder)
    inputs = read_json(folder / "inputs.json")
    changed = {"build_id": build_id, "base_release": pointed_at(settings)}
    changed["started_at"] = utc_now().isoformat()
    write_json(folder / "inputs.json", inputs | changed)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        for statement in statements:
            connection.execute(statement)
    gates = [one for one in ledger.entries(settings, "gate") if one["subject"] == original]
    for gate in gates if has_gates else []:
        ledger.record(
            settings, "gate", ledger.new_entry_id(utc_now()), gate | {"subject": build_id}
        )
    return build_id
