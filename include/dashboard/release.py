"""Reads the current release for the dashboard: read-only, opened for each query and closed again.

A release never changes, so an answer may be kept for as long as its release's folder is the key.
The pointer is resolved once for each drawing of a page, and the file is opened under its own
folder: two numbers on one page never come from two releases, and a process that held the old file
is never given it again for the new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from include import ledger
from include.release.releases import FILE_NAME, current_release, read_manifest
from include.settings import Settings
from include.transform.workfile import connect

Row = dict[str, Any]
Parameters = dict[str, str | int | None]


@dataclass(frozen=True)
class Release:
    """The release that a page is drawn from. released_at: in UTC."""

    folder: Path
    release_id: str
    released_at: datetime


def find_release(settings: Settings) -> Release | None:
    """The current release, None before the first; ContractBroken where the pointer is broken."""
    folder = current_release(settings)
    if folder is None:
        return None
    manifest = read_manifest(folder)
    return Release(folder, manifest["release_id"], ledger.instant(manifest["released_at"]))


def fetch(settings: Settings, release: Release, sql: str, parameters: Parameters) -> list[Row]:
    """All rows of one query, its parameters bound by name; duckdb.Error where it cannot run."""
    with connect(release.folder / FILE_NAME, settings, read_only=True) as connection:
        rows: list[Row] = connection.sql(sql, params=parameters).to_arrow_table().to_pylist()
    return rows


def age(since: datetime, now: datetime) -> str:
    """How long ago in the one unit that a person would say it in, such as `3 hours ago`."""
    passed = max(now - since, timedelta())
    for unit, length in (
        ("day", timedelta(days=1)),
        ("hour", timedelta(hours=1)),
        ("minute", timedelta(minutes=1)),
    ):
        if passed >= length:
            count = passed // length
            return f"{count:,} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
