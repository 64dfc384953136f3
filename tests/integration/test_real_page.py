"""What the warehouse must show for the real feed page of 11 March."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.landing.layout import footer_of
from include.ledger import NothingToDo
from include.release.releases import read_manifest
from include.release.verify import verify_release
from include.transform.build import start_build
from tests.pipeline import DAY, MOMENT, Published, build_release, land

pytestmark = pytest.mark.slow

Rows = list[tuple[Any, ...]]
Labelled = list[dict[str, Any]]


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    found: Rows = connection.sql(query).fetchall()
    return found


def test_each_of_116_papers_has_a_row_and_its_place(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(connection, "select count(*) from marts.fct_papers") == [(116,)]
    positions = rows(connection, "select feed_position from marts.fct_feed_entries order by 1")
    assert positions == [(place,) for place in range(1, 117)]


def test_titles_stand_in_the_order_of_the_page(
    connection: duckdb.DuckDBPyConnection, labelled_papers: Labelled
) -> None:
    titles = rows(
        connection,
        "select feed_position, title from marts.fct_feed_entries"
        " join marts.fct_papers using (paper_key) order by 1",
    )
    assert titles == [(paper["position"], paper["title"]) for paper in labelled_papers]


def test_every_line_is_accounted_for(published: Published, real_page: Path) -> None:
    footer = footer_of(published.landing_file)
    noted = {name: int(count) for name, count in footer.items() if name.endswith("_lines")}
    lines = [line for line in real_page.read_text().split("\n") if line.strip()]
    assert noted["nonblank_lines"] == len(lines) == 237
    assert (noted["title_lines"], noted["abstract_lines"]) == (116, 116)
    assert (noted["furniture_lines"], noted["quarantined_lines"]) == (5, 0)


def test_the_page_is_dated_and_its_year_inferred(connection: duckdb.DuckDBPyConnection) -> None:
    dated = rows(
        connection, "select distinct feed_date, is_feed_date_inferred from marts.fct_feed_entries"
    )
    assert dated == [(date(2026, 3, 11), True)]


def test_addresses_are_those_of_the_labels(
    connection: duckdb.DuckDBPyConnection, labelled_papers: Labelled
) -> None:
    found = rows(
        connection,
        "select title, url, link_type, url_host, url_owner, url_repository"
        " from marts.fct_author_links join marts.fct_papers using (paper_key)"
        " where url is not null",
    )
    names = ("url", "type", "host", "owner", "repo")
    expected = [
        (paper["title"], *(link[name] for name in names))
        for paper in labelled_papers
        for link in paper["links"]
    ]
    assert len(expected) == 34
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_availability_is_promised_or_stated_as_labelled(
    connection: duckdb.DuckDBPyConnection, labelled_papers: Labelled
) -> None:
    found = rows(
        connection,
        "select title, link_status, link_type from marts.fct_author_links"
        " join marts.fct_papers using (paper_key) where link_status <> 'given'",
    )
    expected = [
        (paper["title"], one["status"], one["type"])
        for paper in labelled_papers
        for one in paper["availability"]
    ]
    assert len(expected) == 14
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("table", "start", "end", "text"),
    [
        ("fct_author_links", "evidence_start", "evidence_end", "evidence_text"),
        ("fct_methods", "evidence_start", "evidence_end", "evidence_text"),
        ("fct_methods", "name_start", "name_end", "method_name"),
    ],
    ids=["links", "methods", "names"],
)
def test_offsets_give_back_the_text(
    connection: duckdb.DuckDBPyConnection, table: str, start: str, end: str, text: str
) -> None:
    facts = rows(
        connection,
        f"select evidence_field, {start}, {end}, {text}, title, abstract"
        f" from marts.{table} join marts.fct_papers using (paper_key)",
    )
    assert len(facts) > 40
    for field, first, last, quoted, title, abstract in facts:
        assert {"title": title, "abstract": abstract}[field][first:last] == quoted


def test_most_introduced_names_are_found(
    connection: duckdb.DuckDBPyConnection, labelled_papers: Labelled
) -> None:
    """A floor under the extraction: its quality is measured by `make score`."""
    found = {
        (title, name.lower())
        for title, name in rows(
            connection,
            "select title, method_name from marts.fct_methods"
            " join marts.fct_papers using (paper_key) where role = 'introduces'",
        )
    }
    expected = {
        (paper["title"], method["name"].lower())
        for paper in labelled_papers
        for method in paper["methods"]
    }
    assert expected
    assert len(found & expected) / len(expected) > 0.645


def test_every_fact_names_its_rule(connection: duckdb.DuckDBPyConnection) -> None:
    for table in ("fct_methods", "fct_author_links"):
        assert rows(connection, f"select count(*) from marts.{table} where rule_id is null") == [
            (0,)
        ]


def test_tables_and_columns_say_what_they_mean(connection: duckdb.DuckDBPyConnection) -> None:
    silent = rows(
        connection,
        "select table_name from duckdb_tables() where comment is null union all"
        " select table_name || '.' || column_name from duckdb_columns()"
        " where schema_name = 'marts' and not internal and comment is null",
    )
    assert silent == []


def test_meta_tells_of_gates_runs_and_freshness(connection: duckdb.DuckDBPyConnection) -> None:
    gates = rows(connection, "select distinct gate, is_gate_open from meta.quality_results")
    assert sorted(gates) == [("landing", True), ("marts", True), ("staging", True)]
    assert rows(connection, "select source, record_count from meta.freshness") == [
        ("hf_pages", 116)
    ]
    assert ("fct_papers", 116) in rows(connection, "from meta.row_counts")
    steps = {name for (name,) in rows(connection, "select step from meta.pipeline_runs")}
    assert {"parse hf_pages", "dbt staging", "marts gate"} <= steps


def test_the_release_verifies_and_its_pages_need_nothing_from_outside(
    published: Published,
) -> None:
    assert verify_release(published.settings, published.release) > 20
    page = (published.release / "quality" / "index.html").read_text()
    assert "All gates are open" in page
    assert "http://" not in page
    assert "https://" not in page
    assert (published.release / "docs" / "index.html").stat().st_size > 100_000


def test_the_same_bytes_again_change_nothing(
    published: Published, real_page: Path, tmp_path: Path
) -> None:
    other_name = tmp_path / "other_name_2024-03-11.txt"
    other_name.write_bytes(real_page.read_bytes())
    for feed, day in ((real_page, DAY), (other_name, DAY + timedelta(days=3))):
        with pytest.raises(NothingToDo, match="the same bytes came on 2026-11-23 already"):
            land(published.settings, feed, day, MOMENT + timedelta(days=3))
    with pytest.raises(NothingToDo, match="holds these 1 deliveries already"):
        start_build(published.settings)


def test_builds_with_and_without_cache_give_equal_tables(
    published: Published, real_page: Path, tmp_path: Path
) -> None:
    """The first build here fills the cache, the second reads all texts from it."""
    settings = type(published.settings)(home=tmp_path / "house", quiet_seconds=0)
    land(settings, real_page)
    first = build_release(settings)
    settings.current.unlink()
    second = build_release(settings)
    assert texts_read(settings.ledger) == [116, 0]
    hashes = [read_manifest(release)["logical_hashes"] for release in (first, second)]
    assert hashes[0] == hashes[1] == read_manifest(published.release)["logical_hashes"]


def texts_read(ledger: Path) -> list[int]:
    """How many texts each build has read newly, oldest build first."""
    steps = [json.loads(path.read_text()) for path in sorted(ledger.glob("*/*.step.json"))]
    return [one["counts"]["texts_read"] for one in steps if "texts_read" in one["counts"]]
