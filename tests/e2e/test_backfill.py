"""A month of daily lists by Airflow's own backfill, under a running scheduler."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from include import ledger
from include.commands.up import PORTS
from include.landing.layout import landing_files
from include.release.releases import current_release, read_manifest
from include.settings import PROJECT, Settings, utc_now
from tests.e2e.test_run_command import run_command
from tests.e2e.test_scheduled_run import free_ports
from tests.unit.sources.server import Reply, serving

DAYS = int(os.environ.get("PAPERHOUSE_BACKFILL_DAYS", "30"))
pytestmark = [pytest.mark.slow, pytest.mark.long]
FIRST = date(2026, 3, 1)
_PATIENCE_SECONDS = 900 + 60 * DAYS
_LIST = (PROJECT / "tests" / "fixtures" / "hf_daily" / "two_papers.json").read_text()


def list_of(path: str, _: int) -> Reply:
    """A list of its own for each day: two papers that no other day has."""
    (day,) = parse_qs(urlsplit(path).query).get("date", ["2026-01-01"])
    number = (date.fromisoformat(day) - FIRST).days % 1000
    return Reply(_LIST.replace("2603.0000", f"2603.{number:04}").encode())


@pytest.fixture(scope="module")
def backfilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A house with Airflow running, whose daily lists a server on loopback gives; backfilled."""
    settings = Settings(home=tmp_path_factory.mktemp("backfill") / "house")
    with serving(list_of) as server, pytest.MonkeyPatch.context() as patch:
        for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True):
            patch.setenv(name, str(port))
        patch.setenv("PAPERHOUSE_HF_DAILY_URL", server.url)
        # Nothing to catch up: only what the backfill asks for is landed.
        patch.setenv("PAPERHOUSE_HF_DAILY_START", f"{utc_now().date()}")
        started = run_command(settings.home, name="up")
        assert started.returncode == 0, started.stdout + started.stderr
        try:
            airflow(settings, "dags", "pause", "land_hf_pages")  # its run each minute takes turns
            airflow(settings, "dags", "unpause", "land_hf_daily")
            last = FIRST + timedelta(days=DAYS)
            airflow(
                settings,
                *("backfill", "create", "--dag-id", "land_hf_daily", "--max-active-runs", "1"),
                *("--from-date", f"{FIRST}", "--to-date", f"{last}"),
            )
            wait_for_a_release_of_all(settings)
            yield settings
        finally:
            run_command(settings.home, name="down")


def airflow(settings: Settings, *arguments: str) -> None:
    """Run a command of Airflow's own, as `make airflow` does beside `make up`."""
    done = subprocess.run(
        [sys.executable, "-m", "include.commands.airflow", *arguments],
        env={name: text for name, text in os.environ.items() if name != "AIRFLOW_HOME"}
        | {"PAPERHOUSE_HOME": str(settings.home), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def wait_for_a_release_of_all(settings: Settings) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        release = current_release(settings)
        if release and len(read_manifest(release)["deliveries"]) >= DAYS:
            return
        time.sleep(2)
    pytest.fail(f"{len(landing_files(settings, 'hf_daily'))} of {DAYS} days have landed")


def days_of(files: dict[str, Path]) -> list[str]:
    return sorted(path.parent.name.removeprefix("delivery_date=") for path in files.values())


def test_every_day_of_the_month_has_landed_once(backfilled: Settings) -> None:
    days = [str(FIRST + timedelta(days=number)) for number in range(DAYS)]
    assert days_of(landing_files(backfilled, "hf_daily")) == days


def test_the_release_holds_the_papers_of_all_days(backfilled: Settings) -> None:
    release = current_release(backfilled)
    assert release is not None
    assert read_manifest(release)["row_counts"]["fct_papers"] == 2 * DAYS


def test_landings_that_come_together_wake_one_build(backfilled: Settings) -> None:
    """Events that come while a build runs merge into one: far fewer builds than landings."""
    builds = list(backfilled.builds.glob("2*"))
    landings = [
        one
        for one in ledger.entries(backfilled, "step")
        if one["step"] == "accept hf_daily" and one["outcome"] == "done"
    ]
    assert len(landings) == DAYS
    assert 1 <= len(builds) <= DAYS // 2
