"""The inbox: which dropped files are complete, and where they go when they have been dealt with."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from include.errors import ContractBroken, PaperhouseError
from include.files import (
    copy_file,
    fsync_folder,
    make_folder,
    sha256_of,
    shortened,
    write_bytes,
)
from include.settings import Settings

_UNFINISHED = (".part", ".tmp")


@dataclass(frozen=True)
class Look:
    """One look at the inbox. complete: names of files that lie still. odd: what is no file."""

    complete: list[str]
    odd: list[str]


def look(settings: Settings, source: str) -> Look:
    """Names in the inbox that have not changed for `settings.quiet_seconds`.

    Where something is younger than that, waits once for that time and compares. Hidden names and
    names ending in .part or .tmp are left alone. What is not an ordinary file (a folder, a pipe,
    a link) is listed as odd.
    """
    folder = make_folder(settings.inbox(source))
    first = _states(folder)
    young = {
        name
        for name, state in first.items()
        if not 0 <= settings.quiet_seconds <= time.time() - max(state.st_mtime, state.st_ctime)
    }
    if young:
        time.sleep(settings.quiet_seconds)
    second = _states(folder) if young else first
    still = [name for name, state in second.items() if _same(first.get(name), state)]
    return Look(
        complete=sorted(name for name in still if stat.S_ISREG(second[name].st_mode)),
        odd=sorted(name for name in still if not stat.S_ISREG(second[name].st_mode)),
    )


def _states(folder: Path) -> dict[str, os.stat_result]:
    names = [path for path in folder.iterdir() if not path.name.startswith(".")]
    states = {}
    for path in names:
        if not path.name.endswith(_UNFINISHED):
            try:
                states[path.name] = path.lstat()
            except FileNotFoundError:
                continue  # taken or renamed between listing and looking: the next look sees it
    return states


def _same(before: os.stat_result | None, after: os.stat_result) -> bool:
    return before is not None and (before.st_size, before.st_mtime_ns, before.st_ino) == (
        after.st_size,
        after.st_mtime_ns,
        after.st_ino,
    )


def drop(settings: Settings, source: str, original: Path) -> str:
    """Copy a file into the inbox and return its name there; the original is only read.

    Raises ContractBroken where the original is not a readable file. A file of that name that
    waits in the inbox already is kept: the copy then carries a part of its hash in its name.
    """
    if not original.is_file():
        raise ContractBroken(
            expected="a file to read",
            found="nothing there" if not original.exists() else "something that is no file",
            where=str(original),
            next_step="give the path of a page dump, as in: make run FEED=path/to/dump.txt",
        )
    target = settings.inbox(source) / (original.name.lstrip(".") or "dropped")
    if os.path.lexists(target) or target.name.endswith(_UNFINISHED):
        ending = f".{sha256_of(original)[:8]}.txt"
        target = target.with_name(shortened(target.stem, ending))
    copy_file(original, target)
    return target.name


def set_done(settings: Settings, source: str, name: str) -> Path:
    """Move a file that has been taken to .done/, and return where it is now."""
    return _set_aside(settings.inbox(source) / name, ".done")


def set_refused(settings: Settings, source: str, name: str, error: PaperhouseError) -> Path:
    """Move what cannot be taken to .refused/, with the reason beside it; returns where it is."""
    moved = _set_aside(settings.inbox(source) / name, ".refused")
    reason = _free(moved.parent, moved.name, ".reason.txt")
    write_bytes(reason, f"{error}\n".encode("utf-8", errors="backslashreplace"))
    return moved


def _set_aside(path: Path, folder_name: str) -> Path:
    folder = make_folder(path.parent / folder_name)
    target = _free(folder, path.name)
    path.rename(target)
    fsync_folder(folder)
    fsync_folder(path.parent)
    return target


def _free(folder: Path, name: str, suffix: str = "") -> Path:
    """A path in the folder that nothing has yet: what was set aside before is never replaced."""
    target = folder / shortened(name, suffix)
    count = 1
    while os.path.lexists(target):
        count += 1
        target = folder / shortened(name, f".{count}{suffix}")
    return target


def is_empty(settings: Settings, source: str) -> bool:
    """Whether nothing waits in the inbox, complete or not."""
    folder = make_folder(settings.inbox(source))
    return not any(not path.name.startswith(".") for path in folder.iterdir())
