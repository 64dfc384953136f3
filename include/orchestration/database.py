"""How Airflow opens its own database where that is a SQLite file.

SQLite lets one process write at a time. A transaction that has read before it writes is refused at
once, however patient it is, where another has written meanwhile: `airflow backfill create` failed
so beside a busy scheduler ("database is locked"). It begins such transactions with a savepoint, so
those take the right to write first, and wait for it.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Self


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        if sql.startswith("SAVEPOINT") and not self.connection.in_transaction:
            super().execute("BEGIN IMMEDIATE")
        return super().execute(sql, parameters)


class PatientConnection(sqlite3.Connection):
    """A connection whose savepoints wait until nobody else writes."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


CONNECT_ARGS: dict[str, Any] = {"timeout": 60, "factory": PatientConnection}
