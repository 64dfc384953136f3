"""Only what nobody needs goes: never the current release, nothing young, nothing dropped."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from include import ledger
from include.errors import ContractBroken
from include.files import locked, write_bytes
from include.release.releases import kept_releases, point_current_at
from include.release.retention import tidy_up
from include.settings import Settings
from tests.unit.release.releases import NOW, bare_release

_DAY = timedelta(days=1)


def _age(path: Path, age: timedelta) -> Path:
    moment = (NOW - age).timestamp()
    for one in [*path.rglob("*"), path] if path.is_dir() else [path]:
        os.utime(one, (moment, moment), follow_symlinks=False)
    return path


def _put(settings: Settings, name: str, age: timedelta) -> Path:
    write_bytes(settings.home / name, b"x")
    return _age(settings.home / name, age)


def _releases(settings: Settings, *ages: timedelta) -> list[Path]:
    """Releases of these ages, oldest first; the last one is current."""
    made = [bare_release(settings, f"r{index}", NOW - age) for index, age in enumerate(ages)]
    point_current_at(settings, made[-1])
    return made


def test_the_newest_releases_are_kept(settings: Settings) -> None:
    made = _releases(settings, *(_DAY * days for days in (9, 8, 7, 6)))

    gone = tidy_up(replace(settings, kept_releases=2), NOW)
    assert gone == [str(path) for path in made[:2]]
    assert kept_releases(settings) == made[2:]


def test_the_current_release_is_kept_however_old(settings: Settings) -> None:
    made = _releases(settings, *(_DAY * days for days in (9, 8, 7)))
    point_current_at(settings, made[0])

    assert tidy_up(replace(settings, kept_releases=1), NOW) == [str(made[1])]


def test_a_release_younger_than_a_day_is_kept(settings: Settings) -> None:
    _releases(settings, _DAY - timedelta(seconds=1), timedelta(hours=2), timedelta())

    assert tidy_up(replace(settings, kept_releases=1), NOW) == []


@pytest.mark.parametrize("kept", [0, 1], ids=["none beside the current", "one"])
def test_few_kept_releases_are_few(settings: Settings, kept: int) -> None:
    made = _releases(settings, *(_DAY * days for days in (9, 8, 7)))

    gone = tidy_up(replace(settings, kept_releases=kept), NOW)
    assert gone == [str(path) for path in made[:2]]


def test_fewer_releases_than_may_be_kept_all_stay(settings: Settings) -> None:
    _releases(settings, *(_DAY * days for days in (9, 8, 7)))

    assert tidy_up(settings, NOW) == []


def test_published_builds_go_when_they_rest(settings: Settings) -> None:
    _releases(settings, _DAY)
    resting = _put(settings, "builds/r0/warehouse.duckdb", timedelta(hours=7)).parent
    _age(resting, timedelta(hours=7))

    assert tidy_up(settings, NOW) == [str(resting)]


def test_a_build_whose_files_are_young_is_left(settings: Settings) -> None:
    _releases(settings, _DAY)
    build = _put(settings, "builds/r0/old", timedelta(hours=9)).parent
    _put(settings, "builds/r0/new", timedelta(hours=1))

    assert tidy_up(settings, NOW) == []
    assert build.is_dir()


def test_the_newest_three_failed_builds_are_kept(settings: Settings) -> None:
    made = [_age(_put(settings, f"builds/b{number}/log", _DAY).parent, _DAY) for number in range(5)]

    assert tidy_up(settings, NOW) == [str(made[0]), str(made[1])]


@pytest.mark.parametrize(
    "name",
    [
        ".current.123.tmp",
        "releases/.r9.tmp",
        "ledger/.running/.x.tmp",
        "quarantine/hf_pages/.key.jsonl.tmp",
        "raw/hf_pages/.123.incoming",
        "raw/hf_pages/2026-03-11/.x.tmp",
        "cache/extraction/e1/.b1.texts_read.tmp",
        "landing/hf_pages/.pending/key.parquet",
        "landing/hf_pages/.pending/.key.gate.duckdb",
    ],
)
def test_what_a_killed_process_left_goes_after_a_while(settings: Settings, name: str) -> None:
    left = _put(settings, name, timedelta(hours=5))
    assert tidy_up(settings, NOW) == []

    _age(left, timedelta(hours=7))
    assert tidy_up(settings, NOW) == [str(left)]
    assert not left.exists()


def test_a_release_left_half_made_goes_with_all_its_files(settings: Settings) -> None:
    left = _put(settings, "releases/.r9.tmp/paperhouse.duckdb", _DAY).parent
    _age(left, _DAY)

    assert tidy_up(settings, NOW) == [str(left)]
    assert not left.exists()


def test_nothing_that_was_dropped_or_landed_is_touched(settings: Settings) -> None:
    names = [
        "inbox/hf_pages/.dump.tmp",
        "inbox/hf_pages/.done/.x.tmp",
        "inbox/hf_pages/dump.txt",
        "raw/hf_pages/2026-03-11/key.txt",
        "landing/hf_pages/delivery_date=2026-03-11/key.parquet",
        "quarantine/hf_pages/key.jsonl",
    ]
    for name in names:
        _put(settings, name, _DAY * 99)

    assert tidy_up(settings, NOW) == []
    assert all((settings.home / name).exists() for name in names)


def test_nothing_is_removed_while_a_release_is_published(settings: Settings) -> None:
    with (
        locked(settings.releases / ".lock", purpose="publish a release"),
        pytest.raises(ContractBroken, match="another process"),
    ):
        tidy_up(settings, NOW)


def test_the_ledger_says_how_much_went(settings: Settings) -> None:
    _put(settings, "raw/hf_pages/.1.incoming", _DAY)
    tidy_up(settings, NOW)

    (step,) = ledger.entries(settings, "step")
    assert (step["counts"], step["text"]) == ({"removed": 1}, "1 removed")
