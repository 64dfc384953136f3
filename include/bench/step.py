"""One step of the pipeline in a process of its own, as a scheduler runs it.

`python -m include.bench.step <name> [arguments]`: the house is PAPERHOUSE_HOME; the step's
result is a line of the output, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from include.bench.processes import RESULT
from include.settings import Settings

_SOURCE = "hf_pages"
DAY = date(2026, 3, 11)
MOMENT = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


def keep_raw(settings: Settings, name: str, source: str = _SOURCE) -> list[str]:
    """Keep the bytes of a file that waits in the inbox; returns its path and the raw file's."""
    from include.landing import steps  # noqa: PLC0415 - each step pays for its own imports only

    waiting = str(settings.inbox(source) / name)
    return [waiting, steps.keep_raw(settings, source, waiting, DAY, MOMENT)]


def parse(settings: Settings, waiting: str, raw_file: str, source: str = _SOURCE) -> str:
    """Read a raw file into a pending landing file."""
    from include.landing import steps  # noqa: PLC0415

    return steps.parse(settings, source, waiting, raw_file)


def check(settings: Settings, waiting: str, raw_file: str) -> str:
    """Put a pending landing file through its gate."""
    from include.landing import steps  # noqa: PLC0415

    return steps.check(settings, _SOURCE, waiting, raw_file)


def accept(settings: Settings, waiting: str, raw_file: str) -> str:
    """Move a checked landing file into the landing zone."""
    from include.landing import steps  # noqa: PLC0415

    return steps.accept(settings, _SOURCE, waiting, raw_file)


def land_unchecked(settings: Settings, *names: str) -> int:
    """Land many files of the inbox in one process, without the gate; returns their number."""
    files = [path.name for path in settings.inbox(_SOURCE).iterdir() if path.is_file()]
    for name in sorted(names or files):
        waiting, raw_file = keep_raw(settings, name)
        parse(settings, waiting, raw_file)
        accept(settings, waiting, raw_file)
    return len(names or files)


def start(settings: Settings) -> str:
    """Write the inputs of a new build."""
    from include.transform.build import start_build  # noqa: PLC0415

    return start_build(settings)


def staging(settings: Settings, build_id: str) -> str:
    """Build seeds and staging."""
    from include.transform.build import build_staging  # noqa: PLC0415

    return build_staging(settings, build_id)


def marts(settings: Settings, build_id: str) -> str:
    """Build intermediate models and marts."""
    from include.transform.build import build_marts  # noqa: PLC0415

    return build_marts(settings, build_id)


def staging_gate(settings: Settings, build_id: str) -> str:
    """Check staging."""
    from include.quality.gate import run_build_gate  # noqa: PLC0415

    return run_build_gate(settings, build_id, "staging")


def marts_gate(settings: Settings, build_id: str) -> str:
    """Check the marts."""
    from include.quality.gate import run_build_gate  # noqa: PLC0415

    return run_build_gate(settings, build_id, "marts")


def publish(settings: Settings, build_id: str) -> str:
    """Publish a build."""
    from include.release.publish import publish as publish_build  # noqa: PLC0415

    return publish_build(settings, build_id)


LANDING_STEPS: dict[str, Callable[..., object]] = {
    "keep_raw": keep_raw,
    "parse": parse,
    "check": check,
    "accept": accept,
}
BUILD_STEPS: dict[str, Callable[..., object]] = {
    "start": start,
    "staging": staging,
    "staging_gate": staging_gate,
    "marts": marts,
    "marts_gate": marts_gate,
    "publish": publish,
}
GATES = ("staging_gate", "marts_gate")
STEPS = LANDING_STEPS | BUILD_STEPS | {"land_unchecked": land_unchecked}


if __name__ == "__main__":
    found = STEPS[sys.argv[1]](Settings.from_environment(), *sys.argv[2:])
    print(RESULT + json.dumps(str(found) if isinstance(found, Path) else found))
