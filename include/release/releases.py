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


def pointed_at(settings: Settings) -> str | None:
    """The name that `current` carries, whether or not a release stands there; None without one."""
    if not settings.current.is_symlink():
        return None
    return settings.current.readlink().name


def find_release(settings: Settings, release_id: str) -> Path:
    """The folder of a kept release; `current` stands for the current one.

    Raises ContractBroken where there is none of that id.
    """
    kept = {folder.name: folder for folder in kept_releases(settings)}
    folder = current_release(settings) if release_id == "current" else kept.get(release_id)
    if folder is None:
        raise ContractBroken(
            expected="the id of a release that is kept, or `current`",
            found=repr(release_id),
            where=str(settings.releases),
            next_step=f"take one of these: {', '.join(sorted(kept)) or 'there is none yet'}",
        )
    return folder


def kept_releases(settings: Settings) -> list[Path]:
    """Folders of all releases, oldest first."""
    return sorted(path.parent for path in settings.releases.glob("[!.]*/manifest.json"))


def readable_manifests(settings: Settings) -> list[dict[str, Any]]:
    """Manifests of all kept releases, oldest first, without those that are damaged."""
    found = []
    for folder in kept_releases(settings):
        try:
            found.append(read_manifest(folder))
        except ContractBroken:
            continue
    return found


def base_manifest(settings: Settings) -> dict[str, Any] | None:
    """The manifest of the current release; None where there is none, or none that can be read.

    A release that was damaged or has vanished must not keep a sound one from taking its place.
    """
    try:
        current = current_release(settings)
        return read_manifest(current) if current else None
    except ContractBroken:
        return None


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
