"""The releases that are there, the one that is current, and their manifests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from include.errors import ContractBroken
from include.files import fsync_folder, read_json
from include.settings import Settings

FILE_NAME = "paperhouse.duckdb"


def current_release(settings: Settings) -> Path | None:
    """The folder of the current release, None before the first.

    Raises ContractBroken where the pointer leads nowhere.
    """
    if not os.path.lexists(settings.current):
        return None
    folder = settings.current.resolve()
    if not (folder / "manifest.json").exists():
        raise ContractBroken(
            expected="the pointer `current` to lead to a release",
            found=f"no manifest in {folder}",
            where=str(settings.current),
            next_step="point it to a folder of releases/ that has a manifest.json",
        )
    return folder


def kept_releases(settings: Settings) -> list[Path]:
    """Folders of all releases, oldest first."""
    return sorted(path.parent for path in settings.releases.glob("[!.]*/manifest.json"))


def read_manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release."""
    content: dict[str, Any] = read_json(release / "manifest.json")
    return content


def point_current_at(settings: Settings, release: Path) -> None:
    """Move the pointer in one step; readers see the old release or the new one."""
    aside = settings.home / f".current.{os.getpid()}.tmp"
    aside.unlink(missing_ok=True)
    aside.symlink_to(os.path.relpath(release, settings.home))
    aside.replace(settings.current)
    fsync_folder(settings.home)
