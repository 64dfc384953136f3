"""`make up`: a file dropped into the inbox becomes a release without a hand on it."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from include.commands.up import PORTS, running_group
from include.release.releases import current_release, read_manifest
from include.settings import Settings
from tests.e2e.test_run_command import Outcome, run_command

pytestmark = pytest.mark.slow
_PATIENCE_SECONDS = 400


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    return dict(zip(PORTS, free_ports(len(PORTS)), strict=True))


@pytest.fixture(scope="module")
def started(
    tmp_path_factory: pytest.TempPathFactory, ports: dict[str, int]
) -> Iterator[tuple[Settings, Outcome]]:
    settings = Settings(home=tmp_path_factory.mktemp("up") / "house")
    with pytest.MonkeyPatch.context() as patch:
        for name, port in ports.items():
            patch.setenv(name, str(port))
        outcome = run_command(settings.home, name="up")
        yield settings, outcome
        run_command(settings.home, name="down")


Started = tuple[Settings, Outcome]


def test_up_prints_address_and_login(started: Started, ports: dict[str, int]) -> None:
    _, outcome = started
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert f"http://127.0.0.1:{ports['AIRFLOW__API__PORT']}" in outcome.stdout
    assert "password" in outcome.stdout


def test_the_page_asks_for_a_login(started: Started, ports: dict[str, int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", ports["AIRFLOW__API__PORT"], timeout=20)
    connection.request("GET", "/api/v2/dags")
    assert connection.getresponse().status == 401


def test_a_second_up_refuses_taken_ports(
    started: Started, ports: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, port in ports.items():
        monkeypatch.setenv(name, str(port))
    other = run_command(tmp_path / "other", name="up")
    assert other.returncode == 1
    assert f"{ports['AIRFLOW__API__PORT']} (AIRFLOW__API__PORT)" in other.stderr


def test_a_dropped_file_becomes_a_release(started: Started) -> None:
    settings, _ = started
    inbox = settings.inbox("hf_pages")
    inbox.mkdir(parents=True, exist_ok=True)
    unfinished = inbox / "page.txt.part"
    unfinished.write_bytes(settings.sample_feed.read_bytes())
    unfinished.rename(inbox / "page.txt")
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while current_release(settings) is None and time.monotonic() < deadline:
        time.sleep(2)
    release = current_release(settings)
    assert release is not None, list(settings.ledger.rglob("*.json"))
    assert read_manifest(release)["row_counts"]["fct_papers"] == 40
    assert (inbox / ".done" / "page.txt").exists()


def test_down_ends_every_process(started: Started) -> None:
    settings, _ = started
    group = running_group(settings)
    assert group is not None
    assert "has ended" in run_command(settings.home, name="down").stdout
    assert running_group(settings) is None
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        assert int(fields[2]) != group or fields[0] == "Z"
