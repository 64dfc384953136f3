"""The extraction cache keeps each text once, and counts only sets that are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from include.errors import ContractBroken
from include.files import locked, write_bytes
from include.settings import Settings
from include.transform.cache import CACHED_TABLES, cached_files, keep_in_cache


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    """A house whose path has a quote in it."""
    return Settings(home=tmp_path / "it's here", lock_patience_seconds=0)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The work file of a build that has read two texts."""
    with duckdb.connect() as opened:
        opened.execute("create schema intermediate")
        _read(opened, "a", "b")
        yield opened


def _read(connection: duckdb.DuckDBPyConnection, *texts: str) -> None:
    """Make the tables of stage 1 anew, as if these texts had been read."""
    listed = ", ".join(f"('{text}')" for text in texts)
    connection.execute(
        "create or replace table intermediate.int_texts_unread as"
        f" select text_hash, 'a long text' as abstract from (values {listed}) as t(text_hash)"
    )
    for table, relation in CACHED_TABLES.items():
        if table != "texts_read":
            connection.execute(
                f"create or replace table {relation} as select text_hash, '{table}' as rule_id"
                " from intermediate.int_texts_unread, range(2)"
            )


def _cached(settings: Settings, table: str) -> list[str]:
    files = cached_files(settings, "e1", table)
    with duckdb.connect() as connection:
        rows = [
            row
            for file in files
            for row in connection.read_parquet(file).project("text_hash").fetchall()
        ]
    return sorted(row[0] for row in rows)


def test_what_was_read_is_kept_table_by_table(
    house: Settings, connection: duckdb.DuckDBPyConnection
) -> None:
    assert keep_in_cache(house, "e1", "b1", connection) == 2

    assert _cached(house, "texts_read") == ["a", "b"]
    assert _cached(house, "link_candidates") == ["a", "a", "b", "b"]
    assert _cached(house, "method_candidates") == ["a", "a", "b", "b"]
    (file,) = cached_files(house, "e1", "texts_read")
    assert connection.read_parquet(file).columns == ["text_hash"]
    assert [path.name for path in Path(file).parent.iterdir() if path.suffix == ".tmp"] == []


def test_no_text_is_kept_twice(house: Settings, connection: duckdb.DuckDBPyConnection) -> None:
    keep_in_cache(house, "e1", "b1", connection)
    _read(connection, "b", "c")

    assert keep_in_cache(house, "e1", "b2", connection) == 1
    assert _cached(house, "texts_read") == ["a", "b", "c"]
    assert _cached(house, "link_candidates") == ["a", "a", "b", "b", "c", "c"]


def test_a_build_that_read_nothing_new_adds_no_file(
    house: Settings, connection: duckdb.DuckDBPyConnection
) -> None:
    keep_in_cache(house, "e1", "b1", connection)

    assert keep_in_cache(house, "e1", "b2", connection) == 0
    assert len(cached_files(house, "e1", "texts_read")) == 1


def test_every_extractor_has_a_cache_of_its_own(
    house: Settings, connection: duckdb.DuckDBPyConnection
) -> None:
    keep_in_cache(house, "e1", "b1", connection)

    assert cached_files(house, "e2", "texts_read") == []
    assert keep_in_cache(house, "e2", "b1", connection) == 2


def test_a_set_that_was_not_finished_does_not_count(
    house: Settings, connection: duckdb.DuckDBPyConnection
) -> None:
    keep_in_cache(house, "e1", "b1", connection)
    (finished,) = cached_files(house, "e1", "texts_read")
    write_bytes(Path(finished).with_name("b0.link_candidates.parquet"), b"half")

    assert [Path(file).name for file in cached_files(house, "e1", "link_candidates")] == [
        "b1.link_candidates.parquet"
    ]


def test_the_file_that_makes_a_set_whole_is_written_last() -> None:
    assert list(CACHED_TABLES)[-1] == "texts_read"


def test_two_builds_do_not_write_the_cache_at_once(
    house: Settings, connection: duckdb.DuckDBPyConnection
) -> None:
    lock = house.cache / "extraction" / "e1" / ".lock"
    with (
        locked(lock, purpose="write the extraction cache"),
        pytest.raises(ContractBroken, match="another process"),
    ):
        keep_in_cache(house, "e1", "b1", connection)
