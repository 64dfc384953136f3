"""One request at a time, over threads and processes, with a gap."""

from __future__ import annotations

import threading

import pytest

from include.settings import Settings
from include.sources.throttle import one_at_a_time


def test_the_second_request_waits_for_the_gap(settings: Settings) -> None:
    waits: list[float] = []
    for _ in range(2):
        with one_at_a_time(settings, "s", 3, waits.append):
            pass
    assert waits[0] == 0
    assert 2.5 < waits[1] <= 3


def test_a_request_that_fails_counts_too(settings: Settings) -> None:
    waits: list[float] = []
    with pytest.raises(ZeroDivisionError), one_at_a_time(settings, "s", 3, waits.append):
        raise ZeroDivisionError
    with one_at_a_time(settings, "s", 3, waits.append):
        pass
    assert waits[1] > 2


@pytest.mark.parametrize("written", ["99999999999", "no number"], ids=["clock set back", "damaged"])
def test_nobody_waits_longer_than_the_gap(settings: Settings, written: str) -> None:
    waits: list[float] = []
    settings.locks.mkdir(parents=True)
    (settings.locks / "s.lock").write_text(written)
    with one_at_a_time(settings, "s", 3, waits.append):
        pass
    assert waits[0] <= 3


def test_requests_never_overlap(settings: Settings) -> None:
    inside, most = 0, 0

    def request() -> None:
        nonlocal inside, most
        with one_at_a_time(settings, "s", 0):
            inside += 1
            most = max(most, inside)
            threading.Event().wait(0.01)
            inside -= 1

    threads = [threading.Thread(target=request) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
