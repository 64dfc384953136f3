"""Reads a release back and compares it with its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from include.errors import ContractBroken
from include.files import sha256_of
from include.release.hashes import logical_hash, row_count
from include.release.releases import FILE_NAME, read_manifest
from include.settings import Settings
from include.sql import quoted
from include.transform.workfile import connect


def verify_release(settings: Settings, release: Path) -> int:
    """Compare every file and every table of a release with its manifest.

    Returns the number of comparisons. Raises ContractBroken at the first that differs.
    """
    manifest = read_manifest(release)
    for name, expected in manifest["files"].items():
        _require(release, name, expected["sha256"], _hash_or_absence(release / name))
    spill = settings.builds / f".{release.name}.spill"
    with connect(release / FILE_NAME, settings, read_only=True, spill=spill) as connection:
        checked = _compare_tables(release, connection, manifest)
    return checked + len(manifest["files"])


def _compare_tables(
    release: Path, connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]
) -> int:
    for table, expected in manifest["logical_hashes"].items():
        _require(release, f"marts.{table}", expected, logical_hash(connection, f"marts.{table}"))
        twin = f"read_parquet({quoted(release / 'parquet' / f'{table}.parquet')})"
        expected_rows = manifest["row_counts"][table]
        _require(release, f"{table}.parquet", expected_rows, row_count(connection, twin))
    return 2 * len(manifest["logical_hashes"])


def _hash_or_absence(path: Path) -> str:
    return sha256_of(path) if path.is_file() else "no file"


def _require(release: Path, name: str, expected: object, found: object) -> None:
    if expected != found:
        raise ContractBroken(
            expected=f"{name} as its manifest says: {expected}",
            found=str(found),
            where=str(release),
            next_step="do not read this release; roll back to another, or build anew from raw",
        )
