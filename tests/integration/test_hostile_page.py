"""A page that tries to be more than text, through the whole pipeline."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from include.errors import ContractBroken
from include.landing.layout import landing_files
from include.release.releases import FILE_NAME, current_release
from include.settings import Settings
from include.sources.text import clean_text
from tests.pipeline import HOSTILE_NAME, HOSTILE_TITLES, land

pytestmark = pytest.mark.slow


@pytest.fixture
def release(sample_house: Settings) -> Path:
    found = current_release(sample_house)
    assert found is not None
    return found


def test_hostile_text_is_kept_as_text(release: Path) -> None:
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        titles = connection.execute("select title from marts.fct_papers").fetchall()
        names = connection.execute("select original_name from marts.dim_deliveries").fetchall()
    assert {clean_text(title) for title in HOSTILE_TITLES} <= {title for (title,) in titles}
    assert (HOSTILE_NAME,) in names


def test_pages_show_hostile_text_escaped(release: Path) -> None:
    page = (release / "quality" / "index.html").read_text()
    assert "A refused title &lt;/td&gt;&lt;script&gt;alert(" in page
    assert "&lt;b&gt;" in page
    assert "<script" not in page
    assert "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert "{{ 7*7 }}" in page
    assert "49" not in re.findall(r"A refused title.{0,80}", page)[0]


def test_hostile_text_starts_nothing(sample_house: Settings, release: Path) -> None:
    """Neither a shell nor SQL nor a template took the name or the text for its own."""
    assert not list(sample_house.home.rglob("*house*x"))
    assert not Path("/tmp/x").exists()  # noqa: S108  the path that the page names
    assert len(landing_files(sample_house, "hf_pages")) == 2
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        counted = connection.execute("select count(*) from marts.fct_papers").fetchall()
    assert counted == [(40 + len(HOSTILE_TITLES),)]


@pytest.mark.parametrize(
    "name", ["-rf", "~root", "%2e%2e%2f", "a\nb.txt", "x" * 250, "con\x7f", "é\u0301.txt"]
)
def test_odd_names_land_or_are_refused(settings: Settings, tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    page.write_bytes(settings.sample_feed.read_bytes())
    try:
        landed = land(settings, page)
    except ContractBroken:
        return
    assert landed.is_relative_to(settings.home)
    assert {path.name for path in tmp_path.iterdir()} == {name, "house"}
