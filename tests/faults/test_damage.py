"""Truncated, changed and vanished files: found and named, never published, made good from raw."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from include import ledger
from include.errors import ContractBroken
from include.landing import steps
from include.landing.delivery import Delivery, sidecar_of
from include.landing.layout import landing_files, raw_files
from include.ledger import NothingToDo
from include.release.publish import publish
from include.release.releases import current_release
from include.settings import Settings
from include.transform.build import start_build
from include.transform.cache import cached_files
from include.transform.versions import extractor_version
from include.transform.workfile import create_workfile
from tests.faults.operations import land, require_done, run
from tests.faults.state import current_hashes, deliveries, require_readers_safe
from tests.pipeline import clone_build
from tests.pipeline import land as land_file

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES = pytest.mark.parametrize("damage", [truncate, flip, empty], ids=lambda one: one.__name__)
Damage = Callable[[Path], None]


def first_of(files: dict[str, Path]) -> Path:
    assert files
    return min(files.values())


def current_id(settings: Settings) -> str:
    release = current_release(settings)
    assert release is not None
    return release.name


def require_nothing_new(settings: Settings) -> None:
    """The landed deliveries are those of the current release."""
    with pytest.raises(NothingToDo, match="deliveries already"):
        start_build(settings)


@DAMAGES
def test_landing_file(house: Settings, damage: Damage) -> None:
    """A damaged landing file is named by the build that would read it, and landed anew from raw."""
    expected = deliveries(house)
    landed = first_of(landing_files(house, "hf_pages"))
    damage(landed)
    with pytest.raises(ContractBroken, match=landed.name):
        start_build(house)
    land(house)
    assert deliveries(house) == expected
    require_nothing_new(house)
    require_readers_safe(house)


@DAMAGES
def test_raw_file(house: Settings, damage: Damage, tmp_path: Path) -> None:
    """A damaged raw file is never landed; the same file dropped again puts it right."""
    expected = deliveries(house)
    raw = first_of(raw_files(house, "hf_pages"))
    delivery = Delivery.read_sidecar(raw)
    again = tmp_path / "again.txt"
    again.write_bytes(raw.read_bytes())
    damage(raw)
    shutil.rmtree(house.home / "landing")
    with pytest.raises(ContractBroken, match="raw bytes of delivery"):
        steps.parse(house, "hf_pages", str(raw), str(raw))
    land(house)
    assert delivery.delivery_key not in landing_files(house, "hf_pages")
    land_file(house, again)
    assert deliveries(house) == expected


@DAMAGES
def test_sidecar(house: Settings, damage: Damage, tmp_path: Path) -> None:
    """A damaged sidecar stops builds by name; the same file dropped again puts it right."""
    raw = first_of(raw_files(house, "hf_pages"))
    again = tmp_path / "again.txt"
    again.write_bytes(raw.read_bytes())
    known = Delivery.read_sidecar(raw)
    damage(sidecar_of(raw))
    with pytest.raises(ContractBroken, match=r"meta\.json"):
        start_build(house)
    with pytest.raises(NothingToDo):
        land_file(house, again)
    mended = Delivery.read_sidecar(raw)
    assert (mended.delivery_key, mended.logical_date) == (raw.stem, known.logical_date)


@DAMAGES
def test_cache(house: Settings, damage: Damage) -> None:
    """A damaged cache file is set aside, and its texts count as not read yet."""
    version = extractor_version()
    found = cached_files(house, version, "link_candidates")
    assert found
    damage(Path(found[0]))
    folder = house.builds / "a_build"
    folder.mkdir()
    inputs = {"deliveries": [], "previous_row_counts": {}, "extractor_version": version}
    create_workfile(house, folder, inputs)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        for table in ("texts_read", "link_candidates"):
            row = connection.execute(f"select count(*) from raw.{table}").fetchall()
            assert row == [(0,)]
    assert list((house.cache / "extraction" / ".damaged").iterdir())


@pytest.mark.parametrize("damage", [truncate, empty], ids=lambda one: one.__name__)
def test_work_file(house: Settings, damage: Damage) -> None:
    """A damaged work file is named and not published; the next build takes its place."""
    before = current_id(house)
    build_id = clone_build(house, before)
    damage(house.builds / build_id / "warehouse.duckdb")
    with pytest.raises(ContractBroken, match=r"warehouse\.duckdb"):
        publish(house, build_id)
    assert current_id(house) == before
    require_readers_safe(house)
    publish(house, clone_build(house, before))


@DAMAGES
def test_inputs_of_a_build(house: Settings, damage: Damage) -> None:
    """Damaged inputs of a build are named, and it is not published."""
    before = current_id(house)
    build_id = clone_build(house, before)
    inputs = house.builds / build_id / "inputs.json"
    damage(inputs)
    if damage is not flip:
        with pytest.raises(ContractBroken, match=r"inputs\.json"):
            publish(house, build_id)
        assert current_id(house) == before


@DAMAGES
def test_ledger(house: Settings, damage: Damage) -> None:
    """Damaged ledger entries are named and left out; a build whose verdict is lost is refused."""
    before = current_id(house)
    for path in house.ledger.glob("*/*.step.json"):
        damage(path)
    publish(house, clone_build(house, before))
    after = current_id(house)
    assert after != before
    build_id = clone_build(house, before)
    newest = max(house.ledger.glob("*/*.gate.json"))
    truncate(newest)
    assert newest in ledger.damaged_entries(house)
    with pytest.raises(ContractBroken, match="marts gate to have let"):
        publish(house, build_id)
    assert current_id(house) == after


@DAMAGES
def test_manifest_of_the_current_release(house: Settings, damage: Damage) -> None:
    """A damaged release is named by verifying, and does not keep a sound one from replacing it."""
    before = current_id(house)
    build_id = clone_build(house, before)
    manifest = house.releases / before / "manifest.json"
    manifest.chmod(0o644)
    damage(manifest)
    with pytest.raises(ContractBroken, match=r"manifest\.json"):
        current_hashes(house)
    publish(house, build_id)
    assert current_hashes(house)


def test_quarantine(house: Settings) -> None:
    """Damaged summaries of the quarantine stop no landing."""
    summaries = list(house.quarantine("hf_pages").glob("*.json"))
    assert summaries
    for path in summaries:
        truncate(path)
    land(house)
    require_nothing_new(house)


@pytest.mark.parametrize("zone", ["landing", "cache", "builds", "quarantine", "ledger", "inbox"])
def test_vanished_zone(house: Settings, zone: str) -> None:
    """A zone that has vanished is made good by the next runs, and readers notice nothing."""
    expected = deliveries(house)
    shutil.rmtree(house.home / zone, ignore_errors=True)
    if zone == "landing":
        with pytest.raises(NothingToDo, match="wait to be landed again"):
            start_build(house)
    require_done(run("land", house))
    assert deliveries(house) == expected
    require_nothing_new(house)
    require_readers_safe(house)


def test_vanished_releases(house: Settings, sound_hashes: dict[str, str]) -> None:
    """Where all releases have vanished, the next build puts one in their place."""
    build_id = clone_build(house, current_id(house))
    shutil.rmtree(house.releases)
    with pytest.raises(ContractBroken, match="pointer `current` to lead to a release"):
        current_release(house)
    require_done(run("start", house))
    publish(house, build_id)
    assert current_hashes(house) == sound_hashes


def test_vanished_build(house: Settings) -> None:
    """A build whose folder has vanished is refused by name; the last release stays."""
    before = current_id(house)
    build_id = clone_build(house, before)
    shutil.rmtree(house.builds / build_id)
    with pytest.raises(ContractBroken, match=build_id):
        publish(house, build_id)
    assert current_id(house) == before
