"""A full disk, a file system that refuses to be written, too few open files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from include.files import folder_bytes
from include.release.releases import current_release
from include.settings import Settings
from include.transform.build import start_build
from tests.faults.conftest import IS_LONG, Record
from tests.faults.operations import Limits, require_done, run
from tests.faults.state import current_hashes, deliveries, require_readers_safe, waiting
from tests.pipeline import clone_build, copy_house

pytestmark = [pytest.mark.slow, pytest.mark.faults]


class Disk:
    """A small file system in memory, whose size and rights can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def remount(self, *options: str) -> None:
        command = ["mount", "-o", f"remount,{','.join(options)}", str(self.folder)]
        subprocess.run(command, check=True)

    @property
    def used_bytes(self) -> int:
        return shutil.disk_usage(self.folder).used


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 400 MB; skips where mounting is not permitted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a file system is not permitted here")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_publishing_on_a_full_disk(
    disk: Disk, sample_house: Settings, sound_hashes: dict[str, str], record_property: Record
) -> None:
    """A disk that fills up while publishing: a clear error, nothing partial, then it goes on."""
    settings = copy_house(sample_house, disk.folder / "house")
    first = current_release(settings)
    assert first is not None
    room = 2 * folder_bytes(first)
    sweep = [0, 1, 4, 8] if not IS_LONG else range(20)
    refused = 0
    for step in sweep:
        build_id = clone_build(settings, first.name)
        disk.remount(f"size={disk.used_bytes + 4096 + step * room // 20}")
        outcome = run("publish_build", settings, build_id)
        refused += outcome.exit_code != 0
        assert (
            outcome.exit_code == 0
            or "No space left" in outcome.error
            or ("space" in outcome.error.lower())
        ), outcome
        require_readers_safe(settings)
        disk.remount("size=400m")
        require_done(run("publish_build", settings, build_id))
        assert current_hashes(settings) == sound_hashes
        shutil.rmtree(settings.builds / build_id)
    assert refused > 1
    record_property("faults", refused)


@pytest.mark.long
def test_building_on_a_full_disk(
    disk: Disk, sample_house: Settings, sound_hashes: dict[str, str], record_property: Record
) -> None:
    """A disk that fills up while building: the release stays, and the next build goes through."""
    settings = copy_house(sample_house, disk.folder / "house")
    refused = 0
    for room in (0, 200_000, 1_000_000, 3_000_000, 8_000_000):
        disk.remount("size=800m")
        build_id = start_build(settings, even_if_equal=True)
        disk.remount(f"size={disk.used_bytes + 4096 + room}")
        refused += run("rest_of_build", settings, build_id).exit_code != 0
        assert current_hashes(settings) == sound_hashes
    disk.remount("size=800m")
    require_readers_safe(settings)
    build_id = start_build(settings, even_if_equal=True)
    require_done(run("rest_of_build", settings, build_id))
    require_done(run("publish_build", settings, build_id))
    assert current_hashes(settings) == sound_hashes
    assert refused > 2
    record_property("faults", refused)


def test_landing_on_a_full_disk(
    disk: Disk, sample_house: Settings, record_property: Record
) -> None:
    """A disk that fills up while landing: the file stays, and lands when there is room."""
    settings = Settings(home=disk.folder / "house", retries=0, quiet_seconds=0)
    expected = {body for key, body in deliveries(sample_house).items() if len(body) > 30_000}
    refused = 0
    for room in (8, 40, 70, 100) if not IS_LONG else range(4, 200, 12):
        shutil.rmtree(settings.home, ignore_errors=True)
        dropped = settings.inbox("hf_pages") / "page.txt"
        dropped.parent.mkdir(parents=True)
        dropped.write_bytes(settings.sample_feed.read_bytes())
        disk.remount(f"size={disk.used_bytes + room * 1024}")
        outcome = run("land", settings)
        refused += outcome.exit_code != 0
        disk.remount("size=400m")
        require_done(run("land", settings))
        assert set(deliveries(settings).values()) <= expected or not expected
        assert len(deliveries(settings)) == 1
        assert waiting(settings) == []
    assert refused > 1
    record_property("faults", refused)


def test_a_disk_that_cannot_be_written(
    disk: Disk, sample_house: Settings, sound_hashes: dict[str, str]
) -> None:
    """A file system that turned read-only: every operation says so, and readers go on."""
    settings = copy_house(sample_house, disk.folder / "house")
    first = current_release(settings)
    assert first is not None
    build_id = clone_build(settings, first.name)
    disk.remount("ro")
    for name, arguments in (
        ("publish_build", [build_id]),
        ("land", []),
        ("tidy", []),
        ("start", []),
        ("roll_back", [first.name]),
    ):
        outcome = run(name, settings, *arguments)
        assert "Read-only file system" in outcome.error, (name, outcome)
        assert current_hashes(settings) == sound_hashes
    disk.remount("rw")
    require_done(run("publish_build", settings, build_id))
    require_readers_safe(settings)


def test_too_few_open_files(
    house: Settings, sound_hashes: dict[str, str], record_property: Record
) -> None:
    """A process that may open hardly any files: a clear error, nothing partial, then it goes on."""
    first = current_release(house)
    assert first is not None
    refused = 0
    for count in (8, 12, 16, 24) if not IS_LONG else range(6, 40, 2):
        build_id = clone_build(house, first.name)
        outcome = run("publish_build", house, build_id, limits=Limits(open_files=count))
        refused += outcome.exit_code != 0
        assert outcome.exit_code in (0, 1), outcome
        assert outcome.exit_code == 0 or "oo many open files" in outcome.error, outcome
        require_readers_safe(house)
        require_done(run("publish_build", house, build_id))
        assert current_hashes(house) == sound_hashes
    assert refused
    record_property("faults", refused)
