"""Readers in a loop while releases come and go."""

from __future__ import annotations

import json
import time

import duckdb
import pytest

from include.release.publish import publish
from include.release.releases import FILE_NAME, current_release
from include.settings import Settings
from tests.faults.conftest import PUBLISHES, Record
from tests.faults.operations import Running, marks_of, require_done, run
from tests.pipeline import clone_build

pytestmark = [pytest.mark.slow, pytest.mark.faults]

_READERS = 8
_MARKS = (
    "update marts.fct_papers set comment = '{mark}'",
    "update marts.fct_methods set long_name = '{mark}'",
    "update marts.dim_deliveries set original_name = '{mark}'",
)


def marked_build(settings: Settings, original: str, number: int) -> str:
    """A finished build whose tables all carry one mark."""
    return clone_build(settings, original, *(one.format(mark=f"{number:06}") for one in _MARKS))


def test_readers_over_many_publishes(house: Settings, record_property: Record) -> None:
    """Eight readers in a loop over publishes and removals: no error, one release at a time; one
    that holds on for the whole time keeps its data; publishing goes on while it does."""
    first = current_release(house)
    assert first is not None
    publish(house, marked_build(house, first.name, 0))
    few = Settings(home=house.home, kept_releases=1, quiet_seconds=0)
    stop = house.home / "stop"
    readers = [Running("read_in_a_loop", house, str(number)) for number in range(_READERS)]
    with duckdb.connect(house.current / FILE_NAME, read_only=True) as patient:
        assert marks_of(patient) == {"000000"}
        for number in range(1, PUBLISHES + 1):
            require_done(run("publish_build", few, marked_build(few, first.name, number)))
            if number % 3 == 0:
                require_done(run("tidy", few))
        time.sleep(1)
        stop.touch()
        outcomes = [require_done(reader.end()) for reader in readers]
        assert marks_of(patient) == {"000000"}
    assert len(outcomes) == _READERS
    seen = [json.loads(path.read_text()) for path in sorted(house.home.glob("reader-*.json"))]
    assert len(seen) == _READERS
    for marks in seen:
        assert marks == sorted(marks)
        assert marks[-1] == f"{PUBLISHES:06}"
        assert len(set(marks)) > 1
    record_property("faults", PUBLISHES)
