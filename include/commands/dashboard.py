"""`make dashboard`: the dashboard on loopback, until Ctrl-C ends it."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from include.settings import PROJECT, Settings

ENTRY = PROJECT / "include" / "dashboard" / "app.py"
DEFAULT_PORT = 8501
# Streamlit looks up its own address on the internet unless it is told one, counts its users, and
# watches files for changes: none of that here. The last two keep a reader's page free of controls
# for developers and of a traceback.
OPTIONS = {
    "server.address": "127.0.0.1",
    "browser.serverAddress": "127.0.0.1",
    "browser.gatherUsageStats": "false",
    "server.headless": "true",
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "type",
    "theme.light.primaryColor": "#0072B2",
    "theme.light.linkColor": "#005A8C",
    "theme.dark.primaryColor": "#56B4E9",
    "theme.dark.linkColor": "#7CC4EE",
}


def command(port: int) -> list[str]:
    """The command that serves the dashboard on a port of loopback."""
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    return [
        *(sys.executable, "-W", "ignore::DeprecationWarning", "-m", "streamlit", "run", str(ENTRY)),
        *(f"--server.port={port}", *options),
    ]


def environment(settings: Settings) -> dict[str, str]:
    """The variables under which it runs: this project's code and this house."""
    path = os.pathsep.join(
        part for part in (str(PROJECT), os.environ.get("PYTHONPATH", "")) if part
    )
    return {**os.environ, "PAPERHOUSE_HOME": str(settings.home), "PYTHONPATH": path}


def main() -> None:
    """Serve until it is ended; ends at once, with what to do, where the port is taken."""
    parser = argparse.ArgumentParser(prog="make dashboard", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port on 127.0.0.1")
    port = parser.parse_args().port
    settings = Settings.from_environment()
    if is_taken(port):
        sys.exit(
            f"Port {port} is taken by another process. End that process, or name another port, as"
            f" in: make dashboard PORT={port + 1}"
        )
    print(f"Paperhouse at {settings.home}: Ctrl-C ends the dashboard.", flush=True)
    serve = command(port)
    # In this process's place, so that whoever ends it ends the dashboard.
    os.execve(serve[0], serve, environment(settings))  # noqa: S606


def is_taken(port: int) -> bool:
    """Whether something else listens on a port of loopback."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    main()
