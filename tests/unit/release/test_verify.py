"""A release reads back as its manifest says, or what is damaged is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.errors import ContractBroken
from include.files import read_json, write_json
from include.release.releases import FILE_NAME
from include.release.verify import verify_release, write_sums
from include.settings import Settings
from tests.unit.release.releases import hashes_of, whole_release


def test_a_whole_release_is_verified(settings: Settings) -> None:
    assert verify_release(settings, whole_release(settings.releases / "it's r1")) == 5


def _change_manifest(folder: Path, **changed: Any) -> None:
    path = folder / "manifest.json"
    write_json(path, read_json(path) | changed)
    write_sums(folder)


def _empty_page(folder: Path) -> None:
    (folder / "docs" / "index.html").write_text("")


def _lose_page(folder: Path) -> None:
    (folder / "docs" / "index.html").unlink()


def _turn_a_bit(folder: Path) -> None:
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _lose_parquet(folder: Path) -> None:
    (folder / "parquet" / "fct_papers.parquet").unlink()


def _change_a_cell_and_hash_anew(folder: Path) -> None:
    with duckdb.connect(folder / FILE_NAME) as connection:
        connection.execute("update marts.fct_papers set paper_key = 9 where paper_key = 1")
    _change_manifest(folder, files=hashes_of(folder))


def _shorten_parquet_and_hash_anew(folder: Path) -> None:
    twin = folder / "parquet" / "fct_papers.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as paper_key) to '{twin}' (format parquet)")
    _change_manifest(folder, files=hashes_of(folder))


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        pytest.param(_empty_page, "docs/index.html", id="a page emptied"),
        pytest.param(_lose_page, "docs/index.html", id="a page lost"),
        pytest.param(_turn_a_bit, FILE_NAME, id="a bit turned"),
        pytest.param(_lose_parquet, "parquet/fct_papers.parquet", id="a Parquet file lost"),
        pytest.param(_change_a_cell_and_hash_anew, "marts.fct_papers", id="a cell changed"),
        pytest.param(_shorten_parquet_and_hash_anew, "fct_papers.parquet", id="rows lost"),
    ],
)
def test_each_kind_of_damage_is_named(
    settings: Settings, damage: Callable[[Path], None], named: str
) -> None:
    release = whole_release(settings.releases / "r1")
    damage(release)

    with pytest.raises(ContractBroken) as broken:
        verify_release(settings, release)

    assert broken.value.expected.startswith(f"{named} as its manifest says")
    assert broken.value.where == str(release)
    assert "roll back" in broken.value.next_step


def test_a_release_without_a_manifest_is_named(settings: Settings) -> None:
    release = whole_release(settings.releases / "r1")
    (release / "manifest.json").unlink()

    with pytest.raises(ContractBroken, match=r"manifest\.json"):
        verify_release(settings, release)
