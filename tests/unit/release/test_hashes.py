"""A table's hash depends on its rows alone: not on their order, not on threads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from include.release.hashes import logical_hash, row_count, tables_of
from include.settings import Settings
from include.transform.workfile import connect

_ROWS = (
    "select number as id, 'text ' || number as text, [number, number + 1] as list,"
    " {'a': number} as struct, date '2026-03-11' + number::integer as day, number / 3 as share"
    " from range(5000) as r(number)"
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with one table of many types."""
    with duckdb.connect() as opened:
        opened.execute(f"create table sound as {_ROWS}")
        yield opened


def test_the_order_of_rows_does_not_count(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table turned as select * from sound order by id desc")

    assert logical_hash(connection, "turned") == logical_hash(connection, "sound")


def test_the_number_of_threads_does_not_count(settings: Settings) -> None:
    found = set()
    for threads in (1, 4):
        with connect(":memory:", Settings(settings.home, threads=threads)) as connection:
            connection.execute(f"create table sound as {_ROWS}")
            found.add(logical_hash(connection, "sound"))

    assert len(found) == 1


def test_a_parquet_twin_has_the_same_hash(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    connection.execute(f"copy sound to '{tmp_path / 'twin.parquet'}' (format parquet)")
    twin = f"read_parquet('{tmp_path / 'twin.parquet'}')"

    assert logical_hash(connection, twin) == logical_hash(connection, "sound")
    assert row_count(connection, twin) == 5000


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("insert into sound select * from sound where id = 7", id="a row doubled"),
        pytest.param("insert into sound select * from sound", id="all rows doubled"),
        pytest.param(
            "delete from sound where id = 7; insert into sound select * from sound where id = 8",
            id="a row exchanged",
        ),
        pytest.param("delete from sound where id = 7", id="a row lost"),
        pytest.param("update sound set text = 'x' where id = 7", id="a cell changed"),
        pytest.param("update sound set text = null where id = 7", id="a cell emptied"),
        pytest.param("update sound set list = [1] where id = 7", id="a list changed"),
        pytest.param("update sound set day = day + 1 where id = 7", id="a day changed"),
        pytest.param("alter table sound rename column text to words", id="a column renamed"),
    ],
)
def test_any_change_of_rows_changes_the_hash(
    connection: duckdb.DuckDBPyConnection, change: str
) -> None:
    before = logical_hash(connection, "sound")
    connection.execute(change)

    assert logical_hash(connection, "sound") != before


def test_an_empty_table_has_a_hash(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from sound")

    assert logical_hash(connection, "sound") == "0-0-0"


def test_tables_of_a_schema_are_listed_in_order(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema marts; create table marts.b (x int)")
    connection.execute("create table marts.a (x int); create view marts.v as select 1 as x")

    assert tables_of(connection, "memory", "marts") == ["a", "b"]
    assert tables_of(connection, "memory", "no_such_schema") == []
