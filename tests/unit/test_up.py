"""Ending Airflow: every process of its session goes, those of tasks included."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from include.commands import up
from include.files import write_json
from include.settings import Settings

# As a task's supervisor does: a child in a process group of its own, in the same session.
_SUPERVISOR = (
    "import subprocess, time;"
    "subprocess.Popen(['sleep', '60'], process_group=0);"
    "print('begun', flush=True); time.sleep(60)"
)


@pytest.fixture
def airflow(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """What stands for a running Airflow with a task, noted as `make up` notes it."""
    with subprocess.Popen(
        [sys.executable, "-c", _SUPERVISOR],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        write_json(up.process_file(settings), {"process_group": process.pid, "address": "none"})
        yield process
        process.kill()


def test_a_task_in_a_group_of_its_own_is_ended_too(
    settings: Settings, airflow: subprocess.Popen[str]
) -> None:
    assert up.running_group(settings) == airflow.pid
    deadline = time.monotonic() + 10
    while len(up.processes_of(airflow.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(up.processes_of(airflow.pid)) == 2
    assert up.end_group(settings)
    assert up.processes_of(airflow.pid) == []
    assert up.running_group(settings) is None
