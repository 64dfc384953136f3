"""Reads a release back and compares it with its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from include import ledger
from include.errors import ContractBroken
from include.files import fsync_file, sha256_of, write_bytes
from include.ledger import NothingToDo
from include.release.hashes import logical_hash, row_count
from include.release.releases import FILE_NAME, find_release, pointed_at, read_manifest
from include.settings import Settings
from include.sql import quoted
from include.transform.workfile import connect

SUMS_NAME = "SHA256SUMS"


def write_sums(release: Path) -> None:
    """Write SHA256SUMS over all files of a release: `sha256sum -c` checks it without Paperhouse."""
    files = [
        path for path in sorted(release.rglob("*")) if path.is_file() and path.name != SUMS_NAME
    ]
    lines = [f"{sha256_of(path)}  {path.relative_to(release)}\n" for path in files]
    write_bytes(release / SUMS_NAME, "".join(lines).encode())
    for name in ("manifest.json", SUMS_NAME):
        (release / name).chmod(0o444)
        fsync_file(release / name)


def _sums_of(release: Path) -> dict[str, str]:
    path = release / SUMS_NAME
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def verify(settings: Settings, release_id: str) -> str:
    """Verify a kept release, or the current one where the id is `current`; returns a sentence.

    Raises NothingToDo where `current` is asked for before the first release, and ContractBroken
    where the release differs from its manifest.
    """
    with ledger.step(settings, "verify release", release_id) as note:
        if release_id == "current" and pointed_at(settings) is None:
            raise NothingToDo("there is no release yet")
        folder = find_release(settings, release_id)
        note.counts = {"comparisons": verify_release(settings, folder)}
        note.text = f"release {folder.name} is as its manifest says"
        return note.text


def verify_release(settings: Settings, release: Path) -> int:
    """Compare every file and every table of a release with its manifest.

    Returns the number of comparisons. Raises ContractBroken at the first that differs.
    """
    sums = _sums_of(release)
    found = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
    for name in sorted({"manifest.json", *sums} ^ (found - {SUMS_NAME})):
        _require(release, name, sums.get(name, "no such file"), _state(release / name))
    for name, digest in sums.items():
        _require(release, name, digest, sha256_of(release / name))
    manifest = read_manifest(release)
    for name, expected in manifest["files"].items():
        _require(release, name, expected["sha256"], sums.get(name, "no file"))
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


def _state(path: Path) -> str:
    return "a file" if path.is_file() else "no file"


def _require(release: Path, name: str, expected: object, found: object) -> None:
    if expected != found:
        raise ContractBroken(
            expected=f"{name} as its manifest says: {expected}",
            found=str(found),
            where=str(release),
            next_step="do not read this release; roll back to another, or build anew from raw",
        )
