"""The pipeline without a scheduler: the functions that the DAGs' tasks call, in their order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from include.landing import inbox, steps
from include.quality.gate import run_build_gate
from include.release.publish import publish
from include.settings import Settings
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
