"""`make dashboard`: on loopback only, without counting users, and clear where the port is taken."""

from __future__ import annotations

import socket
import subprocess
import sys

from include.commands.dashboard import command, environment, is_taken
from include.settings import PROJECT, Settings


def test_it_serves_on_loopback_and_tells_nobody() -> None:
    options = command(8501)
    assert "--server.address=127.0.0.1" in options
    assert "--browser.gatherUsageStats=false" in options
    assert "--server.port=8501" in options


def test_a_taken_port_is_named_with_what_to_do(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert is_taken(port)
        ended = subprocess.run(
            [sys.executable, "-m", "include.commands.dashboard", "--port", str(port)],
            env=environment(settings),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert f"PORT={port + 1}" in ended.stderr
    assert not is_taken(port)
