"""Airflow's parts side by side, all on loopback: what `make up` leaves running.

`airflow standalone` would do nearly the same, but its servers of task logs listen on every address,
and only the parts' own commands can leave them out. It would also stay up when a part has ended.
There is no triggerer: no task of this project waits in one.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

PARTS = (("scheduler", "--skip-serve-logs"), ("dag-processor",), ("api-server",))
_PATIENCE_SECONDS = 25


def main() -> int:
    """Run all parts until one of them ends or this process is told to; 0 in the latter case."""
    signal.signal(signal.SIGTERM, _leave)
    running = [subprocess.Popen([sys.executable, "-m", "airflow", *part]) for part in PARTS]
    try:
        while all(part.poll() is None for part in running):
            time.sleep(0.5)
        ended = next(part for part in running if part.poll() is not None)
        name = PARTS[running.index(ended)][0]
        print(f"{name} has ended with {ended.returncode}; the other parts are ended too")
        return 1
    finally:
        _end(running)


def _leave(_: int, __: FrameType | None) -> None:
    raise SystemExit(0)


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for part in running:
        part.terminate()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for part in running:
        try:
            part.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


if __name__ == "__main__":
    sys.exit(main())
