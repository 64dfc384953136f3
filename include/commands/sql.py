"""`make sql`: the current release in a read-only DuckDB prompt, or one query and its answer."""

from __future__ import annotations

import readline  # noqa: F401  gives input() history and editing
import shutil
import sys

import duckdb

from include.errors import PaperhouseError
from include.release.releases import FILE_NAME, current_release
from include.settings import Settings

_HELP = """Release {release}, read-only. Tables: {tables}.
End a query with a semicolon; .tables lists columns, .quit or Ctrl-D leaves.
"""


def main() -> int:
    """Open the current release; with an argument, answer that one query and end."""
    settings = Settings.from_environment()
    try:
        release = current_release(settings)
    except PaperhouseError as error:
        print(error, file=sys.stderr)
        return 1
    if release is None:
        print("There is no release yet: `make run` makes one.", file=sys.stderr)
        return 1
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        connection.execute("use marts")
        if len(sys.argv) > 1:
            return 0 if _answer(connection, " ".join(sys.argv[1:])) else 1
        _prompt(connection, release.name)
    return 0


def _answer(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    try:
        result = connection.sql(query)
    except duckdb.Error as error:
        print(error, file=sys.stderr)
        return False
    if result is not None:
        result.show(max_rows=100, max_width=_width())
    return True


def _width() -> int:
    return max(shutil.get_terminal_size((120, 24)).columns, 80)


def _prompt(connection: duckdb.DuckDBPyConnection, release: str) -> None:
    tables = connection.sql(
        "select string_agg(schema_name || '.' || table_name, ', ' order by 1) from duckdb_tables()"
    ).fetchall()[0][0]
    print(_HELP.format(release=release, tables=tables))
    lines: list[str] = []
    while True:
        try:
            line = input("paperhouse> " if not lines else "       ...> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if line.strip() in (".quit", ".exit"):
            return
        if line.strip() == ".tables":
            line = "from duckdb_columns() select table_name, column_name, comment;"
        lines.append(line)
        if line.rstrip().endswith(";"):
            _answer(connection, "\n".join(lines))
            lines = []


if __name__ == "__main__":
    sys.exit(main())
