"""Two whole Airflows on one house, each with its own records: a second machine, or a copy left on.

`make up` refuses a second one where it can see the first; nothing but the house's own locks stands
between two that cannot see each other.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from include import ledger
from include.alerting.incidents import open_incidents
from include.commands.airflow import run_airflow, start_python
from include.commands.up import _becomes_healthy
from include.release.releases import current_release, read_manifest
from include.settings import Settings
from tests.e2e.test_run_command import run_command
from tests.e2e.test_scheduled_run import free_ports
from tests.faults.conftest import Record
from tests.faults.state import (
    deliveries,
    require_readers_safe,
    require_recorded_once,
    waiting,
)
from tests.pipeline import build_release, land

pytestmark = [pytest.mark.slow, pytest.mark.faults, pytest.mark.long]
_PATIENCE_SECONDS = 1800
_PAGES = 3


def page_of(settings: Settings, number: int) -> str:
    """The sample with one paper more, another one for each number."""
    abstract = f"We propose Twice{number}Net, a network of words. " * 8
    return f"{settings.sample_feed.read_text()}\n\nPaper number {number}\n\n{abstract}\n"


def patched(patch: pytest.MonkeyPatch, port: int) -> None:
    patch.setenv("AIRFLOW__API__PORT", str(port))
    address = f"http://127.0.0.1:{port}/execution/"
    patch.setenv("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", address)
    patch.setenv("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "False")


@pytest.fixture
def two_schedulers(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A house on which two Airflows work, of which the second was started behind `make up`."""
    first, second = free_ports(2)
    with pytest.MonkeyPatch.context() as patch:
        patched(patch, first)
        assert run_command(settings.home, name="up").returncode == 0
        refused = run_command(settings.home, name="up")
        assert "Airflow runs already" in refused.stdout
    with pytest.MonkeyPatch.context() as patch:
        patched(patch, second)
        patch.setenv("AIRFLOW_HOME", str(tmp_path / "second"))
        run_airflow(settings, "db", "migrate")
        run_airflow(settings, "pools", "set", "warehouse_build", "1", "One build at a time")
        patch.setenv("PAPERHOUSE_RETRIES", "0")
        process = start_python(settings, tmp_path / "log", "include.commands.parts")
        assert _becomes_healthy(second, process.pid), (tmp_path / "log").read_text()
    yield settings
    end(process)
    run_command(settings.home, name="down")


def end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_two_airflows_on_one_house(
    two_schedulers: Settings, tmp_path: Path, record_property: Record
) -> None:
    """Two Airflows land and build the same drops at once: each lands once, and the tables are those
    of one alone; whoever comes second waits or says so."""
    settings = two_schedulers
    pages = []
    for number in range(_PAGES):
        page = tmp_path / f"page{number}.txt"
        page.write_text(page_of(settings, number))
        pages.append(page)
    inbox = settings.inbox("hf_pages")
    inbox.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (inbox / page.name).write_bytes(page.read_bytes())
        time.sleep(20)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while count_of(settings) < _PAGES and time.monotonic() < deadline:
        time.sleep(2)
    assert count_of(settings) == _PAGES, open_incidents(settings)
    assert len(deliveries(settings)) == _PAGES
    assert waiting(settings) == []
    require_readers_safe(settings)
    require_recorded_once(settings)
    failed = [one for one in ledger.entries(settings, "step") if one["outcome"] == "failed"]
    assert [f"{one['step']}: {one['error']}" for one in failed] == []
    alone = Settings(home=tmp_path / "alone", quiet_seconds=0, retries=0)
    for page in pages:
        land(alone, page)
    build_release(alone)
    assert tables_of(settings) == tables_of(alone)
    both = [one for one in ledger.entries(settings, "step") if one["step"] == "look for hf_pages"]
    record_property("faults", len(both))


def count_of(settings: Settings) -> int:
    """The deliveries of the current release."""
    release = current_release(settings)
    return len(read_manifest(release)["deliveries"]) if release else 0


def tables_of(settings: Settings) -> dict[str, str]:
    """The logical hashes of all tables that do not tell when something came."""
    release = current_release(settings)
    assert release is not None
    hashes: dict[str, str] = read_manifest(release)["logical_hashes"]
    dated = ("dim_deliveries", "fct_papers", "fct_feed_entries", "fct_paper_versions")
    assert set(dated) < set(hashes)
    return {table: found for table, found in hashes.items() if table not in dated}
