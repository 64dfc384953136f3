"""`make up`: Airflow with scheduler and page on loopback, until `make down`."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from include.commands.airflow import airflow_home, prepare_airflow, start_python
from include.files import write_json
from include.settings import Settings, utc_now

# What listens, by the variable that names its port.
PORTS = {"AIRFLOW__API__PORT": 8080}
_PATIENCE_SECONDS = 180
# Kept until this process ends: Python warns of a started process that nobody holds any more.
_LEFT_RUNNING: list[subprocess.Popen[bytes]] = []
_HEALTHY = ("metadatabase", "scheduler", "dag_processor")


def process_file(settings: Settings) -> Path:
    """Where the process group of a running Airflow is noted."""
    return airflow_home(settings) / "running.json"


def main() -> int:
    """Start Airflow, wait until it is healthy, print address and login; 0 when it is."""
    settings = Settings.from_environment()
    if running := running_group(settings):
        print(f"Airflow runs already (process group {running}); `make down` ends it.")
        return 0
    ports = {name: int(os.environ.get(name, port)) for name, port in PORTS.items()}
    if taken := [f"{port} ({name})" for name, port in ports.items() if _is_taken(port)]:
        print(
            "This port is taken by another process, and every task would fail without it:"
            f" {', '.join(taken)}.\nEnd that process, or name another port, as in:"
            " make up AIRFLOW__API__PORT=18080",
            file=sys.stderr,
        )
        return 1
    for name, port in ports.items():
        os.environ[name] = str(port)
    address = f"http://127.0.0.1:{ports['AIRFLOW__API__PORT']}"
    os.environ.setdefault("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", f"{address}/execution/")
    os.environ.setdefault("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "False")
    print(f"Paperhouse at {settings.home}: starting Airflow", flush=True)
    prepare_airflow(settings)
    log = airflow_home(settings) / "logs" / f"up-{utc_now():%Y%m%dT%H%M%S}.log"
    process = start_python(settings, log, "include.commands.parts")
    _LEFT_RUNNING.append(process)
    write_json(process_file(settings), {"process_group": process.pid, "address": address})
    if not _becomes_healthy(ports["AIRFLOW__API__PORT"], process.pid):
        end_group(settings)
        print(f"Airflow did not become healthy; it was ended. Its own words: {log}")
        return 1
    _print_login(settings, address, log)
    return 0


def running_group(settings: Settings) -> int | None:
    """The process group of an Airflow that `make up` started and that is alive, else None."""
    note = process_file(settings)
    if not note.exists():
        return None
    group = int(json.loads(note.read_text())["process_group"])
    return group if _is_alive(group) else None


def end_group(settings: Settings) -> bool:
    """End that Airflow with all its processes; whether there was one."""
    group = running_group(settings)
    note = process_file(settings)
    if group is None:
        note.unlink(missing_ok=True)
        return False
    for number, patience in ((signal.SIGTERM, 30), (signal.SIGKILL, 10)):
        for pid in processes_of(group):
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(pid, number)
        deadline = time.monotonic() + patience
        while _is_alive(group) and time.monotonic() < deadline:
            time.sleep(0.2)
        if not _is_alive(group):
            break
    note.unlink(missing_ok=True)
    return True


def processes_of(group: int) -> list[int]:
    """Processes of the session that the group's first one began, each task's own group among them.

    Ended ones that nobody has waited for do not count.
    """
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if group in (int(fields[2]), int(fields[3])) and fields[0] not in "ZX":
            found.append(int(stat.parent.name))
    return found


def _is_alive(group: int) -> bool:
    return bool(processes_of(group))


def _is_taken(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def _becomes_healthy(port: int, group: int) -> bool:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and _is_alive(group):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/api/v2/monitor/health")
                health = json.load(connection.getresponse())
            if all(health[part]["status"] == "healthy" for part in _HEALTHY):
                return True
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            pass  # not up yet
        time.sleep(1)
    return False


def _print_login(settings: Settings, address: str, log: Path) -> None:
    passwords = airflow_home(settings) / "simple_auth_manager_passwords.json.generated"
    print(f"\n  page      {address}")
    for user, password in json.loads(passwords.read_text()).items():
        print(f"  login     {user}\n  password  {password}")
    print(f"  inbox     {settings.inbox('hf_pages')}  (drop page dumps here)")
    print(f"  log       {log}\n\n`make down` ends it.")


if __name__ == "__main__":
    sys.exit(main())
