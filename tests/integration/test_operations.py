"""What a person does with releases: roll back, unpin, verify, compare, replay."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.errors import ContractBroken
from include.files import read_json
from include.landing import steps
from include.landing.quarantine import summaries
from include.landing.replay import replay_quarantine
from include.ledger import NothingToDo
from include.release.compare import compare_releases
from include.release.pin import pin_file, pinned_release, unpin_release
from include.release.publish import publish
from include.release.releases import FILE_NAME, current_release, kept_releases
from include.release.retention import tidy_up
from include.release.roll_back import roll_back_release
from include.release.verify import SUMS_NAME, verify, verify_release
from include.settings import Settings, utc_now
from include.sources import hf_pages
from include.transform.build import start_build
from tests.pipeline import DAY, MOMENT, clone_build, land

pytestmark = pytest.mark.slow

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} '; drop table x; --"


def rows_of(file: Path) -> list[tuple[Any, ...]]:
    """All rows of a Parquet file."""
    with duckdb.connect() as connection:
        return connection.execute("from read_parquet(?)", [str(file)]).fetchall()


def current_id(settings: Settings) -> str:
    release = current_release(settings)
    assert release is not None
    return release.name


@pytest.fixture
def two_releases(house: Settings) -> tuple[Settings, str, str]:
    """A house whose second release has a changed, a removed and an added paper and a new column."""
    older = current_id(house)
    newer = clone_build(
        house,
        older,
        f"update marts.fct_papers set title = '{HOSTILE.replace(chr(39), chr(39) * 2)}'"
        " where paper_key = (select min(paper_key) from marts.fct_papers)",
        "delete from marts.fct_papers"
        " where paper_key = (select max(paper_key) from marts.fct_papers)",
        "insert into marts.fct_papers select * replace ('added' as paper_key)"
        " from marts.fct_papers limit 1",
        "alter table marts.fct_methods add column shade varchar",
    )
    publish(house, newer)
    return house, older, newer


def test_a_roll_back_is_pinned_until_it_is_taken_back(
    two_releases: tuple[Settings, str, str],
) -> None:
    settings, older, newer = two_releases
    waiting = clone_build(settings, newer)
    roll_back_release(settings, older)
    assert current_id(settings) == older
    assert pinned_release(settings) == older
    with pytest.raises(NothingToDo, match=f"release {older} is pinned"):
        start_build(settings)
    with pytest.raises(ContractBroken, match=f"release {older} is pinned"):
        publish(settings, waiting)
    assert current_id(settings) == older
    unpin_release(settings)
    with pytest.raises(ContractBroken, match="`current` at"):
        publish(settings, waiting)
    publish(settings, clone_build(settings, newer))
    assert current_id(settings) != older
    with pytest.raises(NothingToDo, match="no release is pinned"):
        unpin_release(settings)


def test_a_roll_back_to_what_is_not_sound_changes_nothing(
    two_releases: tuple[Settings, str, str],
) -> None:
    settings, older, newer = two_releases
    twin = settings.releases / older / "parquet" / "fct_papers.parquet"
    twin.chmod(0o644)
    twin.write_bytes(twin.read_bytes()[:-1])
    for release_id, message in ((older, "fct_papers.parquet"), ("20200101T000000-abcdef", older)):
        with pytest.raises(ContractBroken, match=message):
            roll_back_release(settings, release_id)
    assert (current_id(settings), pinned_release(settings)) == (newer, None)


def test_a_roll_back_mends_a_pointer_that_leads_nowhere(
    two_releases: tuple[Settings, str, str],
) -> None:
    settings, older, newer = two_releases
    (settings.releases / newer).rename(settings.home / "gone")
    roll_back_release(settings, older)
    assert current_id(settings) == older


def test_the_retention_spares_what_is_pinned_or_current(
    two_releases: tuple[Settings, str, str],
) -> None:
    settings, older, newer = two_releases
    third = clone_build(settings, newer)
    publish(settings, third)
    fourth = clone_build(settings, newer)
    publish(settings, fourth)
    roll_back_release(settings, older)
    few = Settings(home=settings.home, kept_releases=1)
    tidy_up(few, utc_now() + timedelta(days=2))
    assert [folder.name for folder in kept_releases(few)] == [older, fourth]


def test_a_damaged_pin_stops_builds_and_names_itself(house: Settings) -> None:
    pin_file(house).write_text("{")
    for step in (start_build, lambda one: publish(one, current_id(house))):
        with pytest.raises(ContractBroken, match=r"pinned\.json"):
            step(house)
    unpin_release(house)
    with pytest.raises(NothingToDo, match="deliveries already"):
        start_build(house)


def test_a_comparison_lists_every_kind_of_change(two_releases: tuple[Settings, str, str]) -> None:
    settings, older, newer = two_releases
    folder = Path(compare_releases(settings, None))
    assert folder.name == f"{older}..{newer}"
    counts = {
        kind: rows_of(folder / f"fct_papers.{kind}.parquet")
        for kind in ("added", "changed", "removed")
    }
    assert {kind: len(rows) for kind, rows in counts.items()} == dict.fromkeys(counts, 1)
    (changed,) = counts["changed"]
    assert changed[1] == ["title"]
    assert changed[3]["title"] == HOSTILE
    for table in ("fct_methods", "fct_author_links"):
        assert rows_of(folder / f"{table}.changed.parquet") == []
    page = (folder / "index.html").read_text()
    assert "new: shade" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert compare_releases(settings, older, newer) == str(folder)
    assert list(folder.parent.iterdir()) == [folder]
    backwards = Path(compare_releases(settings, newer, older))
    assert "gone: shade" in (backwards / "index.html").read_text()


def test_a_first_release_has_nothing_to_be_compared_with(house: Settings) -> None:
    with pytest.raises(ContractBroken, match="it is the first release"):
        compare_releases(house, None)


@pytest.mark.parametrize(
    "damage",
    ["manifest.json", FILE_NAME, "quality/index.html", "parquet/fct_papers.parquet", SUMS_NAME],
)
def test_verifying_names_what_is_damaged(house: Settings, damage: str) -> None:
    release = current_release(house)
    assert release is not None
    assert "as its manifest says" in verify(house, "current")
    path = release / damage
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.chmod(0o644)
    path.write_bytes(content)
    with pytest.raises(ContractBroken, match="as its manifest says"):
        verify(house, release.name)
    path.write_bytes(b"")
    with pytest.raises(ContractBroken):
        verify_release(house, release)
    path.unlink()
    with pytest.raises(ContractBroken):
        verify_release(house, release)


def test_an_added_file_is_no_part_of_a_release(house: Settings) -> None:
    release = current_release(house)
    assert release is not None
    (release / "quality" / "other.html").write_text("mine")
    with pytest.raises(ContractBroken, match=r"quality/other\.html"):
        verify_release(house, release)


def test_the_sums_need_no_paperhouse_and_files_are_read_only(house: Settings) -> None:
    release = current_release(house)
    assert release is not None
    subprocess.run(["sha256sum", "--quiet", "-c", SUMS_NAME], cwd=release, check=True)
    files = [path for path in release.rglob("*") if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o777 for path in files} == {0o444}


def test_there_is_nothing_to_verify_before_the_first_release(settings: Settings) -> None:
    with pytest.raises(NothingToDo, match="no release yet"):
        verify(settings, "current")


def test_a_replay_reads_a_refused_delivery_anew(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser is mended here by taking its date rule away for a moment before."""
    good = settings.sample_feed
    with monkeypatch.context() as patch:
        patch.setattr(hf_pages, "is_date_line", lambda _: False)
        with pytest.raises(ContractBroken, match="a line with the page's date"):
            land(settings, good)
    assert steps.find(settings, "hf_pages") == []
    (key,) = summaries(settings, "hf_pages")
    assert replay_quarantine(settings, "hf_pages") == [key]
    (waiting,) = steps.find(settings, "hf_pages")
    for step in (steps.parse, steps.check, steps.accept):
        step(settings, "hf_pages", waiting, waiting)
    assert steps.find(settings, "hf_pages") == []
    with pytest.raises(NothingToDo, match="is empty"):
        replay_quarantine(settings, "hf_pages")


def test_a_replay_reads_refused_records_of_a_landed_delivery_anew(
    settings: Settings, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(settings.sample_feed.read_text() + "\n\nA title without its abstract\n")
    landing_file = land(settings, page)
    (key,) = summaries(settings, "hf_pages")
    assert replay_quarantine(settings, "hf_pages", key) == [key]
    (waiting,) = steps.find(settings, "hf_pages")
    assert steps.keep_raw(settings, "hf_pages", waiting, DAY, MOMENT) == waiting
    before = landing_file.read_bytes()
    for step in (steps.parse, steps.check, steps.accept):
        step(settings, "hf_pages", waiting, waiting)
    assert landing_file.read_bytes() == before
    assert steps.find(settings, "hf_pages") == []
    assert not read_json(settings.quarantine("hf_pages") / f"{key}.json").get("is_to_replay")


@pytest.mark.parametrize(
    ("source", "key"),
    [("no_source", "all"), ("hf_pages", "0" * 64), ("../hf_pages", "all")],
    ids=["unknown source", "unknown delivery", "a path"],
)
def test_a_replay_of_what_is_not_there_is_refused(house: Settings, source: str, key: str) -> None:
    with pytest.raises(ContractBroken):
        replay_quarantine(house, source, key)


def test_a_delivery_that_its_gate_refused_is_not_tried_again_each_minute(
    settings: Settings, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    lines = settings.sample_feed.read_text() + "\n\nA title alone\n" * 40
    page.write_text(lines)
    with pytest.raises(Exception, match="landing gate"):
        land(settings, page)
    assert steps.find(settings, "hf_pages") == []
    told = [json.loads(path.read_text()) for path in settings.ledger.glob("*/*.gate.json")]
    assert [one["is_open"] for one in told] == [False]
