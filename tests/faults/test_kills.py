"""Kill -9, before every change to a file and at random moments."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from include import ledger
from include.release.pin import pinned_release, unpin_release
from include.release.publish import publish
from include.release.releases import current_release, kept_releases
from include.settings import Settings, utc_now
from tests.faults.conftest import IS_LONG, KILLS, Record
from tests.faults.operations import Limits, Outcome, require_done, run
from tests.faults.state import (
    current_hashes,
    deliveries,
    require_readers_safe,
    require_recorded_once,
    waiting,
)
from tests.pipeline import clone_build, copy_house

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def moments(share: float, sound: Outcome, chance: random.Random) -> Iterator[Limits]:
    """When to kill: half of them before a change, evenly spread, half at a random time."""
    count = max(2, round(KILLS * share))
    assert sound.changes > 3
    for index in range(count // 2):
        yield Limits(
            change=1
            + (index * sound.changes + chance.randrange(sound.changes))
            // (count // 2)
            % sound.changes
        )
    for _ in range(count - count // 2):
        yield Limits(seconds=chance.uniform(0.02, 0.95) * sound.seconds)


def drop(settings: Settings) -> None:
    """Put the sample into the inbox."""
    target = settings.inbox("hf_pages") / "page.txt"
    target.parent.mkdir(parents=True)
    target.write_bytes(settings.sample_feed.read_bytes())


def empty_house(home: Path) -> Settings:
    return Settings(home=home, retries=0, quiet_seconds=0)


def test_landing(tmp_path: Path, chance: random.Random, record_property: Record) -> None:
    """Killed while landing; the next run lands the same bytes once, and nothing waits."""
    sound = empty_house(tmp_path / "sound")
    drop(sound)
    require_done(run("land", sound))
    settings = empty_house(tmp_path / "timed")
    drop(settings)
    timed = require_done(run("land", settings))
    expected, killed = deliveries(sound), 0
    for number, limits in enumerate(moments(0.4, timed, chance)):
        struck = empty_house(tmp_path / f"struck{number}")
        drop(struck)
        killed += run("land", struck, limits=limits).was_killed
        require_done(run("land", struck))
        assert deliveries(struck) == expected, limits
        assert waiting(struck) == [], limits
    assert killed
    record_property("faults", killed)


def test_publishing(
    shared_house: Settings,
    sound_hashes: dict[str, str],
    chance: random.Random,
    record_property: Record,
) -> None:
    """Killed while publishing; readers are safe, and a second run publishes the same tables."""
    first = current_release(shared_house)
    assert first is not None
    timed = require_done(run("publish_build", shared_house, clone_build(shared_house, first.name)))
    killed = 0
    for number, limits in enumerate(moments(0.4, timed, chance)):
        if number % 10 == 9:  # else each publish would tell of all the releases before it
            require_readers_safe(shared_house)
            require_done(run("tidy", shared_house))
        build_id = clone_build(shared_house, first.name)
        killed += run("publish_build", shared_house, build_id, limits=limits).was_killed
        assert current_hashes(shared_house) == sound_hashes, limits
        require_done(run("publish_build", shared_house, build_id))
        current = current_release(shared_house)
        assert current is not None
        assert current.name == build_id, limits
        assert current_hashes(shared_house) == sound_hashes, limits
    assert killed
    require_readers_safe(shared_house)
    require_recorded_once(shared_house)
    record_property("faults", killed)


def test_retention(shared_house: Settings, chance: random.Random, record_property: Record) -> None:
    """Killed while removing old releases; what is left are whole releases, and the current one."""
    newest = current_release(shared_house)
    assert newest is not None
    first = newest.name  # an older one's build may have been tidied away before
    few = Settings(home=shared_house.home, kept_releases=1, quiet_seconds=0)

    def publish_two() -> None:
        for _ in range(2):
            publish(few, clone_build(few, first))

    publish_two()
    timed = require_done(run("tidy", few))
    killed = 0
    for limits in moments(0.1, timed, chance):
        publish_two()
        killed += run("tidy", few, limits=limits).was_killed
        require_readers_safe(few)
        require_done(run("tidy", few))
        assert len(kept_releases(few)) == 1, limits
        require_readers_safe(few)
    assert killed
    record_property("faults", killed)


def test_roll_back(house: Settings, chance: random.Random, record_property: Record) -> None:
    """Killed while rolling back; `current` is the one or the other, and a second run ends it."""
    older = current_release(house)
    assert older is not None
    newer = clone_build(house, older.name)
    publish(house, newer)
    timed = require_done(run("roll_back", house, older.name))
    killed = 0
    for number, limits in enumerate(moments(0.1, timed, chance)):
        target = newer if number % 2 == 0 else older.name
        killed += run("roll_back", house, target, limits=limits).was_killed
        require_readers_safe(house)
        require_done(run("roll_back", house, target))
        current = current_release(house)
        assert current is not None
        assert (current.name, pinned_release(house)) == (target, target), limits
    assert killed
    unpin_release(house)
    record_property("faults", killed)


def verdicts(settings: Settings, build_id: str) -> set[str]:
    """The gates that have spoken of a build."""
    return {one["gate"] for one in ledger.entries(settings, "gate") if one["subject"] == build_id}


def test_gates(
    house: Settings,
    sound_hashes: dict[str, str],
    chance: random.Random,
    record_property: Record,
) -> None:
    """Killed inside a gate; the build is not published before its gates have run to their end."""
    first = current_release(house)
    assert first is not None
    build_id = clone_build(house, first.name, has_gates=False)
    timed = require_done(run("gate", house, build_id))
    killed = 0
    for limits in moments(0.1, timed, chance):
        build_id = clone_build(house, first.name, has_gates=False)
        if not run("gate", house, build_id, limits=limits).was_killed:
            continue
        killed += 1
        has_both = len(verdicts(house, build_id)) == 2
        early = run("publish_build", house, build_id)
        assert has_both or "marts gate to have let" in early.error, limits
        require_done(run("gate", house, build_id))
        require_done(run("publish_build", house, build_id))
        assert current_hashes(house) == sound_hashes, limits
    assert killed
    record_property("faults", killed)


def test_whole_builds(
    sample_house: Settings,
    sound_hashes: dict[str, str],
    tmp_path: Path,
    chance: random.Random,
    record_property: Record,
) -> None:
    """Killed anywhere in a build, dbt's own process with it; the next build, made by a process of
    another time zone, gives equal tables."""
    sound, struck = (copy_house(sample_house, tmp_path / name) for name in ("sound", "struck"))
    for house in (sound, struck):
        house.current.unlink()
    timed = require_done(run("whole_build", sound))
    release = kept_releases(struck)[0]
    count, killed = (max(3, round(KILLS * 0.03)) if IS_LONG else 1), 0
    for _ in range(count):
        seconds = chance.uniform(0.05, 0.7) * timed.seconds
        killed += run("whole_build", struck, limits=Limits(seconds=seconds)).was_killed
        assert kept_releases(struck)[0] == release
    if not struck.current.is_symlink():
        zone = Limits(time_zone="Pacific/Kiritimati")
        require_done(run("whole_build", struck, limits=zone))
    assert current_hashes(struck) == sound_hashes
    assert killed
    record_property("faults", killed)


def test_setting_aside(
    sample_house: Settings, tmp_path: Path, chance: random.Random, record_property: Record
) -> None:
    """Killed while a rebuild sets zones aside; the current release stays, landing makes it good."""
    expected = deliveries(sample_house)
    killed = 0
    for number, change in enumerate([3, 4, 5] if not IS_LONG else [2, 3, 4, 5, 6, 7]):
        struck = copy_house(sample_house, tmp_path / f"house{number}")
        limits = Limits(change=change)
        killed += run("set_aside", struck, utc_now().isoformat(), limits=limits).was_killed
        require_readers_safe(struck)
        require_done(run("land", struck))
        assert deliveries(struck) == expected, limits
    assert killed
    record_property("faults", killed)
