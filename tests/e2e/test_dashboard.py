"""The dashboard as a person uses it: served for real, driven through headless Chromium."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest

from include.dashboard.app import PAGES
from include.release.releases import FILE_NAME, current_release, point_current_at
from include.settings import Settings
from tests.e2e.browser import PATIENCE_SECONDS, Browser, browser_programs, opened, served
from tests.e2e.sample_house import make_house, make_variant
from tests.pipeline import Published

pytestmark = pytest.mark.slow

_MARTS = (
    "fct_papers",
    "fct_methods",
    "dim_methods",
    "fct_author_links",
    "fct_feed_entries",
    "dim_authors",
)
_NO_ROWS = [f"delete from marts.{table}" for table in (*_MARTS, "dim_deliveries")]
_FAILED_GATE = [
    "update meta.quality_results set is_gate_open = false where gate = 'marts'",
    """
    update meta.quality_results
    set outcome = 'not met', observed = '3 rows against it'
    where gate = 'marts' and data_set = 'marts.fct_papers' and severity = 'critical'
    """,
]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    programs = browser_programs()
    if programs is None:
        pytest.skip("no Chromium with chromedriver on this machine: apt install chromium-driver")
    with opened(programs, tmp_path_factory.mktemp("downloads")) as one:
        yield one


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The browser on an empty page, without what earlier tests left in its logs.

    A page whose server has ended goes on asking for it.
    """
    chromium.driver.get("about:blank")
    chromium.complaints()
    chromium.hosts()
    return chromium


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    if browser_programs() is None:
        pytest.skip("no Chromium with chromedriver on this machine: apt install chromium-driver")
    folder = tmp_path_factory.mktemp("dashboard")
    settings = Settings(home=folder / "house", retries=0, quiet_seconds=0)
    make_house(settings, folder / "pages")
    return settings


@pytest.fixture(scope="module")
def release(house: Settings) -> Path:
    found = current_release(house)
    assert found
    return found


@pytest.fixture(scope="module")
def address(house: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(house, tmp_path_factory.mktemp("log") / "dashboard.log") as where:
        yield where


def open_every_page(browser: Browser, address: str, release: Path) -> None:
    """Open each page, as it opens and as its links lead on, and hold it against the rules for all.

    No complaint on the page or in the console, nothing asked of the outside.
    """
    for where in (*(f"?page={page}" for page in PAGES), *leads_on(release)):
        browser.open(f"{address}/{where}")
        browser.wait_for(".ph-release", "Release ")
        assert browser.complaints() == [], where
        assert "knows no such" not in browser.text(), where
    assert browser.hosts() == {address.removeprefix("http://")}


def leads_on(release: Path) -> list[str]:
    """Where links and search boxes lead to: what a release has most of; nothing if it is empty."""
    first = {
        "?page=methods&method=": "method_key from marts.dim_methods order by paper_count desc",
        "?page=methods&search=": "canonical_name from marts.dim_methods order by paper_count desc",
        "?page=paper&paper=": "paper_key from marts.fct_papers order by link_count desc",
        "?page=author_links&order=code%20addresses&author=": (
            "author_key from marts.dim_authors order by paper_count desc"
        ),
    }
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        found = {
            where: connection.execute(f"select {query} limit 1").fetchone()
            for where, query in first.items()
        }
    links = [f"{where}{quote(str(row[0]))}" for where, row in found.items() if row]
    return [*links, "?page=paper&abstracts=true&search=model"]


def test_each_page_opens_without_an_error_and_asks_loopback_alone(
    browser: Browser, address: str, release: Path
) -> None:
    assert len(leads_on(release)) == 5
    open_every_page(browser, address, release)


def test_each_page_opens_on_the_real_page(
    browser: Browser, published: Published, tmp_path: Path
) -> None:
    with served(published.settings, tmp_path / "dashboard.log") as address:
        open_every_page(browser, address, published.release)


def test_each_page_opens_on_a_large_release(browser: Browser, tmp_path: Path) -> None:
    given = os.environ.get("PAPERHOUSE_LARGE_HOUSE")
    if not given:
        pytest.skip("no large release: PAPERHOUSE_LARGE_HOUSE names the house of one")
    large = Settings(home=Path(given))
    release = current_release(large)
    assert release
    with served(large, tmp_path / "dashboard.log") as address:
        open_every_page(browser, address, release)


@pytest.mark.parametrize(
    ("statements", "page", "says"),
    [
        (_NO_ROWS, "overview", "This release holds no papers."),
        (_FAILED_GATE, "overview", "Gate closed: marts"),
    ],
    ids=["empty", "failed gate"],
)
def test_each_page_opens_on_an_odd_release(
    statements: list[str], page: str, says: str, browser: Browser, release: Path, tmp_path: Path
) -> None:
    variant = Settings(home=tmp_path / "house")
    make_variant(variant, release, statements)
    with served(variant, tmp_path / "dashboard.log") as address:
        open_every_page(browser, address, variant.current)
        browser.open(f"{address}/?page={page}")
        assert says in browser.text()


def test_a_house_without_a_release_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with served(Settings(home=tmp_path / "house"), tmp_path / "dashboard.log") as address:
        browser.open(address)
        browser.wait_for("h1", "There is no release yet")
        assert browser.complaints() == []


def test_a_person_finds_a_method_and_follows_it_to_the_words_that_name_it(
    browser: Browser, address: str, release: Path
) -> None:
    browser.open(address)
    browser.wait_for(".ph-nav a", "Methods").click()
    browser.wait_for("h1", "Methods")
    browser.settle()
    (search,) = browser.all("input[type=text][placeholder^='such as']")
    search.send_keys("oadp\n")
    browser.wait_for("h2", "Names with")
    browser.settle()
    assert "search=oadp" in browser.driver.current_url
    browser.wait_for(".ph-table a", "OADP").click()
    browser.wait_for("h2", "OADP")
    browser.settle()
    browser.wait_for(".ph-table a", "Object-Aware Distillation Pyramid").click()
    browser.wait_for(".ph-title", "Object-Aware Distillation Pyramid")
    browser.settle()
    shown = {one.text for one in browser.all(".ph-text:not(.ph-legend) mark.ph-name.ph-introduces")}
    assert "OADP" in shown
    assert shown == introduced_names(release, "Object-Aware Distillation Pyramid%")
    assert browser.complaints() == []
    browser.driver.refresh()
    browser.settle()
    browser.wait_for(".ph-title", "Object-Aware Distillation Pyramid")


def introduced_names(release: Path, title: str) -> set[str]:
    """The names that a paper introduces, cut out of its text at the offsets of the facts."""
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        rows = connection.execute(
            """
            select substr(
                case facts.evidence_field
                    when 'title' then papers.title else papers.abstract
                end,
                facts.name_start + 1,
                facts.name_end - facts.name_start
            )
            from marts.fct_methods as facts
            inner join marts.fct_papers as papers on facts.paper_key = papers.paper_key
            where papers.title like ? and facts.role = 'introduces'
            """,
            [title],
        ).fetchall()
    return {row[0] for row in rows}


def test_a_marked_name_tells_its_rule_on_keyboard_focus(browser: Browser, address: str) -> None:
    browser.open(f"{address}/?page=paper&search=Object-Aware")
    browser.wait_for(".ph-table a", "Object-Aware Distillation Pyramid").click()
    browser.wait_for(".ph-title", "Object-Aware Distillation Pyramid")
    browser.settle()
    mark = browser.wait_for("mark.ph-introduces[tabindex]", "OADP")
    browser.driver.execute_script("arguments[0].focus()", mark)
    told = browser.driver.execute_script(
        "return getComputedStyle(document.activeElement, '::after').content"
    )
    assert "introduces OADP" in told
    assert "confidence" in told
    assert mark.get_attribute("title") == mark.get_attribute("data-says")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_no_wider_than_a_phone(page: str, browser: Browser, address: str) -> None:
    browser.resize(390, 844)
    browser.open(f"{address}/?page={page}")
    width = browser.driver.execute_script(
        "return Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    browser.resize(1280, 900)
    assert width <= 390


def test_a_table_can_be_had_as_csv(
    browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    browser.open(f"{address}/?page=feed")
    browser.wait_for("summary", "CSV and SQL: Ranking").click()
    browser.settle()
    folder = tmp_path_factory.getbasetemp() / "downloads0"
    browser.wait_for("[data-testid=stDownloadButton] button", "Download CSV").click()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := list(folder.glob("*-feed-ranking.csv"))):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    with found[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["feed_position"] for row in rows] == [str(one) for one in range(1, 16)]
    assert browser.complaints() == []


def test_an_open_page_notices_a_new_release_by_itself(
    browser: Browser, release: Path, tmp_path: Path
) -> None:
    variant = Settings(home=tmp_path / "house")
    make_variant(variant, release, [])
    with served(variant, tmp_path / "dashboard.log") as address:
        browser.open(address)
        browser.wait_for(".ph-release", release.name)
        newer = variant.releases / "newer"
        (variant.releases / release.name).rename(newer)
        manifest = newer / "manifest.json"
        manifest.write_text(manifest.read_text().replace(release.name, "newer"))
        point_current_at(variant, newer)
        browser.wait_for(".ph-release", "Release newer")
        assert browser.complaints() == []
