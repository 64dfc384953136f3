"""Two at the same work at once: one after the other, or one refuses clearly."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from include import ledger
from include.errors import ContractBroken
from include.files import locked
from include.release.publish import publish
from include.release.rebuild import set_derived_aside
from include.release.releases import current_release
from include.release.retention import tidy_up
from include.settings import Settings, utc_now
from tests.faults.operations import Running, require_done, run
from tests.faults.state import (
    current_hashes,
    deliveries,
    require_readers_safe,
    require_recorded_once,
    waiting,
)
from tests.faults.test_kills import drop
from tests.pipeline import clone_build

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def current_id(settings: Settings) -> str:
    release = current_release(settings)
    assert release is not None
    return release.name


def test_two_publishes_at_once(house: Settings, sound_hashes: dict[str, str]) -> None:
    """Two builds published at once: one becomes current, the other says that `current` moved."""
    before = current_id(house)
    builds = [clone_build(house, before) for _ in range(2)]
    running = [Running("publish_build", house, one) for one in builds]
    outcomes = [one.end() for one in running]
    assert sorted(one.exit_code or 0 for one in outcomes) == [0, 1]
    (refused,) = [one for one in outcomes if one.exit_code]
    assert "ContractBroken: Expected `current` at" in refused.error
    winner = builds[[one.exit_code for one in outcomes].index(0)]
    assert current_id(house) == winner
    assert current_hashes(house) == sound_hashes
    require_recorded_once(house)


def test_one_build_published_twice_at_once(house: Settings) -> None:
    """One build published by two processes at once, as two schedulers would: one release."""
    build_id = clone_build(house, current_id(house))
    running = [Running("publish_build", house, build_id) for _ in range(3)]
    for one in running:
        require_done(one.end())
    assert current_id(house) == build_id
    require_readers_safe(house)
    require_recorded_once(house)


@pytest.mark.parametrize("patience", [0, 60], ids=["no patience", "patience"])
def test_one_file_landed_twice_at_once(
    tmp_path: Path, sample_house: Settings, patience: int
) -> None:
    """One dropped file landed by three processes at once: one delivery, and nothing waits."""
    settings = Settings(
        home=tmp_path / "house", retries=0, quiet_seconds=0, lock_patience_seconds=patience
    )
    drop(settings)
    running = [Running("land", settings) for _ in range(3)]
    for one in running:
        one.end()
    require_done(run("land", settings))
    assert len(deliveries(settings)) == 1
    assert set(deliveries(settings).items()) <= set(deliveries(sample_house).items())
    assert waiting(settings) == []
    refused = settings.inbox("hf_pages") / ".refused"
    assert not refused.exists() or not list(refused.iterdir())


def test_retention_during_a_build(house: Settings) -> None:
    """The retention while a build is under way: the build is not touched and is published."""
    build_id = clone_build(house, current_id(house))
    tidy_up(Settings(home=house.home, kept_releases=1), utc_now() + timedelta(hours=5))
    publish(house, build_id)
    assert current_id(house) == build_id


def test_rebuild_during_a_build(house: Settings, tmp_path: Path) -> None:
    """A rebuild from raw while a build runs: refused before anything has been moved."""
    build_id = clone_build(house, current_id(house))
    with (
        ledger.step(house, "dbt staging", build_id),
        pytest.raises(ContractBroken, match="dbt staging"),
    ):
        set_derived_aside(house, utc_now())
    assert (house.home / "landing").is_dir()
    set_derived_aside(house, utc_now())
    with pytest.raises(ContractBroken, match=build_id):
        publish(house, build_id)
    require_readers_safe(house)


def test_retention_waits_for_a_publish(house: Settings) -> None:
    """The retention while something is published: it waits, then removes what it may."""
    with locked(house.releases / ".lock", purpose="publish"):
        tidying = Running("tidy", house)
        build_id = clone_build(house, current_id(house))
    require_done(tidying.end())
    assert build_id
    require_readers_safe(house)
