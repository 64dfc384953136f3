"""A SQLAlchemy dialect through which Great Expectations' SQL engine works on DuckDB.

GX reads a result after it has closed the connection; SQLAlchemy rolls back on closing, and DuckDB
drops a pending result on rollback. So nothing is begun, committed or rolled back here: a gate only
reads. GX also writes its regular expressions by the dialect's name and knows PostgreSQL's, and
it asks for the name of each column's type, which the stock dialect cannot tell for lists.
"""

from __future__ import annotations

import warnings
from typing import Any

import duckdb_engine
from sqlalchemy.dialects import registry
from sqlalchemy.exc import SAWarning
from sqlalchemy.types import NullType, String


class GateDialect(duckdb_engine.Dialect):
    """DuckDB under a name that GX knows, without transactions."""

    name = "postgresql"
    supports_statement_cache = False

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin nothing: gates only read."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit nothing: gates only read."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Roll back nothing, as a rollback would drop results that GX has yet to read."""

    def get_multi_columns(self, *args: Any, **kwargs: Any) -> Any:
        """Columns as the stock dialect finds them; lists and structs pass as text."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Did not recognize type", SAWarning)
            found = list(super().get_multi_columns(*args, **kwargs))
        for _, columns in found:
            for column in columns:
                if isinstance(column["type"], NullType):
                    column["type"] = String()
        return found


def register() -> str:
    """Make the dialect known to SQLAlchemy and return the head of its addresses."""
    registry.register("duckdb.gx", __name__, GateDialect.__name__)
    return "duckdb+gx:///"
