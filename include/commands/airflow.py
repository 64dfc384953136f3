"""Airflow as this project runs it on one machine: its environment, its database, its pool."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from include.files import make_folder
from include.settings import PROJECT, Settings

BUILD_POOL_SLOTS = "1"
# For runs that a person waits for. `airflow dags test` would also fail at the end of a run with a
# deadline: it stores no DAG to look it up in.
_AWAITED = {"PAPERHOUSE_RETRIES": "0", "PAPERHOUSE_DEADLINE_MINUTES": "0"}
_PATIENT = "include.orchestration.database.CONNECT_ARGS"
_PLUGINS = PROJECT / "include" / "orchestration" / "plugins"


def airflow_home(settings: Settings) -> Path:
    """Where Airflow keeps its database, its logs and its login."""
    return settings.home / "airflow"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """The variables under which every Airflow process of this project runs.

    What is set outside stays, so that any of them can be overridden.
    """
    ours = {
        "AIRFLOW_HOME": str(airflow_home(settings)),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__DEFAULT_TIMEZONE": "utc",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
        "GX_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    if "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN" not in os.environ:
        ours["AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS"] = _PATIENT
        ours["AIRFLOW__CORE__PLUGINS_FOLDER"] = str(_PLUGINS)
    path = os.pathsep.join(
        part for part in (str(PROJECT), os.environ.get("PYTHONPATH", "")) if part
    )
    return {
        **ours,
        **os.environ,
        "PAPERHOUSE_HOME": str(settings.home),
        "PYTHONPATH": path,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def main() -> int:
    """`make airflow ARGS="..."`: one of Airflow's own commands over this house; its exit code."""
    settings = Settings.from_environment()
    command = [sys.executable, "-m", "airflow", *sys.argv[1:]]
    is_trial = sys.argv[1:3] == ["dags", "test"]
    environment = airflow_environment(settings) | (_AWAITED if is_trial else {})
    return subprocess.run(command, env=environment, check=False).returncode


def prepare_airflow(settings: Settings) -> None:
    """Make Airflow's database and the pool of builds, once per Airflow version and home."""
    home = make_folder(airflow_home(settings))
    marker = home / f".prepared-for-{version('apache-airflow')}"
    if marker.exists():
        return
    run_airflow(settings, "db", "migrate")
    run_airflow(
        settings, "pools", "set", "warehouse_build", BUILD_POOL_SLOTS, "One build at a time"
    )
    marker.touch()


def run_airflow(settings: Settings, *arguments: str) -> None:
    """Run one Airflow command to its end; CalledProcessError with its output where it fails."""
    subprocess.run(
        [sys.executable, "-m", "airflow", *arguments],
        env=airflow_environment(settings),
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def start_python(
    settings: Settings, log: Path, module: str, *arguments: str, is_awaited: bool = False
) -> subprocess.Popen[bytes]:
    """Start a module in Airflow's environment, in a process group of its own; it writes to `log`.

    is_awaited: a person waits for the outcome, so that no task is tried again and none is late.
    """
    make_folder(log.parent)
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=airflow_environment(settings) | (_AWAITED if is_awaited else {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )


if __name__ == "__main__":
    sys.exit(main())
