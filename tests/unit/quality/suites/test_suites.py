"""Each suite lets sound data through, and each of its expectations is broken by the row meant."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.engine import run_suites
from include.quality.results import Outcome
from include.settings import Settings
from tests.unit.quality.sound_house import (
    ALL_SUITES,
    BREAKING,
    FURTHER,
    IMPLIED,
    build_for,
    name_of,
)

_BROKEN = [
    pytest.param(data_set, name, id=f"{data_set}: {name}")
    for data_set, statements in BREAKING.items()
    for name in statements
]
_OWN = {
    (data_set, name_of(one)): one
    for data_set, suite in ALL_SUITES.items()
    for one in suite.expectations
    if isinstance(one, UnexpectedRowsExpectation)
}


def _unmet(settings: Settings, file: Path, data_set: str) -> set[str]:
    """Names of the expectations that the file does not meet."""
    suite = ALL_SUITES[data_set]
    results = run_suites(settings, file, [suite])
    assert len(results) == len(suite.expectations)
    assert Outcome.NOT_RUN not in {one.outcome for one in results}
    return {
        name_of(expectation)
        for expectation, result in zip(suite.expectations, results, strict=True)
        if result.outcome == Outcome.NOT_MET
    }


def test_every_expectation_has_a_row_that_breaks_it() -> None:
    names = {
        data_set: [name_of(one) for one in suite.expectations]
        for data_set, suite in ALL_SUITES.items()
    }

    assert names
    assert {data_set: sorted(given) for data_set, given in names.items()} == {
        data_set: sorted(statements) for data_set, statements in BREAKING.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("data_set", ALL_SUITES)
def test_sound_data_meets_every_expectation(
    settings: Settings, tmp_path: Path, data_set: str
) -> None:
    file = build_for(data_set, tmp_path / "house.duckdb")

    assert _unmet(settings, file, data_set) == set()


@pytest.mark.slow
@pytest.mark.parametrize(("data_set", "name"), _BROKEN)
def test_an_expectation_is_broken_by_its_row_and_no_other_is(
    settings: Settings, tmp_path: Path, data_set: str, name: str
) -> None:
    file = build_for(data_set, tmp_path / "house.duckdb", BREAKING[data_set][name])

    assert _unmet(settings, file, data_set) == {name} | IMPLIED.get(name, set())


def _rows_against(file: Path, data_set: str, name: str) -> int:
    """Rows that a query of our own finds, asked of DuckDB directly."""
    query = str(_OWN[data_set, name].unexpected_rows_query).replace("{batch}", data_set)
    with duckdb.connect(file, read_only=True) as connection:
        return len(connection.execute(query).fetchall())


@pytest.mark.parametrize(("data_set", "name"), _OWN, ids=[": ".join(pair) for pair in _OWN])
def test_a_query_of_ours_finds_its_row_and_nothing_in_sound_data(
    tmp_path: Path, data_set: str, name: str
) -> None:
    broken = build_for(data_set, tmp_path / "broken.duckdb", BREAKING[data_set][name])
    sound = build_for(data_set, tmp_path / "sound.duckdb")

    assert _rows_against(sound, data_set, name) == 0
    assert _rows_against(broken, data_set, name) > 0


@pytest.mark.parametrize(
    ("data_set", "name", "broken"), FURTHER, ids=[f"{name}: {sql}" for _, name, sql in FURTHER]
)
def test_a_query_of_ours_finds_every_way_to_break_it(
    tmp_path: Path, data_set: str, name: str, broken: str
) -> None:
    file = build_for(data_set, tmp_path / "broken.duckdb", broken)

    assert _rows_against(file, data_set, name) > 0


@pytest.mark.parametrize(
    ("data_set", "name", "allowed"),
    [
        pytest.param(
            *("landing.hf_pages", "ExpectFewRefusedRecords"),
            "update landing.tally set refused_count = 3, record_count = 1",
            id="three refused of four",
        ),
        pytest.param(
            *("landing.hf_pages", "ExpectFewRefusedRecords"),
            "update landing.tally set refused_count = 5, record_count = 95",
            id="just 5 percent refused",
        ),
        pytest.param(
            *("landing.hf_pages", "ExpectDatesNotBeyondTheDelivery"),
            "update landing.hf_pages set feed_date = delivery_date + 1",
            id="dated tomorrow",
        ),
        pytest.param(
            *("marts.fct_papers", "ExpectNotHalfThePapersGone"),
            "update raw.previous_row_counts set row_count = 42",
            id="just half the papers left",
        ),
        pytest.param(
            *("marts.fct_methods", "ExpectAPlausibleShareOfIntroducingPapers"),
            "delete from marts.fct_papers where paper_key > 'p10'; delete from marts.fct_methods",
            id="fewer than 20 papers",
        ),
        pytest.param(
            *("marts.fct_methods", "ExpectAtMostTwoPrimaryNames"),
            "insert into marts.fct_methods select * from marts.fct_methods where paper_key = 'p1'",
            id="two primary names",
        ),
    ],
)
def test_a_query_of_ours_allows_what_lies_on_its_bound(
    tmp_path: Path, data_set: str, name: str, allowed: str
) -> None:
    file = build_for(data_set, tmp_path / "house.duckdb", allowed)

    assert _rows_against(file, data_set, name) == 0
