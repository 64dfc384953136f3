"""Which release the dashboard reads, and that it notices another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from include.dashboard.queries import query
from include.dashboard.release import age, fetch, find_release
from include.errors import ContractBroken
from include.settings import Settings
from tests.unit.dashboard.conftest import RELEASED_AT, mart_rows, write_release

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def test_there_is_no_release_in_an_empty_house(settings: Settings) -> None:
    assert find_release(settings) is None


def test_a_pointer_to_nowhere_is_said_and_not_hidden(settings: Settings) -> None:
    settings.home.mkdir()
    settings.current.symlink_to("releases/gone")
    with pytest.raises(ContractBroken, match="no manifest"):
        find_release(settings)


def test_a_moved_pointer_shows_in_the_next_query(settings: Settings) -> None:
    write_release(settings, {}, release_id="1")
    first = find_release(settings)
    assert first
    assert fetch(settings, first, query("overview/totals"), {})[0]["paper_count"] == 0
    write_release(settings, mart_rows(), release_id="2")
    second = find_release(settings)
    assert second
    assert second.release_id == "2"
    assert second.released_at == RELEASED_AT
    assert fetch(settings, second, query("overview/totals"), {})[0]["paper_count"] == 2
    # A page that is still drawn from the first release keeps its numbers.
    assert fetch(settings, first, query("overview/totals"), {})[0]["paper_count"] == 0


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=1200), "1,200 days ago"),
    ],
)
def test_an_age_is_said_in_one_unit(passed: timedelta, shown: str) -> None:
    assert age(NOW - passed, NOW) == shown
