"""What may go: old releases, finished builds, and what killed processes left half written."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from include import ledger
from include.errors import ContractBroken
from include.files import locked
from include.release.pin import pinned_release
from include.release.releases import kept_releases, pointed_at, read_manifest
from include.settings import Settings

# No process of ours writes one file for longer; what is older was left by one that was killed.
_ABANDONED_AFTER = timedelta(hours=6)
_YOUNGEST_REMOVED = timedelta(days=1)
_KEPT_FAILED_BUILDS = 3


def tidy_up(settings: Settings, now: datetime) -> list[str]:
    """Remove what is not needed any more and return the paths that are gone.

    Kept are the current release, a pinned one, the newest `settings.kept_releases`, all that are
    younger than a day, the work folders of the newest three failed builds and of whatever runs.
    """
    with (
        ledger.step(settings, "keep house", str(settings.home)) as note,
        locked(
            settings.releases / ".lock",
            purpose="remove releases",
            patience_seconds=settings.lock_patience_seconds,
        ),
    ):
        doomed = [
            *_old_releases(settings, now),
            *_finished_builds(settings, now),
            *_abandoned(settings, now),
        ]
        for path in doomed:
            _remove(path)
        note.counts = {"removed": len(doomed)}
        note.text = f"{len(doomed)} removed"
    return [str(path) for path in doomed]


def _old_releases(settings: Settings, now: datetime) -> list[Path]:
    spared = {pointed_at(settings), pinned_release(settings)}
    kept = kept_releases(settings)
    old = kept[: max(0, len(kept) - settings.kept_releases)]
    return [
        folder
        for folder in old
        if folder.name not in spared and now - _released_at(folder, now) > _YOUNGEST_REMOVED
    ]


def _released_at(folder: Path, now: datetime) -> datetime:
    """When it was released; where its manifest is damaged, when its folder was made."""
    try:
        return ledger.instant(read_manifest(folder)["released_at"])
    except (ContractBroken, KeyError, TypeError, ValueError):
        return now - _age(folder, now)


def _finished_builds(settings: Settings, now: datetime) -> list[Path]:
    """Builds that were published, and failed ones beyond the newest three, all at rest."""
    folders = sorted(path for path in settings.builds.glob("*") if path.is_dir())
    resting = [folder for folder in folders if _age(_newest_file(folder), now) > _ABANDONED_AFTER]
    published = {folder.name for folder in kept_releases(settings)}
    failed = [folder for folder in resting if folder.name not in published]
    done = [folder for folder in resting if folder.name in published]
    return done + failed[:-_KEPT_FAILED_BUILDS]


def _abandoned(settings: Settings, now: datetime) -> list[Path]:
    """Half-written files and folders: `.name.tmp`, `.incoming`, pending landing files."""
    patterns = (
        *(".*.tmp", "*/.*.tmp", "*/*/.*.tmp", "*/*/*/.*.tmp", "*/*/.*.incoming"),
        *("*/*/.pending/*", "*/*/.damaged/*"),
    )
    found = {path for pattern in patterns for path in settings.home.glob(pattern)}
    ours = {path for path in found if settings.home / "inbox" not in path.parents}
    return sorted(path for path in ours if _age(path, now) > _ABANDONED_AFTER)


def _newest_file(folder: Path) -> Path:
    return max(folder.rglob("*"), key=lambda path: path.lstat().st_mtime, default=folder)


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.lstat().st_mtime, tz=now.tzinfo)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        # Out of sight in one step: a crash in the middle leaves nothing that looks like a release.
        leaving = path.with_name(f".{path.name.strip('.')}.tmp")
        shutil.rmtree(path.rename(leaving) if leaving != path else path)
    else:
        path.unlink(missing_ok=True)
