"""The extraction cache: what stage 1 read in a text, kept by text hash and extractor version.

Disposable: builds with and without it give equal tables. A set of files counts when its
`texts_read` file is there, which is written last, and is read when its sums are right.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from include.errors import ContractBroken
from include.files import (
    locked,
    make_folder,
    move_into_place,
    read_json,
    sha256_of,
    write_json,
)
from include.settings import Settings
from include.sql import quoted

CACHED_TABLES = {
    "link_candidates": "intermediate.int_link_candidates_read",
    "method_candidates": "intermediate.int_method_candidates_read",
    "texts_read": "intermediate.int_texts_unread",
}


def _folder(settings: Settings, extractor_version: str) -> Path:
    return settings.cache / "extraction" / extractor_version


def cached_files(settings: Settings, extractor_version: str, table: str) -> list[str]:
    """Cache files of one table, only of sets that are complete."""
    folder = _folder(settings, extractor_version)
    sets = sorted(path.name.split(".")[0] for path in folder.glob("*.texts_read.parquet"))
    return [str(folder / f"{name}.{table}.parquet") for name in sets]


def keep_in_cache(
    settings: Settings, extractor_version: str, build_id: str, connection: duckdb.DuckDBPyConnection
) -> int:
    """Write what a build has read newly into the cache; returns the number of texts.

    connection: the build's work file. Texts that another build has cached meanwhile are left out,
    so that no candidate stands twice.
    """
    folder = make_folder(_folder(settings, extractor_version))
    with locked(
        folder / ".lock",
        purpose="write the extraction cache",
        patience_seconds=settings.lock_patience_seconds,
    ):
        known = cached_files(settings, extractor_version, "texts_read")
        listed = ", ".join(quoted(file) for file in known)
        already = f"select text_hash from read_parquet([{listed}])" if known else "select null"
        connection.execute(
            "create or replace temp table newly_read as"
            " select text_hash from intermediate.int_texts_unread"
            f" where text_hash not in (select text_hash from ({already}) as t(text_hash)"
            " where text_hash is not null)"
        )
        row = connection.sql("select count(*) from newly_read").fetchall()[0]
        if row[0]:
            sums = {}
            for table, relation in CACHED_TABLES.items():
                columns = "text_hash" if table == "texts_read" else "*"
                aside = folder / f".{build_id}.{table}.tmp"
                connection.execute(
                    f"copy (select {columns} from {relation}"
                    " where text_hash in (select text_hash from newly_read))"
                    f" to {quoted(aside)} (format parquet, compression zstd)"
                )
                sums[table] = sha256_of(aside)
            write_json(folder / f"{build_id}.sums.json", sums)
            for table in CACHED_TABLES:
                aside = folder / f".{build_id}.{table}.tmp"
                move_into_place(aside, folder / f"{build_id}.{table}.parquet")
    return int(row[0])


def set_damaged_aside(settings: Settings, extractor_version: str) -> list[str]:
    """Move sets of files that are not as they were written to `.damaged/`; returns their names.

    Their texts are read again by the build that comes.
    """
    folder = _folder(settings, extractor_version)
    damaged = []
    for marker in sorted(folder.glob("*.texts_read.parquet")):
        name = marker.name.split(".")[0]
        if not _is_sound(folder, name):
            damaged.append(name)
            aside = make_folder(folder.parent / ".damaged")
            # The marker goes first: without it the set does not count.
            for path in (marker, *folder.glob(f"{name}.*")):
                if path.exists():
                    path.replace(aside / path.name)
    return damaged


def _is_sound(folder: Path, name: str) -> bool:
    try:
        sums = read_json(folder / f"{name}.sums.json")
        return all(
            sha256_of(folder / f"{name}.{table}.parquet") == sums[table] for table in CACHED_TABLES
        )
    except (ContractBroken, OSError, KeyError, TypeError):
        return False
