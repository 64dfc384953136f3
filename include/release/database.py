"""The database file of a release and its Parquet twins, copied from a build's work file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import yaml

from include.ledger import instant
from include.quality.freshness import freshness_of
from include.release.hashes import logical_hash, row_count, tables_of
from include.release.meta import write_meta
from include.release.releases import FILE_NAME
from include.settings import Settings
from include.sql import quoted
from include.transform.workfile import connect

# DuckDB 1.2 and everything later can open it; the default of 2.0 opens in 2.0 only.
STORAGE_VERSION = "v1.2.0"


def write_database(settings: Settings, build: Path, aside: Path, manifest: dict[str, Any]) -> None:
    """Copy the marts and write `meta` in the old storage version, then the Parquet twins.

    build: the folder of the build. aside: the folder of the unfinished release. manifest: gets row
    counts, logical hashes, watermarks and what is known of the extraction's quality.
    """
    with connect(":memory:", settings, spill=build / "release.spill") as connection:
        connection.execute(f"attach {quoted(build / 'warehouse.duckdb')} as warehouse (read_only)")
        connection.execute(
            f"attach {quoted(aside / FILE_NAME)} as release (storage_version '{STORAGE_VERSION}')"
        )
        marts = tables_of(connection, "warehouse", "marts")
        connection.execute("create schema release.marts")
        for table in marts:
            connection.execute(
                f"create table release.marts.{table} as select * from warehouse.marts.{table}"
            )
            _copy_comments(connection, table)
        manifest["row_counts"] = {
            table: row_count(connection, f"warehouse.marts.{table}") for table in marts
        }
        manifest["logical_hashes"] = {
            table: logical_hash(connection, f"warehouse.marts.{table}") for table in marts
        }
        manifest["watermarks"] = _watermarks(connection, settings, manifest["released_at"])
        manifest["extraction_quality"] = _extraction_quality(connection, manifest)
        connection.execute("use release")
        write_meta(connection, settings, manifest)
        for table in exported_tables(settings):
            target = aside / "parquet" / f"{table.partition('.')[2]}.parquet"
            connection.execute(
                f"copy release.{table} to {quoted(target)} (format parquet, compression zstd)"
            )
        connection.execute("use memory")
        connection.execute("detach release")


def exported_tables(settings: Settings) -> list[str]:
    """The tables that become Parquet files, with their schemas: those of the export's exposure."""
    file = settings.dbt_project / "models" / "marts" / "_exposures.yml"
    exposures = yaml.safe_load(file.read_text(encoding="utf-8"))["exposures"]
    (export,) = [one for one in exposures if one["name"] == "parquet_export"]
    marts = [one.removeprefix("ref('").removesuffix("')") for one in export["depends_on"]]
    meta = export["config"]["meta"]["meta_tables"]
    return [*(f"marts.{one}" for one in marts), *(f"meta.{one}" for one in meta)]


def _copy_comments(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """What a table and its columns mean goes with them."""
    where = f"schema_name = 'marts' and table_name = '{table}' and database_name = 'warehouse'"
    own = connection.sql(f"select comment from duckdb_tables() where {where}").fetchall()
    columns = connection.sql(f"select column_name, comment from duckdb_columns() where {where}")
    for (comment,) in own:
        _comment(connection, f"table release.marts.{table}", comment)
    for column, comment in columns.fetchall():
        _comment(connection, f"column release.marts.{table}.{column}", comment)


def _comment(connection: duckdb.DuckDBPyConnection, target: str, comment: str | None) -> None:
    if comment:
        connection.execute(f"comment on {target} is {quoted(comment.strip())}")


def _watermarks(
    connection: duckdb.DuckDBPyConnection, settings: Settings, released_at: str
) -> list[dict[str, Any]]:
    """Per source: the last delivery, how much came and how old it is; rows of `meta.freshness`."""
    found = connection.sql(
        """
        select
            source,
            max(delivered_at) as last_delivered_at,
            max(delivery_date) as last_delivery_date,
            count(*) as delivery_count,
            sum(record_count)::bigint as record_count
        from warehouse.marts.dim_deliveries
        group by source
        order by source
        """
    )
    rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
    for row in rows:
        judged = freshness_of(
            *(settings, row["source"], row["last_delivery_date"], instant(released_at))
        )
        row["age_days"] = round(judged.age_days, 2)
        row["late_after_days"] = judged.late_after_days
        row["silent_after_days"] = judged.silent_after_days
        row["freshness_status"] = str(judged.status)
    return rows


def _extraction_quality(
    connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]
) -> list[dict[str, Any]]:
    """What is known of the extraction's quality: figures only of exactly this extractor."""
    version = manifest["extractor_version"]
    kept = connection.sql(
        """
        select
            metric as measure,
            extractor_version,
            'measured' as status,
            "precision",
            recall,
            f1,
            f1_low,
            f1_high,
            answers_hash as labelled_set,
            paper_count,
            measured_date
        from warehouse.reference.ref_extraction_scores
        where extractor_version = ?
        order by metric
        """,
        params=[version],
    )
    measured: list[dict[str, Any]] = kept.to_arrow_table().to_pylist()
    return measured or [{"measure": "all", "extractor_version": version, "status": "not measured"}]
