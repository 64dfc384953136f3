"""Forms: what makes a value of a JSON field that is no plain text.

A form has the kind of JSON value that it takes, which the decoder holds each line against, and a
function that makes the column's value of it and raises ValueError where it cannot.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Reading one takes a hundred times its length in memory; one of 3,303 authors has 70,000.
_LONGEST_PRINTED_LIST = 500_000


@dataclass(frozen=True)
class Form:
    """kind: the type of the JSON value. make: the column's value of it."""

    kind: Any
    make: Callable[[Any], Any]


def texts(value: list[str] | str | None) -> list[str]:
    """A list of texts, also one that was written as text the way Python prints it."""
    if isinstance(value, list):
        return value
    if value is None or not value.strip():
        return []
    if len(value) > _LONGEST_PRINTED_LIST:
        raise ValueError(f"a list of at most {_LONGEST_PRINTED_LIST:,} characters expected")
    try:
        found = ast.literal_eval(value)
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"a list expected, got {value[:60]!r}") from error
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"a list of texts expected, got {value[:60]!r}")
    return list(found)


def words(value: str | None) -> list[str]:
    """Words of one text, between white space."""
    return value.split() if value else []


def name_parts(value: list[list[str]] | None) -> list[str]:
    """Names given as lists of family name, given names and suffix, as they are written."""
    names = []
    for family, given, *rest in value or []:
        names.append(" ".join(part for part in (given, family, *rest) if part))
    return names


def first_version(value: list[dict[str, str]] | None) -> datetime | None:
    """When the first of a paper's versions came: `Mon, 2 Apr 2007 19:18:42 GMT`."""
    if not value:
        return None
    try:
        _, day_text, month, year, clock, _ = value[0]["created"].split()
        hour, minute, second = clock.split(":")
        return datetime(
            *(int(year), _MONTHS.index(month) + 1, int(day_text)),
            *(int(hour), int(minute), int(second)),
            tzinfo=UTC,
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"versions with a date expected, got {str(value)[:60]!r}") from error


def day(value: str | None) -> datetime | None:
    """A day, such as 2026-03-11, as its first moment in UTC."""
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


FORMS: dict[str, Form] = {
    "list": Form(list[str] | str | None, texts),
    "words": Form(str | None, words),
    "name_parts": Form(list[list[str]] | None, name_parts),
    "first_version": Form(list[dict[str, str]] | None, first_version),
    "day": Form(str | None, day),
}
