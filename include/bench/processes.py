"""Runs a command and measures it: wall time, CPU time, and memory of its whole process tree."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Begins the line that holds a command's result: libraries may write others.
RESULT = "result: "
_SAMPLED_EVERY_SECONDS = 0.1
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """What a command took.

    seconds: wall time. cpu_seconds: user and system time of the command and all it started.
    peak_bytes: the largest sum of resident memory over its processes, looked at ten times a
    second; pages that two of them share count twice, so it errs upwards.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Finished:
    """A command that has ended: what it cost, its exit code and what it wrote."""

    cost: Cost
    exit_code: int
    output: str

    @property
    def result(self) -> str:
        """What the command gave back: the rest of the one line that begins with RESULT."""
        lines = self.output.splitlines()
        (result,) = [line for line in lines if line.startswith(RESULT)]
        return result.removeprefix(RESULT)


def run_measured(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Finished:
    """Run a command to its end. log: takes its output, whatever becomes of it."""
    started = time.monotonic()
    peak = 0
    with log.open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=dict(environment)
        )
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, tree_bytes(process.pid))
            time.sleep(_SAMPLED_EVERY_SECONDS)
        # Popen must not wait for a process that has been waited for.
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        text = output.read()
    cost = Cost(seconds, usage.ru_utime + usage.ru_stime, peak)
    return Finished(cost, process.returncode, text)


def tree_bytes(root: int) -> int:
    """Resident bytes of a process and of everything below it."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += _resident_bytes(pid)
        waiting.extend(_children_of(pid))
    return total


def _children_of(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(one) for path in threads for one in (path / "children").read_text().split()]
    except OSError:
        return []  # it ended between looking and reading


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):
        return 0
