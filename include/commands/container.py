"""What the containers of docker-compose.yaml run besides Airflow: preparation and health checks.

Only the standard library and settings are imported: a health check runs twice a minute in each.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
from collections.abc import Mapping
from urllib.request import ProxyHandler, build_opener

from include.errors import ContractBroken, PaperhouseError, SourceUnavailable
from include.files import make_folder, write_json
from include.settings import Settings
from include.sources.catalog import SOURCES

PASSWORD_VARIABLE = "AIRFLOW_ADMIN_PASSWORD"  # noqa: S105 - the variable's name
_PASSWORDS_FILE_VARIABLE = "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"
_USER = "admin"
_PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
_TIMEOUT_SECONDS = 8


def main() -> int:
    """Run one of the two commands; 0 where it succeeded, 1 with the reason otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("prepare", help="make folders and the login's password file")
    health = commands.add_parser("health", help="ask Airflow's health page about one part")
    health.add_argument("part", choices=_PARTS)
    health.add_argument("address", help="of the api-server, as in http://api-server:8080")
    arguments = parser.parse_args()
    try:
        if arguments.command == "prepare":
            prepare(Settings.from_environment(), os.environ, os.getuid())
        else:
            print(check_health(arguments.part, arguments.address))
    except PaperhouseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare(settings: Settings, environment: Mapping[str, str], user_id: int) -> None:
    """Make an inbox per source and write the password of Airflow's one user.

    Raises ContractBroken where this runs as root, the inbox is not writable, or a variable is
    missing.
    """
    if user_id == 0:
        raise ContractBroken(
            expected="an ordinary user",
            found="root",
            where="PAPERHOUSE_UID",
            next_step="set it to the number of an ordinary user, on Linux that of `id -u`",
        )
    for source in SOURCES:
        _make_writable(settings, source, user_id)
    passwords_file = settings.home.joinpath(_given(environment, _PASSWORDS_FILE_VARIABLE))
    os.umask(0o077)
    write_json(passwords_file, {_USER: _given(environment, PASSWORD_VARIABLE)})


def _make_writable(settings: Settings, source: str, user_id: int) -> None:
    inbox = settings.inbox(source)
    try:
        make_folder(inbox)
        writable = os.access(inbox, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise ContractBroken(
            expected=f"a folder that user {user_id} may write to",
            found="one that it may not",
            where=f"{inbox}, which is the folder of PAPERHOUSE_INBOX outside",
            next_step="set PAPERHOUSE_UID to that folder's owner, on Linux the number of `id -u`",
        )


def _given(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise ContractBroken(
            expected=f"the variable {name}",
            found="none, or an empty one",
            where="the environment",
            next_step="set it as .env.example says",
        )
    return value


def check_health(part: str, address: str) -> str:
    """One line that says that a part of Airflow is healthy.

    Raises SourceUnavailable where it is not, or where the health page does not answer.
    """
    page = f"{address}/api/v2/monitor/health"
    try:
        # Without proxies: a proxy of the outside does not know the containers' names.
        with build_opener(ProxyHandler({})).open(page, timeout=_TIMEOUT_SECONDS) as answer:
            status = json.load(answer)[part]["status"]
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
        status = f"no answer to use: {type(error).__name__}: {error}"
    if status != "healthy":
        raise SourceUnavailable(
            expected=f"{part} to be healthy",
            found=str(status),
            where=page,
            next_step=f"read the container's log: docker compose logs {part.replace('_', '-')}",
        )
    return f"{part} is healthy"


if __name__ == "__main__":
    sys.exit(main())
