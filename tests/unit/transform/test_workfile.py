"""A work file shows a build exactly what its inputs list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from include.files import make_folder, sha256_of, write_json
from include.landing.schemas import LANDING_SCHEMA
from include.settings import Settings
from include.sources.catalog import SOURCES
from include.transform.cache import CACHED_TABLES, cached_files
from include.transform.workfile import cached_columns, connect, create_workfile
from tests.unit.pages import DAY, NOON


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    """A house whose path has a quote in it."""
    return Settings(home=tmp_path / "it's here", threads=1, memory_limit="300MB")


def _land(settings: Settings, key: str, *titles: str) -> dict[str, Any]:
    """A landing file and its line in the inputs."""
    rows = [
        {
            "delivery_key": key,
            "source": "hf_pages",
            "delivery_date": DAY,
            "delivered_at": NOON,
            "record_index": index,
            "title": title,
            "record_hash": "h",
            "text_hash": "t",
        }
        for index, title in enumerate(titles, start=1)
    ]
    path = settings.landing("hf_pages") / f"delivery_date={DAY}" / f"{key}.parquet"
    make_folder(path.parent)
    pq.write_table(pa.Table.from_pylist(rows, schema=LANDING_SCHEMA), path)
    return {
        "delivery_key": key,
        "source": "hf_pages",
        "original_name": f"it's {key}.txt",
        "request": None,
        "page": None,
        "logical_date": DAY.isoformat(),
        "delivered_at": NOON.isoformat(),
        "parser_version": "2",
        "record_count": len(titles),
        "refused_count": 0,
        "landing_file": str(path.relative_to(settings.home)),
    }


def _create(settings: Settings, *deliveries: dict[str, Any], **changed: Any) -> Path:
    inputs = {
        "deliveries": list(deliveries),
        "previous_row_counts": {"fct_papers": 7},
        "extractor_version": "e1",
    }
    folder = make_folder(settings.builds / "b1")
    create_workfile(settings, folder, inputs | changed)
    return folder / "warehouse.duckdb"


def _rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(file, read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        return connection.execute(query).fetchall()


def test_a_source_shows_exactly_the_files_that_are_listed(house: Settings) -> None:
    listed = [_land(house, "d1", "Owl", "Lark"), _land(house, "d2", "Wren")]
    _land(house, "d3", "not listed")
    file = _create(house, *listed)

    found = _rows(file, "select delivery_key, title from raw.hf_pages order by 1, 2")
    assert found == [("d1", "Lark"), ("d1", "Owl"), ("d2", "Wren")]


def test_a_source_without_files_is_a_view_without_rows(house: Settings) -> None:
    file = _create(house)

    for source in SOURCES:
        assert _rows(file, f"from raw.{source}") == []
    columns = _rows(
        file,
        "select column_name from duckdb_columns() where schema_name = 'raw'"
        " and table_name = 'hf_pages' order by column_index",
    )
    assert [name for (name,) in columns] == LANDING_SCHEMA.names


def test_columns_have_the_same_types_with_files_and_without(house: Settings) -> None:
    query = (
        "select column_name, data_type from duckdb_columns() where schema_name = 'raw'"
        " and table_name = 'hf_pages' order by column_index"
    )
    without = _rows(_create(house), query)

    assert _rows(_create(house, _land(house, "d1", "Owl")), query) == without


def test_deliveries_are_shown_with_what_is_known_of_them(house: Settings) -> None:
    file = _create(house, _land(house, "d1", "Owl"))

    (row,) = _rows(
        file,
        "select delivery_key, original_name, logical_date, epoch(delivered_at), record_count, page"
        " from raw.deliveries",
    )
    assert row == ("d1", "it's d1.txt", DAY, NOON.timestamp(), 1, None)


@pytest.mark.parametrize("counts", [{"fct_papers": 7, "dim_x": 0}, {}], ids=["some", "none"])
def test_the_counts_of_the_release_before_are_shown(
    house: Settings, counts: dict[str, int]
) -> None:
    file = _create(house, previous_row_counts=counts)

    assert dict(_rows(file, "from raw.previous_row_counts")) == counts


def test_the_cache_of_this_extractor_is_shown(house: Settings) -> None:
    folder = make_folder(house.cache / "extraction" / "e1")
    for table in CACHED_TABLES:
        columns = cached_columns(house, table)
        empty = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
        target = str(folder / f"b0.{table}.parquet").replace("'", "''")
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select * replace ('h1' as text_hash) from (select {empty}))"
                f" to '{target}' (format parquet)"
            )
    sums = {table: sha256_of(folder / f"b0.{table}.parquet") for table in CACHED_TABLES}
    write_json(folder / "b0.sums.json", sums)
    assert cached_files(house, "e1", "texts_read")

    for version, expected in (("e1", [("h1",)]), ("e2", [])):
        file = _create(house, extractor_version=version)
        for table in CACHED_TABLES:
            assert _rows(file, f"select text_hash from raw.{table}") == expected


def test_a_work_file_left_by_a_crash_is_made_anew(house: Settings) -> None:
    file = _create(house)
    file.write_bytes(b"half a database")
    file.with_name("warehouse.duckdb.wal").write_bytes(b"half a log")

    assert _rows(_create(house), "select count(*) from raw.deliveries") == [(0,)]


def test_a_connection_keeps_to_the_limits_of_the_settings(house: Settings) -> None:
    with connect(":memory:", house) as connection:
        ((threads, memory, zone),) = connection.execute(
            "select current_setting('threads'), current_setting('memory_limit'),"
            " current_setting('TimeZone')"
        ).fetchall()

    assert (threads, memory, zone) == (1, "286.1 MiB", "UTC")


def test_a_connection_for_reading_writes_nothing(house: Settings) -> None:
    file = _create(house)
    with (
        connect(file, house, read_only=True) as connection,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        connection.execute("create table t as select 1")
