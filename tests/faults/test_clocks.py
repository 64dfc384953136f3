"""Clocks that jump, days that most years lack, and processes in other time zones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pendulum
import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
from airflow.timetables.base import TimeRestriction

from include.landing.delivery import Delivery
from include.release.publish import publish
from include.release.releases import current_release, kept_releases
from include.release.retention import tidy_up
from include.settings import PROJECT, Settings, utc_now
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
@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Pacific/Kiritimati", "2026-11-23T12:00:00+00:00"),
        ("America/St_Johns", "2026-11-23T01:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29T01:30:00+00:00"),
        ("Europe/Berlin", "2026-10-25T00:30:00+00:00"),
        ("Europe/Berlin", "2026-10-25T01:30:00+00:00"),
        ("America/New_York", "2028-02-29T23:59:59+00:00"),
    ],
    ids=[
        "a day ahead",
        "a day behind",
        "an hour that the clock leaves out",
        "an hour that comes twice",
        "that hour again",
        "the end of a leap day",
    ],
)
def test_a_process_in_another_time_zone(
    settings: Settings, tmp_path: Path, zone: str, at: str
) -> None:
    """Landing in a process of another time zone, also over a clock change, gives the same bytes."""
    drop(settings)
    require_done(run("land", settings, at))
    elsewhere = Settings(home=tmp_path / "elsewhere", retries=0, quiet_seconds=0)
    drop(elsewhere)
    require_done(run("land", elsewhere, at, limits=Limits(time_zone=zone)))
    assert deliveries(settings) == deliveries(elsewhere)
    (sidecar,) = (elsewhere.home / "raw").rglob("*.meta.json")
    assert (
        sidecar.read_bytes() == (settings.home / sidecar.relative_to(elsewhere.home)).read_bytes()
    )


@pytest.mark.parametrize(
    ("dag_id", "day", "expected"),
    [
        ("land_hf_daily", "2026-03-28", ["2026-03-28", "2026-03-29", "2026-03-30"]),
        ("land_arxiv_oai", "2026-10-24", ["2026-10-24", "2026-10-25", "2026-10-26"]),
        ("land_hf_daily", "2028-02-28", ["2028-02-28", "2028-02-29", "2028-03-01"]),
        ("land_arxiv_oai", "2026-12-30", ["2026-12-30", "2026-12-31", "2027-01-01"]),
    ],
    ids=["the clock goes ahead", "the clock goes back", "leap day", "New Year"],
)
def test_each_day_is_polled_once_over_a_clock_change(
    dag_id: str, day: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The daily DAGs of a machine in Berlin run for each day, none left out and none twice."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        found = list(logical_days(dag_id, date.fromisoformat(day), len(expected)))
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert found == expected


def logical_days(dag_id: str, first: date, count: int) -> Iterator[str]:
    """The logical dates that Airflow's own scheduler would give a DAG's runs from a day on."""
    bag = DagBag(dag_folder=str(PROJECT / "dags" / f"{dag_id}.py"))
    timetable = DagSerialization.from_dict(DagSerialization.to_dict(bag.dags[dag_id])).timetable
    start = pendulum.instance(datetime(first.year, first.month, first.day, tzinfo=UTC))
    window = TimeRestriction(earliest=start, latest=None, catchup=True)
    interval = None
    for _ in range(count):
        run = timetable.next_dagrun_info(last_automated_data_interval=interval, restriction=window)
        assert run is not None
        interval = run.data_interval
        assert run.logical_date is not None
        yield run.logical_date.astimezone(UTC).date().isoformat()


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
