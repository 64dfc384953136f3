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
from include.release.database import STORAGE_VERSION, write_database
from include.release.permission import gate_verdicts, require_unmoved
from include.release.pin import require_unpinned
from include.release.releases import (
    point_current_at,
    pointed_at,
    read_manifest,
)
from include.release.verify import verify_release, write_sums
from include.settings import Settings, utc_now
from include.transform.build import build_folder, read_inputs


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
        write_database(settings, build, aside, manifest)
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
