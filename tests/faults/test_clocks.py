"""Clocks that jump, days that most years lack, and processes in other time zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from include.landing.delivery import Delivery
from include.release.publish import publish
from include.release.releases import current_release, kept_releases
from include.release.retention import tidy_up
from include.settings import Settings, utc_now
from include.sources.page_dates import resolve_date
from include.transform import build
from tests.faults.operations import Limits, require_done, run
from tests.faults.state import deliveries
from tests.faults.test_kills import drop
from tests.pipeline import clone_build

pytestmark = [pytest.mark.faults]


@pytest.mark.parametrize(
    ("day", "line", "expected"),
    [
        (date(2027, 1, 1), "Dec 31", date(2026, 12, 31)),
        (date(2026, 12, 31), "Jan 1", date(2027, 1, 1)),
        (date(2026, 12, 30), "Jan 1", date(2026, 1, 1)),
        (date(2028, 2, 28), "Feb 29", date(2028, 2, 29)),
        (date(2027, 3, 1), "Feb 29", date(2024, 2, 29)),
        (date(2104, 2, 27), "Feb 29", date(2096, 2, 29)),
    ],
    ids=[
        "old year's page on New Year",
        "page of a zone ahead of UTC",
        "two days ahead is last year",
        "leap day ahead",
        "leap day in a common year",
        "leap day over a century",
    ],
)
def test_a_page_without_a_year(day: date, line: str, expected: date) -> None:
    """A page's date without a year, about New Year and leap days."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    delivery = Delivery("key", "hf_pages", day, moment, original_name="page.txt")
    assert resolve_date(line, 3, delivery) == (expected, True)


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns"])
def test_a_process_in_another_time_zone(settings: Settings, tmp_path: Path, zone: str) -> None:
    """Landing in a process of another time zone gives the same bytes."""
    drop(settings)
    require_done(run("land", settings))
    elsewhere = Settings(home=tmp_path / "elsewhere", retries=0, quiet_seconds=0)
    drop(elsewhere)
    require_done(run("land", elsewhere, limits=Limits(time_zone=zone)))
    assert deliveries(settings) == deliveries(elsewhere)


@pytest.mark.slow
@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-800), timedelta(days=400)])
def test_a_clock_that_jumps_between_runs(
    house: Settings, jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that jumps back or ahead and then comes right: ids stay in the order of releases."""
    made = [folder.name for folder in kept_releases(house)]
    for shift in (jump, timedelta(0)):
        now = utc_now() + shift
        build_id = clone_build(house, made[0])
        renamed = build.new_build_id(house, now)
        assert renamed > build_id
        publish(house, build_id)
        made.append(build_id)
    assert made == sorted(made) == [folder.name for folder in kept_releases(house)]
    tidy_up(Settings(home=house.home, kept_releases=1), utc_now() + jump)
    current = current_release(house)
    assert current is not None
    assert current.name == made[-1]
