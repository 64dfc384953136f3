"""Publish: copy an audited build into a release, verify it by reading back, move the pointer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from include import ledger
from include.errors import ContractBroken
from include.files import (
    fsync_file,
    fsync_folder,
    locked,
    make_folder,
    sha256_of,
    write_json,
)
from include.quality.page import write_quality_page
from include.release.hashes import logical_hash, row_count, tables_of
from include.release.meta import write_meta
from include.release.permission import gate_verdicts, require_unmoved
from include.release.pin import require_unpinned
from include.release.releases import (
    FILE_NAME,
    point_current_at,
    pointed_at,
    read_manifest,
)
from include.release.verify import verify_release, write_sums
from include.settings import Settings, utc_now
from include.sql import quoted
from include.transform.build import build_folder, read_inputs
from include.transform.workfile import connect

# DuckDB 1.2 and everything later can open it; the default of 2.0 opens in 2.0 only.
STORAGE_VERSION = "v1.2.0"


def publish(settings: Settings, build_id: str) -> str:
    """Make a release of a build whose gates are open, move `current` to it, return its folder.

    A run that was killed is ended by another one. Raises ContractBroken where a release is pinned,
    where a gate has not let the build through, where `current` has moved since the build began, or
    where the release does not read back as it was written.
    """
    inputs = read_inputs(settings, build_id)
    with (
        ledger.step(settings, "publish", build_id) as note,
        locked(
            settings.releases / ".lock",
            purpose="publish a release",
            patience_seconds=settings.lock_patience_seconds,
        ),
    ):
        require_unpinned(settings)
        gates = gate_verdicts(settings, inputs)
        folder = settings.releases / build_id
        if pointed_at(settings) != build_id:
            require_unmoved(settings, inputs)
            if folder.exists():  # a run that was killed has written it and not moved the pointer
                verify_release(settings, folder)
            else:
                _write_release(settings, inputs, gates, folder)
            point_current_at(settings, folder)
        manifest = read_manifest(folder)
        _record(settings, manifest)
        note.counts = manifest["row_counts"]
        note.text = f"release {build_id}, {manifest['row_counts']['fct_papers']:,} papers"
    return str(folder)


def _write_release(
    settings: Settings, inputs: dict[str, Any], gates: dict[str, bool], folder: Path
) -> None:
    """Write a release under a hidden name, verify it by reading back, and rename it."""
    build = build_folder(settings, folder.name)
    aside = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(aside, ignore_errors=True)
    make_folder(aside / "parquet")
    manifest = _head(inputs) | {"release_id": folder.name, "gates": gates}
    manifest["released_at"] = utc_now().isoformat()
    with _reading(build / "warehouse.duckdb"):
        _write_database(settings, build, aside, manifest)
    _write_pages(settings, build, aside, manifest)
    manifest["files"] = _seal(aside)
    write_json(aside / "manifest.json", manifest)
    write_sums(aside)
    fsync_folder(aside)
    verify_release(settings, aside)
    aside.rename(folder)
    fsync_folder(settings.releases)


@contextmanager
def _reading(work_file: Path) -> Iterator[None]:
    """Say in our words that a work file is damaged; DuckDB's own blocks carry checksums."""
    try:
        yield
    except duckdb.Error as error:
        raise ContractBroken(
            expected="a work file that can be copied into a release",
            found=f"{type(error).__name__}: {error}",
            where=str(work_file),
            next_step="run build_warehouse again: it makes a new work file",
        ) from error


def _head(inputs: dict[str, Any]) -> dict[str, Any]:
    names = ("build_id", "base_release", "code_version", "extractor_version", "deliveries")
    return {name: inputs[name] for name in names} | {"storage_version": STORAGE_VERSION}


def _write_database(settings: Settings, build: Path, aside: Path, manifest: dict[str, Any]) -> None:
    """Copy the marts and write `meta` in the old storage version, then the Parquet twins."""
    with connect(":memory:", settings) as connection:
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
        manifest["watermarks"] = _watermarks(connection)
        manifest["extraction_quality"] = _extraction_quality(manifest)
        connection.execute("use release")
        write_meta(connection, settings, manifest)
        for schema in ("marts", "meta"):
            for table in tables_of(connection, "release", schema):
                target = aside / "parquet" / f"{table}.parquet"
                connection.execute(
                    f"copy release.{schema}.{table} to {quoted(target)}"
                    " (format parquet, compression zstd)"
                )
        connection.execute("use memory")
        connection.execute("detach release")


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


def _watermarks(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Per source: the last delivery and how much came, as rows of `meta.freshness`."""
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
    return rows


def _extraction_quality(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """What is known of the extraction's quality: figures only of exactly this extractor."""
    return [
        {
            "measure": "all",
            "extractor_version": manifest["extractor_version"],
            "status": "not measured",
        }
    ]


def _write_pages(settings: Settings, build: Path, aside: Path, manifest: dict[str, Any]) -> None:
    write_quality_page(settings, aside / "quality" / "index.html", manifest)
    make_folder(aside / "docs")
    shutil.copyfile(build / "dbt" / "static_index.html", aside / "docs" / "index.html")


def _seal(aside: Path) -> dict[str, dict[str, Any]]:
    """Bring all files to the disk, make them read-only and return size and sha256 of each."""
    sealed = {}
    for path in sorted(path for path in aside.rglob("*") if path.is_file()):
        fsync_file(path)
        path.chmod(0o444)
        sealed[str(path.relative_to(aside))] = {
            "bytes": path.stat().st_size,
            "sha256": sha256_of(path),
        }
    for folder in (aside, *(path for path in aside.rglob("*") if path.is_dir())):
        fsync_folder(folder)
    return sealed


def _record(settings: Settings, manifest: dict[str, Any]) -> None:
    known = {one.get("release_id") for one in ledger.entries(settings, "publication")}
    if manifest["release_id"] in known:
        return
    content = {
        name: manifest[name]
        for name in ("release_id", "base_release", "released_at", "row_counts", "logical_hashes")
    }
    ledger.record(settings, "publication", ledger.new_entry_id(utc_now()), content)
