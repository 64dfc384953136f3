"""The seal of a landing file: its sha256 beside it.

Parquet files carry no checksum that DuckDB looks at; a build compares the seal instead, so that
what a disk or a hand has changed is never read.
"""

from __future__ import annotations

from pathlib import Path

from include.files import make_folder, sha256_of, write_bytes


def seal_path(landing_file: Path) -> Path:
    """Where the seal of a landing file stands."""
    return landing_file.with_suffix(".sha256")


def write_seal(landing_file: Path, finished: Path) -> None:
    """Seal what is about to become a landing file; a crash before it does leaves it unsound."""
    write_bytes(seal_path(landing_file), f"{sha256_of(finished)}\n".encode())


def is_sound(landing_file: Path) -> bool:
    """Whether a landing file is as it was accepted; one without a seal is not."""
    seal = seal_path(landing_file)
    return seal.exists() and seal.read_bytes().strip() == sha256_of(landing_file).encode()


def set_damaged_aside(landing_file: Path) -> Path:
    """Move a damaged landing file to `.damaged/`, so that the next run lands it anew from raw."""
    folder = make_folder(landing_file.parent.parent / ".damaged")
    seal_path(landing_file).unlink(missing_ok=True)
    return landing_file.replace(folder / landing_file.name)
