"""The records of an answer, read one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from include.landing.quarantine import Quarantine

Record = TypeVar("Record")
Row = dict[str, Any]


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
