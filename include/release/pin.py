"""The pin: a person's word that one release stays current until it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from include import ledger
from include.errors import ContractBroken
from include.files import fsync_folder, locked, read_json, write_json
from include.ledger import NothingToDo
from include.settings import Settings, utc_now


def pin_file(settings: Settings) -> Path:
    """Where the pin is noted."""
    return settings.home / "pinned.json"


def pinned_release(settings: Settings) -> str | None:
    """The id of the pinned release, None where nothing is pinned.

    Raises ContractBroken where the note is damaged: whom it meant is for a person to say.
    """
    path = pin_file(settings)
    if not path.exists():
        return None
    content: Any = read_json(path)
    release_id = content.get("release_id") if isinstance(content, dict) else None
    if not isinstance(release_id, str):
        raise ContractBroken(
            expected="the id of a release in the pin",
            found=str(content)[:200],
            where=str(path),
            next_step="run roll_back_release to pin a release anew, or unpin_release",
        )
    return release_id


def pin(settings: Settings, release_id: str) -> None:
    """Pin a release, in place of any other."""
    write_json(pin_file(settings), {"release_id": release_id, "pinned_at": utc_now()})


def unpin_release(settings: Settings) -> str:
    """Take the pin away, so that builds publish again; returns a sentence about it.

    Raises NothingToDo where nothing is pinned. A damaged pin is taken away as well.
    """
    with (
        ledger.step(settings, "unpin release", "current") as note,
        locked(
            settings.releases / ".lock",
            purpose="move or pin releases",
            patience_seconds=settings.lock_patience_seconds,
        ),
    ):
        path = pin_file(settings)
        if not path.exists():
            raise NothingToDo("no release is pinned")
        path.unlink()
        fsync_folder(settings.home)
        note.text = "the pin is gone; the next build publishes"
        return note.text


def require_unpinned(settings: Settings) -> None:
    """Raise ContractBroken where a release is pinned."""
    pinned = pinned_release(settings)
    if pinned is not None:
        raise ContractBroken(
            expected="no release to be pinned",
            found=f"release {pinned} is pinned",
            where=str(pin_file(settings)),
            next_step="run unpin_release, which also wakes a build",
        )
