"""The change list between two releases: added, changed and removed rows per table."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from include import ledger
from include.files import fsync_file, fsync_folder, make_folder
from include.html_page import write_page
from include.release.hashes import row_count, tables_of
from include.release.releases import FILE_NAME, find_release, read_manifest
from include.settings import Settings
from include.sql import quoted
from include.transform.workfile import connect

_SHOWN_ROWS = 30
_KINDS = ("added", "changed", "removed")
# Of a changed row the page shows what differs, as `column: before -> after`.
_DIFFERENCES = """
    array_to_string(
        list_transform(
            changed_columns,
            lambda name: concat(
                name, ': ', left(json_extract_string(to_json(older), '$.' || name), 200),
                ' -> ', left(json_extract_string(to_json(newer), '$.' || name), 200)
            )
        ),
        '; '
    )
"""


@dataclass(frozen=True)
class TableChanges:
    """What became of one table.

    key: the column that names a row; None where a table stands in one release only.
    counts: rows per kind. new_columns, lost_columns: columns of one release only.
    shown: per kind, some rows as (key, text).
    """

    table: str
    key: str | None
    counts: dict[str, int]
    new_columns: list[str]
    lost_columns: list[str]
    shown: dict[str, list[tuple[str, str]]]


def compare_releases(settings: Settings, older_id: str | None, newer_id: str = "current") -> str:
    """Write the change list of two kept releases and return its folder.

    older_id: None stands for the release that the newer one was made after. The folder is
    `comparisons/<older>..<newer>/` with `<table>.<kind>.parquet` for added, changed and removed
    rows and `index.html`. Columns that only one of them has are named; they change no row.
    """
    with ledger.step(settings, "compare releases", f"{older_id or 'base'}..{newer_id}") as note:
        newer = find_release(settings, newer_id)
        base = read_manifest(newer)["base_release"]
        older = find_release(settings, older_id or base or "none, it is the first release")
        name = f"{older.name}..{newer.name}"
        folder = settings.home / "comparisons" / name
        aside = folder.with_name(f".{name}.tmp")
        shutil.rmtree(aside, ignore_errors=True)
        make_folder(aside)
        with connect(":memory:", settings) as connection:
            for release, alias in ((older, "older"), (newer, "newer")):
                connection.execute(f"attach {quoted(release / FILE_NAME)} as {alias} (read_only)")
            changes = [
                _compare_table(connection, table, aside)
                for table in sorted(
                    {*tables_of(connection, "older", "marts")}
                    | {*tables_of(connection, "newer", "marts")}
                )
            ]
        _write_page(aside / "index.html", older.name, newer.name, changes)
        for path in aside.iterdir():
            fsync_file(path)
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
        fsync_folder(folder.parent)
        note.counts = {kind: sum(one.counts[kind] for one in changes) for kind in _KINDS}
        note.text = ", ".join(f"{count:,} {kind}" for kind, count in note.counts.items())
    return str(folder)


def _columns(connection: duckdb.DuckDBPyConnection, alias: str, table: str) -> list[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = ?"
        " and schema_name = 'marts' and table_name = ? order by column_index",
        [alias, table],
    ).fetchall()
    return [name for (name,) in rows]


def _compare_table(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> TableChanges:
    before, after = (_columns(connection, alias, table) for alias in ("older", "newer"))
    if not before or not after:
        return _whole_table(connection, table, folder, "added" if after else "removed")
    key = after[0]  # the key of a mart is its first column; its uniqueness is tested by dbt
    common = [name for name in after if name in before and name != key]
    differing = ", ".join(
        f"case when to_json(o.{name}) is distinct from to_json(n.{name}) then '{name}' end"
        for name in common
    )
    packed = {
        side: "struct_pack(" + ", ".join(f"{name} := {side}.{name}" for name in common) + ")"
        for side in ("o", "n")
    }
    older, newer = f"older.marts.{table}", f"newer.marts.{table}"
    queries = {
        "added": f"select n.* from {newer} as n anti join {older} as o using ({key})",
        "removed": f"select o.* from {older} as o anti join {newer} as n using ({key})",
        "changed": f"""
            select * from (
                select
                    n.{key},
                    list_filter([{differing}], lambda x: x is not null) as changed_columns,
                    {packed["o"]} as older,
                    {packed["n"]} as newer
                from {newer} as n inner join {older} as o using ({key})
            ) where len(changed_columns) > 0""",
    }
    results = {kind: _write(connection, table, kind, queries[kind], key, folder) for kind in _KINDS}
    return TableChanges(
        table=table,
        key=key,
        counts={kind: count for kind, (count, _) in results.items()},
        new_columns=[name for name in after if name not in before],
        lost_columns=[name for name in before if name not in after],
        shown={kind: rows for kind, (_, rows) in results.items()},
    )


def _whole_table(
    connection: duckdb.DuckDBPyConnection, table: str, folder: Path, kind: str
) -> TableChanges:
    alias = "newer" if kind == "added" else "older"
    columns = _columns(connection, alias, table)
    query = f"from {alias}.marts.{table}"
    count, rows = _write(connection, table, kind, query, columns[0], folder)
    return TableChanges(
        table=table,
        key=None,
        counts=dict.fromkeys(_KINDS, 0) | {kind: count},
        new_columns=columns if kind == "added" else [],
        lost_columns=columns if kind == "removed" else [],
        shown={one: rows if one == kind else [] for one in _KINDS},
    )


def _write(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    query: str,
    key: str,
    folder: Path,
) -> tuple[int, list[tuple[str, str]]]:
    """Write one kind of change; returns its number of rows, and some of them for the page."""
    target = quoted(folder / f"{table}.{kind}.parquet")
    connection.execute(
        f"copy ({query} order by {key}) to {target} (format parquet, compression zstd)"
    )
    file = f"read_parquet({target})"
    text = _DIFFERENCES if kind == "changed" else "left(cast(to_json(line) as varchar), 600)"
    shown: list[tuple[Any, ...]] = connection.sql(
        f"select cast({key} as varchar), {text} from {file} as line order by 1 limit {_SHOWN_ROWS}"
    ).fetchall()
    return row_count(connection, file), [(str(one), text) for one, text in shown]


def _write_page(target: Path, older: str, newer: str, changes: list[TableChanges]) -> None:
    template = Path(__file__).with_name("comparison.html.j2")
    rest = {"changes": changes, "kinds": _KINDS, "shown_rows": _SHOWN_ROWS}
    write_page(target, template, older=older, newer=newer, **rest)
