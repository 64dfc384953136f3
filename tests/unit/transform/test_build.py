"""A build fixes what it reads when it starts, and does not start where there is nothing to gain."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from include.errors import ContractBroken
from include.files import read_json, write_json
from include.landing import steps
from include.ledger import NothingToDo
from include.release.releases import point_current_at
from include.settings import Settings
from include.transform.build import read_inputs, start_build
from tests.unit.pages import DAY, NOON, page


def _land(settings: Settings, paper_count: int) -> Path:
    """Land a page without its gate, which is tested elsewhere."""
    folder = settings.inbox("hf_pages")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{paper_count}.txt").write_bytes(page(paper_count=paper_count))
    (waiting,) = steps.find(settings, "hf_pages")
    raw_file = steps.keep_raw(settings, "hf_pages", waiting, DAY, NOON)
    steps.parse(settings, "hf_pages", waiting, raw_file)
    steps.accept(settings, "hf_pages", waiting, raw_file)
    return Path(raw_file)


def _release(settings: Settings, build_id: str) -> Path:
    """Make a release of a build's inputs, and the current one."""
    folder = settings.releases / build_id
    content = read_inputs(settings, build_id) | {
        "release_id": build_id,
        "row_counts": {"fct_papers": 3},
    }
    write_json(folder / "manifest.json", content)
    point_current_at(settings, folder)
    return folder


def test_a_build_lists_what_has_landed(settings: Settings) -> None:
    _land(settings, 2)
    _land(settings, 3)
    inputs = read_inputs(settings, start_build(settings))

    assert [one["record_count"] for one in inputs["deliveries"]] in ([2, 3], [3, 2])
    assert all((settings.home / one["landing_file"]).exists() for one in inputs["deliveries"])
    assert inputs["base_release"] is None
    assert inputs["previous_row_counts"] == {}


def test_a_build_knows_the_release_it_starts_from(settings: Settings) -> None:
    _land(settings, 2)
    first = start_build(settings)
    _release(settings, first)
    _land(settings, 3)
    inputs = read_inputs(settings, start_build(settings))

    assert inputs["base_release"] == first
    assert inputs["previous_row_counts"] == {"fct_papers": 3}


def test_nothing_landed_is_nothing_to_do(settings: Settings) -> None:
    with pytest.raises(NothingToDo, match="no delivery has been landed"):
        start_build(settings)

    assert not settings.builds.exists()


def test_the_same_inputs_and_code_are_nothing_to_do(settings: Settings) -> None:
    _land(settings, 2)
    build_id = start_build(settings)
    _release(settings, build_id)

    with pytest.raises(NothingToDo, match=f"release {build_id} holds these 1 deliveries"):
        start_build(settings)


def test_other_code_is_a_reason_to_build(settings: Settings) -> None:
    _land(settings, 2)
    path = _release(settings, start_build(settings)) / "manifest.json"
    write_json(path, read_json(path) | {"code_version": "another"})

    assert read_inputs(settings, start_build(settings))["base_release"] == path.parent.name


def test_a_landing_file_without_its_raw_file_is_named(settings: Settings) -> None:
    raw_file = _land(settings, 2)
    raw_file.unlink()

    with pytest.raises(ContractBroken, match="the raw file of each landing file") as broken:
        start_build(settings)

    assert raw_file.stem in broken.value.found


def test_no_build_starts_on_a_disk_that_is_too_full(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _land(settings, 2)
    release = _release(settings, start_build(settings))
    _land(settings, 3)
    with (release / "paperhouse.duckdb").open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=599_999_999))

    with pytest.raises(ContractBroken, match="as much as three releases") as full:
        start_build(settings)

    assert full.value.found == "599,999,999 bytes"
