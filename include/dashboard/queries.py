"""The dashboard's SQL: a file for each query in `sql/<page>/`, with its parameters as `$name`.

Files, so that they can be read, linted and shown to people as they are run, and so that a test can
hold the tables they name against each page's exposure.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"
# What the page of papers says of a search in a million abstracts, and `make bench` holds it to.
ABSTRACT_SEARCH_SECONDS = 5


@cache
def query(name: str) -> str:
    """The SQL of `<page>/<query>`; FileNotFoundError where there is none."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip()


def shown(sql: str, parameters: dict[str, str | int | None]) -> str:
    """SQL as a person can run it: the values of its parameters stand in comments above it."""
    values = [f"-- ${name}: {_literal(value)}" for name, value in parameters.items()]
    return "\n".join([*values, sql])


def _literal(value: str | int | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    # A line break in a value would end the comment that it stands in.
    return "'" + " ".join(value.split()).replace("'", "''") + "'"
