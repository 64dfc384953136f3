"""The work file of a build: a DuckDB file whose schema `raw` shows the build what it may read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from include.landing.schemas import LANDING_SCHEMA
from include.settings import Settings
from include.sources.catalog import SOURCES
from include.sql import quoted
from include.transform.cache import CACHED_TABLES, cached_files, set_damaged_aside

_DELIVERY_COLUMNS = {
    "delivery_key": "varchar",
    "source": "varchar",
    "original_name": "varchar",
    "request": "varchar",
    "page": "integer",
    "logical_date": "date",
    "delivered_at": "timestamp with time zone",
    "parser_version": "varchar",
    "record_count": "bigint",
    "refused_count": "bigint",
}


def connect(
    file: Path | str, settings: Settings, *, read_only: bool = False, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file (or ':memory:') with the limits of the settings; times are in UTC.

    spill: the folder for what does not fit into memory. By default beside the file; what is no work
    file of a build says where, so that nothing is left among releases or where a process began.
    """
    connection = duckdb.connect(
        file,
        read_only=read_only,
        config={
            "threads": settings.threads,
            "memory_limit": settings.memory_limit,
            "preserve_insertion_order": False,
            "temp_directory": str(spill or f"{file}.spill"),
        },
    )
    connection.execute("set TimeZone = 'UTC'")
    return connection


def create_workfile(settings: Settings, build_folder: Path, inputs: dict[str, Any]) -> None:
    """Make the work file anew, with views over exactly the files that the inputs list.

    inputs: the content of the build's inputs.json. A work file left by a crash is removed, never
    repaired.
    """
    file = build_folder / "warehouse.duckdb"
    for left_over in (file, file.with_name(file.name + ".wal")):
        left_over.unlink(missing_ok=True)
    set_damaged_aside(settings, inputs["extractor_version"])
    with connect(file, settings) as connection:
        connection.execute("create schema raw")
        for source in SOURCES:
            landed = [
                str(settings.home / one["landing_file"])
                for one in inputs["deliveries"]
                if one["source"] == source
            ]
            _create_view(connection, source, landed, _landing_columns(connection))
        _create_deliveries(connection, inputs["deliveries"])
        _create_previous_counts(connection, inputs["previous_row_counts"])
        for table in CACHED_TABLES:
            files = cached_files(settings, inputs["extractor_version"], table)
            _create_view(connection, table, files, cached_columns(settings, table))


def _create_view(
    connection: duckdb.DuckDBPyConnection, name: str, files: list[str], columns: dict[str, str]
) -> None:
    """A view over Parquet files, or one without rows where there is no file."""
    if files:
        listed = ", ".join(quoted(file) for file in files)
        rows = f"select {', '.join(columns)} from read_parquet([{listed}], hive_partitioning=false)"
    else:
        empty = ", ".join(f"cast(null as {kind}) as {column}" for column, kind in columns.items())
        rows = f"select {empty} where false"
    connection.execute(f"create view raw.{name} as {rows}")


def _landing_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    empty = connection.from_arrow(LANDING_SCHEMA.empty_table())
    return {name: str(kind) for name, kind in zip(empty.columns, empty.types, strict=True)}


def cached_columns(settings: Settings, table: str) -> dict[str, str]:
    """Columns and types of a cached table, from the yml of its staging model."""
    path = settings.dbt_project / "models" / "staging" / "house" / f"stg_house__{table}.yml"
    (model,) = yaml.safe_load(path.read_text())["models"]
    return {column["name"]: column["data_type"] for column in model["columns"]}


def _create_deliveries(
    connection: duckdb.DuckDBPyConnection, deliveries: list[dict[str, Any]]
) -> None:
    # As one Arrow table: row by row, three thousand deliveries take four seconds.
    listed = pa.Table.from_pylist(
        [{name: _text(one[name]) for name in _DELIVERY_COLUMNS} for one in deliveries],
        schema=pa.schema([(name, pa.string()) for name in _DELIVERY_COLUMNS]),
    )
    typed = ", ".join(
        f"cast({name} as {kind}) as {name}" for name, kind in _DELIVERY_COLUMNS.items()
    )
    connection.register("listed", listed)
    connection.execute(f"create table raw.deliveries as select {typed} from listed")
    connection.unregister("listed")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _create_previous_counts(
    connection: duckdb.DuckDBPyConnection, row_counts: dict[str, int]
) -> None:
    """Row counts of the release that is current when the build starts, for drift."""
    connection.execute(
        "create table raw.previous_row_counts (table_name varchar, row_count bigint)"
    )
    connection.execute(
        "insert into raw.previous_row_counts"
        " select key, cast(value as bigint) from json_each(cast(? as json))",
        [json.dumps(row_counts)],
    )
