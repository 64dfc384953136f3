"""`make up`: a file dropped into the inbox becomes a release without a hand on it."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from include.commands.airflow import airflow_home
from include.commands.up import PORTS, running_group
from include.release.releases import current_release, read_manifest
from include.settings import Settings
from tests.e2e.test_run_command import Outcome, run_command

pytestmark = pytest.mark.slow
_PATIENCE_SECONDS = 400
SECRET = "pl4nted-and-nowhere-to-be-found"


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
        patch.setenv("AIRFLOW_CONN_PLANTED", f"http://someone:{SECRET}@127.0.0.1:9")
        patch.setenv("AIRFLOW_VAR_PLANTED_PASSWORD", SECRET)
        patch.setenv("PAPERHOUSE_ALERT_WEBHOOK", f"http://127.0.0.1:9/{SECRET}")
        outcome = run_command(settings.home, name="up")
        yield settings, outcome
        run_command(settings.home, name="down")


Started = tuple[Settings, Outcome]


def test_up_prints_address_and_login(started: Started, ports: dict[str, int]) -> None:
    _, outcome = started
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert f"http://127.0.0.1:{ports['AIRFLOW__API__PORT']}" in outcome.stdout
    assert "password" in outcome.stdout


def ask(
    ports: dict[str, int],
    path: str,
    *,
    method: str = "GET",
    token: str | None = None,
    body: object = None,
) -> tuple[int, Any]:
    """Status and answer of a call to Airflow's API."""
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    sent = json.dumps(body) if body is not None else None
    port = ports["AIRFLOW__API__PORT"]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body=sent, headers=headers)
        answer = connection.getresponse()
        text = answer.read()
    return answer.status, json.loads(text) if text.startswith(b"{") else text


def token_of(settings: Settings, ports: dict[str, int]) -> str:
    """A token of the user that `make up` printed."""
    passwords = airflow_home(settings) / "simple_auth_manager_passwords.json.generated"
    ((user, password),) = json.loads(passwords.read_text()).items()
    login = {"username": user, "password": password}
    status, answer = ask(ports, "/auth/token", method="POST", body=login)
    assert status == 201, answer
    return str(answer["access_token"])


@pytest.mark.parametrize(
    "token",
    [None, "wrong", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZG1pbiJ9."],
    ids=["no token", "a wrong one", "one that nobody signed"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v2/dags"),
        ("GET", "/api/v2/connections"),
        ("POST", "/api/v2/dags/roll_back_release/dagRuns"),
    ],
)
def test_the_api_refuses_who_has_not_logged_in(
    started: Started, ports: dict[str, int], method: str, path: str, token: str | None
) -> None:
    body = {"logical_date": None} if method == "POST" else None
    assert ask(ports, path, method=method, token=token, body=body)[0] in (401, 403)


def test_a_wrong_password_gets_no_token(started: Started, ports: dict[str, int]) -> None:
    login = {"username": "admin", "password": "admin"}
    assert ask(ports, "/auth/token", method="POST", body=login)[0] == 401


@pytest.mark.parametrize(
    ("dag_id", "conf"),
    [
        ("roll_back_release", {}),
        ("roll_back_release", {"release_id": "../../etc"}),
        ("roll_back_release", {"release_id": "20260101T000000-abcdef; rm -rf /"}),
        ("compare_releases", {"newer": "'; drop table x; --"}),
        ("verify_release", {"release_id": "{{ var.value.planted_password }}"}),
        ("replay_quarantine", {"source": "../raw", "delivery_key": "all"}),
        ("replay_quarantine", {"source": "hf_pages", "delivery_key": "$(id)"}),
        ("land_hf_pages", {"file": "../../secret"}),
    ],
)
def test_parameters_that_are_not_as_the_schema_says_start_nothing(
    started: Started, ports: dict[str, int], dag_id: str, conf: dict[str, str]
) -> None:
    settings, _ = started
    status, answer = ask(
        ports,
        f"/api/v2/dags/{dag_id}/dagRuns",
        method="POST",
        token=token_of(settings, ports),
        body={"logical_date": None, "conf": conf},
    )
    assert status in (400, 422), answer


def test_pages_and_api_listen_on_loopback_only(started: Started, ports: dict[str, int]) -> None:
    """Airflow's servers of task logs take any address; they answer signed requests only."""
    logs = ports["AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT"]
    elsewhere = {
        port
        for table, anywhere in (("tcp", "0" * 8), ("tcp6", "0" * 32))
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        for address, port in [_listening(line.split())]
        if address == anywhere and port in ports.values()
    }
    assert ports["AIRFLOW__API__PORT"] not in elsewhere
    for port in elsewhere:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/log/dag_id=build_warehouse/any.log")
            assert connection.getresponse().status in (401, 403), (port, logs)


def _listening(fields: list[str]) -> tuple[str, int]:
    """Address and port of a line of /proc/net/tcp that listens; others give nothing."""
    address, _, port = fields[1].partition(":")
    return (address, int(port, 16)) if fields[3] == "0A" else ("", 0)


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


def test_a_secret_of_the_environment_is_written_nowhere(started: Started) -> None:
    """Neither logs, pages, releases, manifests nor Airflow's own records hold it."""
    settings, _ = started
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [str(path) for path in files if SECRET.encode() in path.read_bytes()] == []


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
        assert group not in (int(fields[2]), int(fields[3])) or fields[0] == "Z"
