"""What the fault suite runs in processes of its own, which it may kill, and how it kills them.

A child is forked from a server that has loaded the heavy modules already, so that one fault costs
no start of Python. Each operation is what a DAG's task calls, in the DAG's order.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb

from include.errors import ContractBroken, GateClosed
from include.landing import steps
from include.landing.polling import find_answers
from include.ledger import NothingToDo
from include.quality.gate import run_build_gate
from include.release.publish import publish
from include.release.rebuild import set_derived_aside
from include.release.releases import FILE_NAME
from include.release.retention import tidy_up
from include.release.roll_back import roll_back_release
from include.settings import Settings, utc_now
from include.transform import build
from tests.comings import Coming
from tests.comings import deliver as let_come
from tests.pipeline import DAY, MOMENT, build_release

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod"}
_WRITING = os.O_WRONLY | os.O_RDWR
_PATIENCE_SECONDS = 300


def land(settings: Settings, at: str = MOMENT.isoformat()) -> None:
    """Land all that waits in the inbox and the raw zone. at: the moment of the delivery."""
    moment = datetime.fromisoformat(at)
    for waiting in steps.find(settings, "hf_pages"):
        try:
            raw_file = steps.keep_raw(settings, "hf_pages", waiting, moment.date(), moment)
        except NothingToDo:
            continue
        for step in (steps.parse, steps.check, steps.accept):
            step(settings, "hf_pages", waiting, raw_file)


def land_each(settings: Settings, source: str) -> None:
    """Land what waits of a source, each delivery for itself, as the mapped tasks of a DAG do."""
    for waiting in _waiting(settings, source):
        with suppress(ContractBroken, GateClosed, NothingToDo):
            raw_file = steps.keep_raw(settings, source, waiting, DAY, MOMENT)
            for step in (steps.parse, steps.check, steps.accept):
                step(settings, source, waiting, raw_file)


def _waiting(settings: Settings, source: str) -> list[str]:
    if source in ("hf_daily", "arxiv_oai"):
        return find_answers(settings, source, DAY, MOMENT)
    return steps.find(settings, source)


def deliver(settings: Settings, coming: Coming) -> None:
    """Let one delivery of any source come, and land it."""
    let_come(settings, coming)


def gate(settings: Settings, build_id: str) -> None:
    """Put a build through its gates."""
    for layer in ("staging", "marts"):
        run_build_gate(settings, build_id, layer)


def publish_build(settings: Settings, build_id: str) -> None:
    """Publish a build."""
    publish(settings, build_id)


def whole_build(settings: Settings) -> None:
    """Build from what has landed and publish."""
    build_release(settings)


def rest_of_build(settings: Settings, build_id: str) -> None:
    """All of a build that has started, but publishing it."""
    build.build_staging(settings, build_id)
    run_build_gate(settings, build_id, "staging")
    build.build_marts(settings, build_id)
    run_build_gate(settings, build_id, "marts")


def start(settings: Settings) -> None:
    """Fix the inputs of a build."""
    build.start_build(settings)


def tidy(settings: Settings) -> None:
    """Remove what is not needed, as if two days had gone by."""
    tidy_up(settings, utc_now() + timedelta(days=2))


def roll_back(settings: Settings, release_id: str) -> None:
    """Make a kept release current again."""
    roll_back_release(settings, release_id)


def set_aside(settings: Settings, moment: str) -> None:
    """Set what was derived aside."""
    set_derived_aside(settings, datetime.fromisoformat(moment))


def read_in_a_loop(settings: Settings, name: str) -> None:
    """Open the current release again and again until told to stop; note what was seen."""
    seen = []
    is_last = False
    while not is_last:
        is_last = (settings.home / "stop").exists()
        with duckdb.connect(settings.current / FILE_NAME, read_only=True) as connection:
            marks = marks_of(connection)
        if len(marks) != 1:
            raise RuntimeError(f"tables of several releases at once: {marks}")
        seen.append(marks.pop())
    (settings.home / f"reader-{name}.json").write_text(json.dumps(seen))


def marks_of(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The marks that a reader sees in three tables."""
    rows = connection.execute(
        "select distinct comment from marts.fct_papers"
        " union select distinct long_name from marts.fct_methods"
        " union select distinct original_name from marts.dim_deliveries"
    ).fetchall()
    return {mark for (mark,) in rows}


@dataclass(frozen=True)
class Limits:
    """What befalls an operation.

    change: kill it before its n-th change to the house. seconds: kill it after that time.
    open_files: the number of files it may have open. time_zone: of its process. memory_bytes:
    that it may take beyond what its process has when it begins.
    """

    change: int | None = None
    seconds: float | None = None
    open_files: int | None = None
    time_zone: str | None = None
    memory_bytes: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How an operation ended. changes: to the house. error: type and text, empty without one."""

    exit_code: int | None
    changes: int
    error: str
    seconds: float

    @property
    def was_killed(self) -> bool:
        return self.exit_code == -signal.SIGKILL


class _Counter:
    """Counts changes to files of the house, and ends the process before a given one."""

    def __init__(self, home: Path, fatal: int | None) -> None:
        self.count = 0
        self._home = os.fsencode(home)
        self._fatal = fatal

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        is_writing = event == "open" and bool((arguments[2] or 0) & _WRITING)
        is_change = is_writing or event in _CHANGES
        if not is_change or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        names = [one for one in arguments[:2] if isinstance(one, str | bytes | os.PathLike)]
        if any(os.fsencode(name).startswith(self._home) for name in names):
            self.count += 1
            if self.count == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)


def _child(
    name: str, settings: Settings, arguments: Sequence[object], limits: Limits, pipe: Connection
) -> None:
    os.setsid()
    if limits.time_zone:
        os.environ["TZ"] = limits.time_zone
        time.tzset()
    if limits.open_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    if limits.memory_bytes:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    counter = _Counter(settings.home, limits.change)
    sys.addaudithook(counter)
    error = ""
    try:
        globals()[name](settings, *arguments)
    except BaseException as problem:  # noqa: BLE001  told to the parent
        error = f"{type(problem).__name__}: {problem}"
    pipe.send((counter.count, error))
    pipe.close()
    os._exit(1 if error else 0)


_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.faults.operations"])


class Running:
    """An operation that runs in a process of its own."""

    def __init__(
        self, name: str, settings: Settings, *arguments: object, limits: Limits | None = None
    ) -> None:
        self.limits = limits or Limits()
        self._began_at = time.monotonic()
        self._ours, theirs = _SERVER.Pipe()
        self._process = _SERVER.Process(
            target=_child, args=(name, settings, arguments, self.limits, theirs)
        )
        self._process.start()
        theirs.close()

    def end(self) -> Outcome:
        """Wait for its end, or bring it about as its limits say."""
        process = self._process
        process.join(self.limits.seconds or _PATIENCE_SECONDS)
        if process.is_alive():
            self._end_children()
            process.kill()  # it may not have become a group of its own yet
            process.join()
        elif process.exitcode == -signal.SIGKILL:
            self._end_children()
        try:
            changes, error = self._ours.recv() if self._ours.poll() else (0, "")
        except EOFError:
            changes, error = 0, ""
        self._ours.close()
        seconds = time.monotonic() - self._began_at
        return Outcome(process.exitcode, changes, error, seconds)

    def _end_children(self) -> None:
        with suppress(ProcessLookupError):  # it had none
            os.killpg(self._process.pid or 0, signal.SIGKILL)


def run(name: str, settings: Settings, *arguments: object, limits: Limits | None = None) -> Outcome:
    """Run an operation in a process of its own, to its end."""
    return Running(name, settings, *arguments, limits=limits).end()


def require_done(outcome: Outcome) -> Outcome:
    """The outcome, where the operation ended well."""
    assert outcome.exit_code == 0, outcome
    return outcome
