"""`make superset`: Apache Superset on the current release, on loopback, until Ctrl-C ends it.

Two environments share the work, since Superset's packages and the pipeline's exclude each other:
`bundle` asks dbt what the tables are like, in the pipeline's; `serve` needs Superset's. In
containers they are two services.
"""

from __future__ import annotations

import argparse
import http.client
import os
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from include.commands.dashboard import is_taken
from include.errors import ContractBroken, PaperhouseError, SourceUnavailable
from include.files import make_folder, read_json, write_bytes
from include.release.releases import current_release
from include.settings import PROJECT, Settings
from include.superset.bundle import write_bundle
from include.superset.dashboard import charts, dashboard
from include.superset.datasets import identity
from include.superset.house import DATABASE_NAME, bundle_folder, secret, superset_home
from include.transform.dbt import run_dbt

DEFAULT_PORT = 8088
USER = "admin"
PASSWORD_FILE = "admin_password"  # noqa: S105 - the file's name
_ABOUT_USER = (
    *("--username", USER, "--firstname", "Paperhouse", "--lastname", "Reader"),
    *("--email", "reader@paperhouse.invalid"),
)
_HEALTH_SECONDS = 8


def main() -> int:
    """Run one of the commands; 0 where it succeeded, 1 with the reason otherwise."""
    arguments = parse_arguments()
    settings = Settings.from_environment()
    try:
        if arguments.command == "bundle":
            make_bundle(settings)
        elif arguments.command == "health":
            check_health(DEFAULT_PORT)
        else:
            serve(settings, arguments.host, arguments.port)
    except (PaperhouseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parse_arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What was asked for; of this process where nothing is given."""
    parser = argparse.ArgumentParser(prog="make superset", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("bundle", help="write what Superset imports")
    commands.add_parser("health", help="ask whether it serves")
    serves = commands.add_parser("serve", help="import it and serve")
    serves.add_argument("--port", type=int, default=DEFAULT_PORT, help="port on 127.0.0.1")
    serves.add_argument("--host", default="127.0.0.1", help="another one in containers only")
    return parser.parse_args(given)


def make_bundle(settings: Settings) -> None:
    """Write what Superset imports, from the dbt project as it is."""
    folder = make_folder(superset_home(settings) / "parse")
    run_dbt(settings, folder, "none", "parse")
    write_bundle(settings, read_json(folder / "dbt" / "manifest.json"), bundle_folder(settings))


def serve(settings: Settings, host: str, port: int) -> None:
    """Import the bundle and serve, in this process's place.

    Raises ContractBroken where the port is taken, there is no release yet, or what was imported
    does not read back.
    """
    if is_taken(port):
        raise ContractBroken(
            expected=f"port {port} to be free",
            found="another process that listens there",
            where="127.0.0.1",
            next_step=f"end it, or name another port, as in: make superset PORT={port + 1}",
        )
    if current_release(settings) is None:
        raise ContractBroken(
            expected="a release to look at",
            found="none yet",
            where=str(settings.current),
            next_step="make one with `make run`",
        )
    print(f"Paperhouse at {settings.home}: preparing Superset", flush=True)
    prepare(settings)
    _print_login(settings, port)
    command = [
        *(_program("gunicorn"), "--bind", f"{host}:{port}"),
        # One process: DuckDB's memory limit counts for each.
        *("--workers", "1", "--threads", "8", "--timeout", "120", "--log-level", "warning"),
        "superset.app:create_app()",
    ]
    # In this process's place, so that whoever ends it ends Superset.
    os.execve(command[0], command, environment(settings))  # noqa: S606


def _program(name: str) -> str:
    """A program of the environment that this process runs in."""
    return str(Path(sys.executable).with_name(name))


def environment(settings: Settings) -> dict[str, str]:
    """The variables under which Superset runs: its settings, this project's code and this house."""
    path = os.pathsep.join(
        part for part in (str(PROJECT), os.environ.get("PYTHONPATH", "")) if part
    )
    return {
        **os.environ,
        "PAPERHOUSE_HOME": str(settings.home),
        "PYTHONPATH": path,
        "SUPERSET_CONFIG_PATH": str(PROJECT / "include" / "superset" / "config.py"),
        "SUPERSET_HOME": str(superset_home(settings)),
    }


def prepare(settings: Settings) -> None:
    """Make Superset's database and its user once per version, and import the bundle each time.

    Raises PaperhouseError where a command of Superset fails or the bundle does not read back.
    """
    home = superset_home(settings)
    marker = home / f".prepared-for-{version('apache-superset')}"
    if not marker.exists() or not (home / PASSWORD_FILE).exists():
        _run(settings, "db", "upgrade")
        _run(settings, "init")
        _run(settings, "fab", "create-admin", *_ABOUT_USER)
        # Of a user who was there already, the password has been lost.
        _run(settings, "fab", "reset-password", "--username", USER)
        marker.touch()
    _run(settings, "import-directory", "--overwrite", str(bundle_folder(settings)))
    settle_dashboard(settings)


def _run(settings: Settings, *arguments: str) -> None:
    """Run one command of Superset to its end."""
    # The password is not among the arguments, which other users of the machine can see.
    password = secret(settings, PASSWORD_FILE)
    prompts = ("FLASK_FAB_CREATE_ADMIN_PASSWORD", "FLASK_FAB_RESET_PASSWORD_PASSWORD")
    finished = subprocess.run(
        [_program("superset"), *arguments],
        env=environment(settings) | dict.fromkeys(prompts, password),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    log = superset_home(settings) / "logs" / f"{arguments[0]}.txt"
    write_bytes(log, finished.stdout.encode())
    if finished.returncode != 0:
        raise PaperhouseError(
            expected=f"superset {arguments[0]} to end well",
            found=finished.stdout.strip()[-300:],
            where=str(log),
            next_step="read the log there; without its folder Superset begins afresh",
        )


def settle_dashboard(settings: Settings) -> None:
    """Leave exactly the project's charts on the dashboard.

    Superset's import adds charts and never takes one off, and it is silent about what it leaves
    out. Raises PaperhouseError where a chart is missing.
    """
    wanted = {uuid.UUID(identity("chart", name)).bytes for name in charts()}
    with closing(sqlite3.connect(superset_home(settings) / DATABASE_NAME)) as database:
        shown = database.execute(
            """
            select dashboard_slices.dashboard_id, slices.id, slices.uuid
            from dashboards
            inner join dashboard_slices on dashboards.id = dashboard_slices.dashboard_id
            inner join slices on dashboard_slices.slice_id = slices.id
            where dashboards.slug = ?
            """,
            [dashboard()["slug"]],
        ).fetchall()
        database.executemany(
            "delete from dashboard_slices where dashboard_id = ? and slice_id = ?",
            [(page, chart) for page, chart, own in shown if own not in wanted],
        )
        database.commit()
    if missing := wanted - {own for _, _, own in shown}:
        raise PaperhouseError(
            expected="all charts on Superset's dashboard",
            found=f"{len(missing)} of {len(wanted)} missing",
            where=str(bundle_folder(settings)),
            next_step="read logs/import-directory.txt beside that folder",
        )


def _print_login(settings: Settings, port: int) -> None:
    """Where to look and how to log in; a log gets the place of the password, not the password."""
    file = superset_home(settings) / PASSWORD_FILE
    shown = secret(settings, PASSWORD_FILE) if sys.stdout.isatty() else f"stands in {file}"
    print(
        f"\n  page      http://127.0.0.1:{port}/superset/dashboard/{dashboard()['slug']}/\n"
        f"  login     {USER}\n  password  {shown}\n\nCtrl-C ends it.",
        flush=True,
    )


def check_health(port: int) -> None:
    """Raise OSError or PaperhouseError where Superset does not answer on a port of this machine."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_HEALTH_SECONDS)) as asked:
        asked.request("GET", "/health")
        status = asked.getresponse().status
    if status != http.client.OK:
        raise SourceUnavailable(
            expected="Superset to be healthy",
            found=f"status {status}",
            where=f"port {port}",
            next_step="read its log",
        )


if __name__ == "__main__":
    sys.exit(main())
