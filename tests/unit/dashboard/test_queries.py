"""Each query of the dashboard over a small real DuckDB file, and what each is there to tell."""

from __future__ import annotations

import re
from typing import Protocol

import duckdb
import pytest

from include.dashboard.queries import FOLDER, query, shown
from include.dashboard.release import Parameters, Release, Row, fetch
from include.settings import Settings

NAMES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.sql"))
VALUES: Parameters = {
    "author_key": "a1",
    "author_type": "any",
    "feed_date": "2026-03-11",
    "feed_list": "daily",
    "first_date": "2026-02-11",
    "gate": "any",
    "line_limit": 6,
    "method_key": "m1",
    "paper_key": "p1",
    "previous_date": "2026-02-11",
    "release_id": "20260312T060000-abcdef",
    "role": "builds_on",
    "row_limit": 25,
    "source": "hf_pages",
    "words": "lora",
}


class Run(Protocol):
    """Runs a query by its name, with the values above where the test names no other."""

    def __call__(self, name: str, **changed: str | int | None) -> list[Row]: ...


@pytest.fixture
def run(small_house: Settings, release: Release) -> Run:
    def fetch_rows(name: str, **changed: str | int | None) -> list[Row]:
        sql = query(name)
        wanted = re.findall(r"\$(\w+)", sql)
        return fetch(small_house, release, sql, {one: (VALUES | changed)[one] for one in wanted})

    return fetch_rows


def test_there_are_queries() -> None:
    assert len(NAMES) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_query_runs_on_a_release_and_gives_named_columns(name: str, run: Run) -> None:
    for row in run(name):
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in row)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_ordered_wherever_it_can_give_several_rows(name: str, run: Run) -> None:
    if len(run(name)) > 1:
        assert "order by" in query(name)


def test_methods_are_ranked_by_papers_of_the_role(run: Run) -> None:
    assert [
        (row["canonical_name"], row["building_paper_count"]) for row in run("methods/top_methods")
    ] == [("BERT", 2), ("LoRA", 1)]


@pytest.mark.parametrize("words", ["LORA", "low-rank", "lor"])
def test_search_finds_names_by_short_and_long_form(words: str, run: Run) -> None:
    assert [row["canonical_name"] for row in run("methods/find_methods", words=words)] == ["LoRA"]


@pytest.mark.parametrize("words", ["%", "_", "'; drop table marts.fct_papers; --"])
def test_what_is_typed_is_taken_by_its_letters(words: str, run: Run) -> None:
    for name in ("methods/find_methods", "paper/find_papers", "author_links/top_by_papers"):
        assert run(name, words=words) == []


def test_papers_of_a_method_open_with_who_introduced_it(run: Run) -> None:
    rows = run("methods/papers_of_method")
    assert [(row["role"], row["paper_key"]) for row in rows] == [
        ("introduces", "p1"),
        ("builds_on", "p2"),
    ]


def test_titles_are_searched_first_and_abstracts_on_demand(run: Run) -> None:
    assert run("paper/find_papers", words="built on") == []
    assert len(run("paper/find_papers_in_abstracts", words="built on")) == 2


def test_a_replaced_key_leads_to_its_paper(run: Run) -> None:
    assert run("paper/redirect", paper_key="old") == [{"paper_key": "p1"}]


def test_a_ranking_says_how_papers_moved(run: Run) -> None:
    (row,) = run("feed/ranking")
    assert (row["paper_key"], row["movement"], row["previous_position"]) == ("p2", "up 1", 2)
    first = run("feed/ranking", feed_date="2026-02-11", previous_date=None)
    assert [row["movement"] for row in first] == [None, None]
    entered = run("feed/ranking", previous_date="2026-01-01")
    assert [row["movement"] for row in entered] == ["entered"]


def test_a_paper_that_is_gone_from_the_list_has_left(run: Run) -> None:
    assert [row["paper_key"] for row in run("feed/left_papers")] == ["p1"]


def test_gates_are_counted_for_this_release_and_its_deliveries_only(run: Run) -> None:
    rows = {row["gate"]: row for row in run("overview/gates")}
    assert set(rows) == {"landing", "staging", "marts"}
    assert rows["landing"]["subject_count"] == 1
    assert all(row["verdict"] == "open" for row in rows.values())


def test_a_closed_gate_is_listed_with_what_closed_it(run: Run) -> None:
    (row,) = run("quality/closed_gates")
    assert (row["gate"], row["observed"]) == ("landing", "0 rows")


def test_sql_is_shown_with_the_values_of_its_parameters() -> None:
    text = shown("select $a, $b, $c", {"a": "it's\n--two", "b": 3, "c": None})
    assert text == "-- $a: 'it''s --two'\n-- $b: 3\n-- $c: null\nselect $a, $b, $c"


def test_a_query_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        query("overview/nothing")


def test_queries_cannot_write(small_house: Settings, release: Release) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        fetch(small_house, release, "create table marts.x as select 1", {})
