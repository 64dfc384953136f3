"""Superset for real: set up in a new house, imported twice, each chart seen in a browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from include.commands.superset import PASSWORD_FILE
from include.settings import Settings
from include.superset.dashboard import charts
from include.superset.house import DATABASE_NAME, secret, superset_home
from tests.e2e.browser import Browser, browser_programs, opened
from tests.e2e.sample_house import make_house
from tests.e2e.superset_server import complaints, log_in, open_dashboard, served_superset

pytestmark = pytest.mark.superset

_TABLES = (
    *("dbs", "tables", "table_columns", "sql_metrics"),
    *("slices", "dashboards", "dashboard_slices", "ab_user"),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("superset")
    settings = Settings(home=folder / "house", retries=0, quiet_seconds=0)
    make_house(settings, folder / "pages")
    return settings


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "superset.log"


@pytest.fixture(scope="module")
def address(house: Settings, log: Path) -> Iterator[str]:
    """Where Superset serves after its second start, which has imported everything again."""
    with served_superset(house, log):
        first = counts(house)
    with served_superset(house, log) as where:
        assert counts(house) == first
        yield where


def counts(house: Settings) -> dict[str, int]:
    """Rows of Superset's own tables; each has some."""
    with closing(sqlite3.connect(superset_home(house) / DATABASE_NAME)) as database:
        found = {
            table: int(database.execute(f"select count(*) from {table}").fetchone()[0])
            for table in _TABLES
        }
    assert all(found.values())
    return found


def test_each_chart_shows_data_and_nothing_complains(
    house: Settings, address: str, tmp_path: Path
) -> None:
    programs = browser_programs()
    assert programs is not None, "no Chromium with chromedriver: apt install chromium-driver"
    with opened(programs, tmp_path) as browser:
        log_in(browser, house, address)
        answers = open_dashboard(browser, address)
        assert len(answers) == len(charts())
        assert [one for one in answers if one.status != 200 or one.error or not one.rows] == []
        assert drawn(browser) == len(charts())
        assert "error" not in browser.text().lower()
        assert complaints(browser) == []
        assert browser.hosts() == {address.removeprefix("http://")}


def drawn(browser: Browser) -> int:
    """How many charts of the page hold a picture, a table or a number."""
    holders = browser.all("[data-test=chart-container]")
    return sum(bool(one.find_elements("css selector", _DRAWN)) for one in holders)


_DRAWN = "canvas, table tbody tr, .header-line"


def test_the_password_stands_in_the_house_and_not_in_the_log(
    house: Settings, address: str, log: Path
) -> None:
    assert str(superset_home(house) / PASSWORD_FILE) in log.read_text()
    assert secret(house, PASSWORD_FILE) not in log.read_text()
    assert secret(house, "secret_key") not in log.read_text()
