"""`make up`: a file dropped into the inbox becomes a release without a hand on it."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from include.commands.airflow import airflow_home
from include.commands.up import processes_of, running_group
from include.files import write_bytes
from include.release.releases import current_release, read_manifest
from include.settings import Settings
from tests.e2e.test_run_command import Outcome, run_command
from tests.receiver import SECRET as WEBHOOK
from tests.receiver import Receiver, receiving

pytestmark = pytest.mark.slow
_PATIENCE_SECONDS = 400
RECEIVED: dict[int, Receiver] = {}
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
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture(scope="module")
def started(
    tmp_path_factory: pytest.TempPathFactory, port: int
) -> Iterator[tuple[Settings, Outcome]]:
    settings = Settings(home=tmp_path_factory.mktemp("up") / "house")
    with pytest.MonkeyPatch.context() as patch, receiving() as receiver:
        patch.setenv("AIRFLOW__API__PORT", str(port))
        patch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "admin:admin,guest:viewer")
        patch.setenv("AIRFLOW_CONN_PLANTED", f"http://someone:{SECRET}@127.0.0.1:9")
        patch.setenv("AIRFLOW_VAR_PLANTED_PASSWORD", SECRET)
        patch.setenv("PAPERHOUSE_ALERT_WEBHOOK", receiver.address.replace(WEBHOOK, SECRET))
        patch.setenv("PAPERHOUSE_DEADLINE_MINUTES", "1")
        outcome = run_command(settings.home, name="up")
        RECEIVED[port] = receiver
        yield settings, outcome
        run_command(settings.home, name="down")


Started = tuple[Settings, Outcome]


def start_run(settings: Settings, port: int, dag_id: str) -> str:
    """Start a DAG through the API; returns the id of its run."""
    path, token = f"/api/v2/dags/{dag_id}/dagRuns", token_of(settings, port)
    status, answer = ask(port, path, method="POST", token=token, body={"logical_date": None})
    assert status == 200, answer
    return str(answer["dag_run_id"])


def end_of_run(settings: Settings, port: int, dag_id: str, run_id: str) -> str:
    """The state in which a run ends."""
    path, token = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}", token_of(settings, port)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        state = str(ask(port, path, token=token)[1]["state"])
        if state in ("success", "failed"):
            return state
        time.sleep(1)
    return "unfinished"


def alerts(port: int, dag_id: str) -> list[str]:
    """What has been told of a DAG so far."""
    return [one["text"] for one in RECEIVED[port].received if one["dag_id"] == dag_id]


def test_up_prints_address_and_login(started: Started, port: int) -> None:
    _, outcome = started
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert f"http://127.0.0.1:{port}" in outcome.stdout
    assert "password" in outcome.stdout


def ask(
    port: int,
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
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body=sent, headers=headers)
        answer = connection.getresponse()
        text = answer.read()
    return answer.status, json.loads(text) if text.startswith(b"{") else text


def token_of(settings: Settings, port: int, user: str = "admin") -> str:
    """A token of a user that `make up` printed."""
    passwords = airflow_home(settings) / "simple_auth_manager_passwords.json.generated"
    login = {"username": user, "password": json.loads(passwords.read_text())[user]}
    status, answer = ask(port, "/auth/token", method="POST", body=login)
    assert status == 201, answer
    return str(answer["access_token"])


@pytest.fixture(scope="module")
def waiting_run(started: Started, port: int) -> str:
    """A run that cannot begin, since its DAG is paused: its deadline passes meanwhile."""
    settings, _ = started
    path, token = "/api/v2/dags/compare_releases", token_of(settings, port)
    assert ask(port, path, method="PATCH", token=token, body={"is_paused": True})[0] == 200
    return start_run(settings, port, "compare_releases")


def test_a_run_that_waits_is_no_failure(waiting_run: str, port: int) -> None:
    assert alerts(port, "compare_releases") == []


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
    started: Started, port: int, method: str, path: str, token: str | None
) -> None:
    body = {"logical_date": None} if method == "POST" else None
    assert ask(port, path, method=method, token=token, body=body)[0] in (401, 403)


def test_changes_that_come_together_wait_for_each_other(started: Started, port: int) -> None:
    """Airflow alone stands still here, with its scheduler and its tasks, until SQLite gives up."""
    path, token = "/api/v2/dags/verify_release", token_of(started[0], port)
    body = {"is_paused": False}

    def change(_: int) -> int:
        return ask(port, path, method="PATCH", token=token, body=body)[0]

    with ThreadPoolExecutor(8) as callers:
        assert set(callers.map(change, range(80))) == {200}


def test_a_wrong_password_gets_no_token(started: Started, port: int) -> None:
    login = {"username": "admin", "password": "admin"}
    assert ask(port, "/auth/token", method="POST", body=login)[0] == 401


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
    started: Started, port: int, dag_id: str, conf: dict[str, str]
) -> None:
    settings, _ = started
    status, answer = ask(
        port,
        f"/api/v2/dags/{dag_id}/dagRuns",
        method="POST",
        token=token_of(settings, port),
        body={"logical_date": None, "conf": conf},
    )
    assert status in (400, 422), answer


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v2/dags", None, 200),
        ("GET", "/api/v2/connections", None, 403),
        ("POST", "/api/v2/dags/verify_release/dagRuns", {"logical_date": None}, 403),
        ("POST", "/api/v2/dags/roll_back_release/dagRuns", {"logical_date": None}, 403),
        ("PATCH", "/api/v2/dags/land_hf_daily", {"is_paused": False}, 403),
        ("DELETE", "/api/v2/dags/land_hf_daily", None, 403),
    ],
)
def test_who_may_only_look_changes_nothing(
    started: Started, port: int, method: str, path: str, body: object, status: int
) -> None:
    token = token_of(started[0], port, "guest")
    assert ask(port, path, method=method, token=token, body=body)[0] == status


def test_everything_listens_on_loopback_only(started: Started, port: int) -> None:
    """Every process that `make up` has left running, Airflow's servers of task logs included."""
    group = running_group(started[0])
    assert group is not None
    sockets = {
        str(link.readlink())
        for pid in processes_of(group)
        for link in Path(f"/proc/{pid}/fd").glob("*")
        if link.is_symlink()
    }
    listening = [
        (address, number)
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        for address, number, inode in [_listening(line.split())]
        if f"socket:[{inode}]" in sockets
    ]
    assert listening == [("0100007F", port)]


def _listening(fields: list[str]) -> tuple[str, int, str]:
    """Address, port and inode of a line of /proc/net/tcp that listens; no inode for others."""
    address, _, port = fields[1].partition(":")
    return address, int(port, 16), fields[9] if fields[3] == "0A" else ""


def test_a_second_up_refuses_a_taken_port(
    started: Started, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__API__PORT", str(port))
    other = run_command(tmp_path / "other", name="up")
    assert other.returncode == 1
    assert f"{port} (AIRFLOW__API__PORT)" in other.stderr


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


def test_a_missed_deadline_is_told_once(started: Started, port: int, waiting_run: str) -> None:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while not alerts(port, "compare_releases") and time.monotonic() < patience:
        time.sleep(1)
    (told,) = alerts(port, "compare_releases")
    assert f"has not ended 1 minutes after it was queued. Run {waiting_run} is queued." in told


def test_a_source_that_stays_silent_is_told_once(started: Started, port: int) -> None:
    """By the daily housekeeping, though nothing has landed and nothing builds."""
    settings, _ = started
    write_bytes(settings.landing("hf_daily") / "delivery_date=2026-01-05" / "k.parquet", b"x")
    for _ in range(2):
        run_id = start_run(settings, port, "keep_house")
        assert end_of_run(settings, port, "keep_house", run_id) == "failed"
    told = [text for text in alerts(port, "keep_house") if "not ended" not in text]
    assert len(told) == 1, told
    assert "its newest one counts for 2026-01-05" in told[0]


def test_a_secret_of_the_environment_is_written_nowhere(started: Started) -> None:
    """Neither logs, pages, releases, manifests nor Airflow's own records hold it."""
    settings, _ = started
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [str(path) for path in files if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in json.dumps([one.received for one in RECEIVED.values()])


def test_down_ends_every_process(started: Started) -> None:
    settings, _ = started
    group = running_group(settings)
    assert group is not None
    assert "has ended" in run_command(settings.home, name="down").stdout
    assert running_group(settings) is None
    assert processes_of(group) == []
