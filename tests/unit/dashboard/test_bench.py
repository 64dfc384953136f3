"""`make bench` measures every query of the dashboard, on whatever the release holds."""

from __future__ import annotations

from include.bench.dashboard import measure
from include.bench.pages import VIEWS
from include.dashboard.queries import FOLDER
from include.settings import Settings
from tests.unit.dashboard.conftest import write_release


def test_every_query_is_measured() -> None:
    measured = {name for names in VIEWS.values() for name in names}
    assert measured == {
        str(one.relative_to(FOLDER).with_suffix("")) for one in FOLDER.rglob("*.sql")
    }


def test_each_view_of_a_release_takes_some_time(small_house: Settings) -> None:
    found = measure(small_house)
    assert {view: list(queries) for view, queries in found.items()} == VIEWS
    assert all(seconds > 0 for queries in found.values() for seconds in queries.values())


def test_a_release_without_rows_is_measured_too(settings: Settings) -> None:
    write_release(settings, {})
    assert set(measure(settings)) == set(VIEWS)
