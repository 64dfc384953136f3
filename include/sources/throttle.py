"""One request at a time, and a gap between two, over all tasks and processes of one home."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from include.files import make_folder
from include.settings import Settings, utc_now


@contextmanager
def one_at_a_time(
    settings: Settings,
    name: str,
    gap_seconds: float,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Wait for the turn of this process, then for the gap; the body is the request.

    The lock file holds when the last request ended. It is let go when its process ends, however
    that comes about.
    """
    with (make_folder(settings.locks) / f"{name}.lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        wait = _ended_at(file.read()) + gap_seconds - utc_now().timestamp()
        # A clock that was set back must not make anyone wait for longer than the gap.
        sleep(min(max(wait, 0), gap_seconds))
        try:
            yield
        finally:
            file.truncate(0)
            file.write(f"{utc_now().timestamp():.3f}")
            file.flush()


def _ended_at(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
