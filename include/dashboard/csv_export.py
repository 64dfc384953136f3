"""Rows as CSV that a spreadsheet opens without running anything that came from outside."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from include.dashboard.release import Row

# A cell that begins with one of these is a formula or a command to a spreadsheet; the wide forms
# are to those of East Asian languages.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs; the columns are those of the first row.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, and every text is
    quoted, so that one that parts cells at semicolons makes no cell out of the middle of a text.
    Numbers stay numbers: a negative one is no text. Lists are joined by semicolons.
    """
    target = io.StringIO(newline="")
    if rows:
        writer = csv.writer(target, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(list(rows[0]))
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return target.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return _neutralised("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def _neutralised(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text
