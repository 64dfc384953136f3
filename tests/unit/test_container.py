"""What the containers run besides Airflow: preparation, and health checks over real HTTP."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from include.commands import container
from include.errors import ContractBroken, SourceUnavailable
from include.settings import PROJECT, Settings
from include.sources.catalog import SOURCES

PASSWORDS_FILE = "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"
ORDINARY_USER = 50000

HEALTHY = {
    "metadatabase": {"status": "healthy"},
    "scheduler": {"status": "healthy", "latest_scheduler_heartbeat": "2026-03-11T08:00:00+00:00"},
    "triggerer": {"status": None, "latest_triggerer_heartbeat": None},
    "dag_processor": {"status": "unhealthy", "latest_dag_processor_heartbeat": None},
}


class HealthPage(BaseHTTPRequestHandler):
    """Answers at the path of Airflow's health page with `body`, elsewhere with 404."""

    body = b""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/api/v2/monitor/health" else 404)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture
def address() -> Iterator[str]:
    HealthPage.body = json.dumps(HEALTHY).encode()
    with HTTPServer(("127.0.0.1", 0), HealthPage) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("part", ["metadatabase", "scheduler"])
def test_a_part_with_a_fresh_heartbeat_is_healthy(part: str, address: str) -> None:
    assert container.check_health(part, address) == f"{part} is healthy"


@pytest.mark.parametrize(
    ("part", "status"), [("triggerer", "None"), ("dag_processor", "unhealthy")]
)
def test_a_part_that_never_started_or_is_late_is_not(part: str, status: str, address: str) -> None:
    with pytest.raises(SourceUnavailable, match=f"found {status}"):
        container.check_health(part, address)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"scheduler": null}', b"{}"])
def test_an_answer_that_is_no_health_page_is_not_healthy(body: bytes, address: str) -> None:
    HealthPage.body = body

    with pytest.raises(SourceUnavailable, match="no answer to use"):
        container.check_health("scheduler", address)


def test_a_health_page_in_the_wrong_place_is_not_healthy(address: str) -> None:
    with pytest.raises(SourceUnavailable, match="404"):
        container.check_health("scheduler", f"{address}/elsewhere")


def test_no_answer_at_all_is_not_healthy() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    with pytest.raises(SourceUnavailable, match="scheduler to be healthy"):
        container.check_health("scheduler", f"http://127.0.0.1:{port}")


def test_the_health_command_speaks_in_exit_codes(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")  # a container may be given one
    monkeypatch.setattr(sys, "argv", ["container", "health", "scheduler", address])
    assert container.main() == 0

    monkeypatch.setattr(sys, "argv", ["container", "health", "triggerer", address])
    assert container.main() == 1
    assert "docker compose logs triggerer" in capsys.readouterr().err


def environment(home: Path) -> dict[str, str]:
    return {
        PASSWORDS_FILE: str(home / "airflow" / "passwords.json"),
        container.PASSWORD_VARIABLE: 'of "any" kind',
    }


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_prepare_makes_an_inbox_per_source_and_a_private_password_file(tmp_path: Path) -> None:
    container.prepare(Settings(home=tmp_path), environment(tmp_path), ORDINARY_USER)

    assert SOURCES
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == sorted(SOURCES)
    passwords = tmp_path / "airflow" / "passwords.json"
    assert json.loads(passwords.read_text()) == {"admin": 'of "any" kind'}
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600


def test_a_second_prepare_takes_the_new_password(tmp_path: Path) -> None:
    container.prepare(Settings(home=tmp_path), environment(tmp_path), ORDINARY_USER)
    changed = environment(tmp_path) | {container.PASSWORD_VARIABLE: "new"}

    container.prepare(Settings(home=tmp_path), changed, ORDINARY_USER)

    passwords = tmp_path / "airflow" / "passwords.json"
    assert json.loads(passwords.read_text()) == {"admin": "new"}


def test_prepare_refuses_root(tmp_path: Path) -> None:
    with pytest.raises(ContractBroken, match="PAPERHOUSE_UID"):
        container.prepare(Settings(home=tmp_path), environment(tmp_path), 0)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [PASSWORDS_FILE, container.PASSWORD_VARIABLE])
@pytest.mark.parametrize("value", [None, ""])
def test_prepare_names_a_missing_variable(name: str, value: str | None, tmp_path: Path) -> None:
    given = {key: text for key, text in environment(tmp_path).items() if key != name}
    given |= {} if value is None else {name: value}

    with pytest.raises(ContractBroken, match=name):
        container.prepare(Settings(home=tmp_path), given, ORDINARY_USER)


def test_prepare_names_an_inbox_that_it_cannot_write_to(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file where the folder should be")

    with pytest.raises(ContractBroken, match="PAPERHOUSE_INBOX"):
        container.prepare(Settings(home=tmp_path), environment(tmp_path), ORDINARY_USER)


def test_prepare_as_a_command_refuses_without_the_password(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "include.commands.container", "prepare"]
    given = {"PAPERHOUSE_HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}

    finished = subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    expected = "PAPERHOUSE_UID" if os.getuid() == 0 else PASSWORDS_FILE
    assert finished.returncode == 1
    assert expected in finished.stderr
    assert "Traceback" not in finished.stderr
