"""Values that have to stand in SQL as text, where no parameter is allowed."""

from __future__ import annotations


def quoted(value: object) -> str:
    """A value, such as a path, as a string of SQL."""
    return "'" + str(value).replace("'", "''") + "'"
