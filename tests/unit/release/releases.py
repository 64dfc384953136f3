"""Releases for the tests: small, whole and true to their manifests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from include.files import make_folder, sha256_of, write_json
from include.release.hashes import logical_hash, row_count
from include.release.releases import FILE_NAME
from include.release.verify import SUMS_NAME, write_sums
from include.settings import Settings

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def bare_release(settings: Settings, name: str, released_at: datetime = NOW) -> Path:
    """A release that is nothing but its manifest."""
    folder = settings.releases / name
    write_json(folder / "manifest.json", manifest(name, released_at.isoformat()))
    return folder


def manifest(name: str, released_at: str = "2026-03-20T12:00:00+00:00") -> dict[str, Any]:
    """A manifest as far as it is known before the files are hashed."""
    return {
        "release_id": name,
        "released_at": released_at,
        "code_version": "c1",
        "extractor_version": "e1",
        "base_release": None,
        "deliveries": [{"delivery_key": "d1"}, {"delivery_key": "d2"}],
        "row_counts": {"fct_papers": 3},
        "watermarks": [],
        "extraction_quality": [],
    }


def whole_release(folder: Path) -> Path:
    """A release of one table, with its Parquet twin, a page, and hashes of all of them."""
    make_folder(folder / "parquet")
    make_folder(folder / "docs")
    (folder / "docs" / "index.html").write_text("page")
    twin = str(folder / "parquet" / "fct_papers.parquet").replace("'", "''")
    with duckdb.connect(folder / FILE_NAME) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_papers as select number as paper_key from range(3) as r(number)"
        )
        connection.execute(f"copy marts.fct_papers to '{twin}' (format parquet)")
        hashes = {"fct_papers": logical_hash(connection, "marts.fct_papers")}
        counts = {"fct_papers": row_count(connection, "marts.fct_papers")}
    content = manifest(folder.name) | {"row_counts": counts, "logical_hashes": hashes}
    write_json(folder / "manifest.json", content | {"files": hashes_of(folder)})
    write_sums(folder)
    return folder


def hashes_of(folder: Path) -> dict[str, dict[str, str]]:
    """sha256 of each file but the manifest and the sums, as the manifest holds it."""
    return {
        str(path.relative_to(folder)): {"sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", SUMS_NAME)
    }
