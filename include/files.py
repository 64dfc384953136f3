"""Files that are whole or absent: write aside, fsync, rename; and locks between processes."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from include.errors import ContractBroken

_CHUNK_BYTES = 1 << 20
_LOCK_PAUSE_SECONDS = 0.1
_NAME_BYTES = 255


def fsync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Bring a folder's entries (creations, renames, removals) to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_into_place(finished: Path, target: Path) -> None:
    """Rename a finished file to its target on the same file system, durably."""
    fsync_file(finished)
    make_folder(target.parent)
    finished.replace(target)
    fsync_folder(target.parent)


def make_folder(folder: Path) -> Path:
    """Create a folder with its parents; one that is there already is fine."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_bytes(target: Path, content: bytes) -> None:
    """Write a file so that readers see the old content or the new, never a part."""
    make_folder(target.parent)
    with _aside(target) as aside:
        aside.write_bytes(content)
        move_into_place(aside, target)


def write_json(target: Path, content: object) -> None:
    """Write JSON with sorted keys, as `write_bytes` does."""
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    write_bytes(target, (text + "\n").encode("utf-8", errors="backslashreplace"))


def read_json(path: Path) -> Any:
    """Read a JSON file of ours; ContractBroken where it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ContractBroken(
            expected="a readable JSON file",
            found=str(error),
            where=str(path),
            next_step="restore the file from a copy, or remove it and run again",
        ) from error


def sum_of(content: object) -> str:
    """Hex sha256 of what JSON keeps of a content: the same before writing and after reading."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def copy_file(original: Path, target: Path) -> None:
    """Copy bytes to a new name, durably; the original is only read."""
    make_folder(target.parent)
    with _aside(target) as aside:
        shutil.copyfile(original, aside)
        move_into_place(aside, target)


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A hidden name beside the target, as short for long names; removed where writing fails."""
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    aside = target.with_name(f".{name}.{os.getpid()}.tmp")
    try:
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def shortened(name: str, suffix: str = "") -> str:
    """A file's name with a suffix, cut so that a file system takes it (255 bytes)."""
    longest = _NAME_BYTES - len(os.fsencode(suffix))
    head = os.fsencode(name)[:longest]
    # A character cut in two is dropped; bytes that were no UTF-8 before stay as they are.
    while head and not name.startswith(os.fsdecode(head)):
        head = head[:-1]
    return os.fsdecode(head) + suffix


def sha256_of(path: Path, prefix: bytes = b"") -> str:
    """Hex sha256 of a prefix followed by a file's bytes, read in pieces."""
    digest = hashlib.sha256(prefix)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def folder_bytes(folder: Path) -> int:
    """Bytes of all files below a folder; 0 where there is none."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def locked(path: Path, *, purpose: str, patience_seconds: float = 0) -> Iterator[None]:
    """Hold an exclusive lock file.

    Raises ContractBroken when another process still holds it after `patience_seconds`.
    """
    make_folder(path.parent)
    deadline = time.monotonic() + patience_seconds
    with path.open("a") as file:
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                raise ContractBroken(
                    expected=f"to be the only one to {purpose}",
                    found="another process at the same work",
                    where=str(path),
                    next_step="wait until it has ended and run again",
                )
            time.sleep(_LOCK_PAUSE_SECONDS)
        yield


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
