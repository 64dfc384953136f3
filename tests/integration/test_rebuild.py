"""Everything is made again from raw files and sidecars, and comes out the same."""

from __future__ import annotations

import pytest

from include.errors import ContractBroken
from include.release.pin import pin
from include.release.publish import publish
from include.release.rebuild import (
    build_and_prove,
    land_all_again,
    prove_equal,
    set_derived_aside,
)
from include.release.releases import current_release, read_manifest
from include.settings import Settings, utc_now
from tests.pipeline import clone_build

pytestmark = pytest.mark.slow


def test_a_rebuild_from_raw_gives_equal_tables(house: Settings) -> None:
    before = current_release(house)
    assert before is not None
    aside = set_derived_aside(house, utc_now())
    assert not (house.home / "landing").exists()
    assert land_all_again(house) == []
    build_id = build_and_prove(house)
    after = read_manifest(house.releases / publish(house, build_id).rpartition("/")[2])
    assert after["logical_hashes"] == read_manifest(before)["logical_hashes"]
    assert after["deliveries"] == read_manifest(before)["deliveries"]
    assert aside.startswith(str(house.home / "aside"))


def test_a_difference_that_no_code_explains_is_not_published(house: Settings) -> None:
    before = current_release(house)
    assert before is not None
    build_id = clone_build(house, before.name)
    assert "tables equal release" in prove_equal(house, build_id)
    build_id = clone_build(
        house, before.name, "update marts.fct_papers set link_count = link_count + 1"
    )
    with pytest.raises(ContractBroken, match="differences in fct_papers"):
        prove_equal(house, build_id)


def test_nothing_is_set_aside_while_a_release_is_pinned(house: Settings) -> None:
    current = current_release(house)
    assert current is not None
    pin(house, current.name)
    with pytest.raises(ContractBroken, match="is pinned"):
        set_derived_aside(house, utc_now())
    assert (house.home / "landing").is_dir()
