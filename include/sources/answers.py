"""What a source answers to one request: before anyone has parsed it, and record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from include.landing.quarantine import Quarantine

Record = TypeVar("Record")
Row = dict[str, Any]


class Contents(StrEnum):
    """What an answer holds: records, none, or only the first part of a document."""

    RECORDS = "records"
    NONE = "no records"
    CUT = "a document that ends too early"


@dataclass(frozen=True)
class Page:
    """One answer. request: what was asked, without the host, so that a mirror changes no key.

    page: counts from 0 within one poll. day: the UTC day it counts for.
    """

    request: str
    page: int
    day: date
    content: bytes


def rows_of(
    records: Iterable[Record],
    first: int,
    row_of: Callable[[Record, int, Quarantine], Row | None],
    quarantine: Quarantine,
) -> list[Row]:
    """The rows of the records that `row_of` does not refuse, counted from `first`.

    A record nested deeper than Python can follow is refused here.
    """
    rows = []
    for index, record in enumerate(records, start=first):
        try:
            row = row_of(record, index, quarantine)
        except RecursionError:
            row = None
            quarantine.refuse(
                reason="a record nested too deeply", line_start=index, line_end=index, text=""
            )
        if row:
            rows.append(row)
    quarantine.tally.record_count += len(rows)
    return rows
