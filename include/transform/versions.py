"""What produced a build: hashes of the code, and of the part of it that reads texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from include.settings import PROJECT

_VERSION_CHARACTERS = 12
_CODE_FOLDERS = (
    "include/sources",
    "include/landing",
    "include/transform",
    "include/quality",
    "include/release",
    "dbt_project",
)
# Stage 1 of the extraction: what may change the candidates that one text yields.
_EXTRACTOR_FOLDERS = (
    "dbt_project/models/intermediate/texts",
    "dbt_project/models/intermediate/links",
    "dbt_project/models/intermediate/methods",
    "dbt_project/macros",
    "dbt_project/seeds",
)
_SUFFIXES = {".py", ".sql", ".yml", ".csv"}
_LEFT_OUT = {"target", "logs", "__pycache__"}


def code_version() -> str:
    """A hash of all code that can change a release."""
    return _hash_of(_files_in(_CODE_FOLDERS))


def extractor_version() -> str:
    """A hash of rules, macros and models of the extraction.

    What only describes or measures it (yml, the kept scores) is left out: a mended sentence must
    not cost the reading of all texts, nor a kept score the version it belongs to.
    """
    return _hash_of(
        path
        for path in _files_in(_EXTRACTOR_FOLDERS)
        if path.suffix != ".yml" and path.name != "ref_extraction_scores.csv"
    )


def _hash_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(PROJECT)}\0".encode())
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:_VERSION_CHARACTERS]


def _files_in(folders: Iterable[str]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in _SUFFIXES and not _LEFT_OUT & set(path.relative_to(PROJECT).parts)
    )
