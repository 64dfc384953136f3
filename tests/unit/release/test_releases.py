"""The pointer leads to a release, and moves in one step."""

from __future__ import annotations

import os

import pytest

from include.errors import ContractBroken
from include.release.releases import (
    current_release,
    kept_releases,
    point_current_at,
    read_manifest,
)
from include.settings import Settings
from tests.unit.release.releases import bare_release


def test_there_is_no_release_before_the_first(settings: Settings) -> None:
    assert current_release(settings) is None
    assert kept_releases(settings) == []


def test_the_pointer_leads_to_the_release_it_was_set_to(settings: Settings) -> None:
    first, second = bare_release(settings, "r1"), bare_release(settings, "r2")
    for release in (first, second, first):
        point_current_at(settings, release)
        assert current_release(settings) == release

    assert read_manifest(first)["release_id"] == "r1"
    assert sorted(path.name for path in settings.home.iterdir()) == ["current", "releases"]


def test_the_pointer_survives_a_move_of_the_house(settings: Settings) -> None:
    point_current_at(settings, bare_release(settings, "r1"))
    assert str(settings.current.readlink()) == os.path.join("releases", "r1")  # noqa: PTH118

    moved = Settings(home=settings.home.rename(settings.home.with_name("moved")))
    assert current_release(moved) == moved.releases / "r1"


def test_a_pointer_left_half_made_is_no_obstacle(settings: Settings) -> None:
    release = bare_release(settings, "r1")
    (settings.home / f".current.{os.getpid()}.tmp").symlink_to("nowhere")
    point_current_at(settings, release)

    assert current_release(settings) == release


@pytest.mark.parametrize("target", ["releases/gone", "releases/empty"])
def test_a_pointer_that_leads_nowhere_is_named(settings: Settings, target: str) -> None:
    (settings.releases / "empty").mkdir(parents=True)
    settings.current.symlink_to(target)

    with pytest.raises(ContractBroken) as broken:
        current_release(settings)

    assert broken.value.where == str(settings.current)
    assert target in broken.value.found


def test_releases_are_listed_oldest_first_without_half_made_ones(settings: Settings) -> None:
    for name in ("20260312T1", "20260310T1", "20260311T1", ".20260313T1.tmp"):
        bare_release(settings, name)
    (settings.releases / "20260314T1").mkdir()

    names = [path.name for path in kept_releases(settings)]
    assert names == ["20260310T1", "20260311T1", "20260312T1"]
