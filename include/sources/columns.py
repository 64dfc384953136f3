"""Cleaning whole columns of text, as `text.clean_text` cleans one."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from include.sources.text import clean_text

# What `str.split` takes for white space, NUL, two blanks, and a blank at either end.
_UNCLEAN = (
    r"[\x00\t\n\x0b\x0c\r\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}"
    r"\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]|  |^ | $"
)


def clean_column(texts: Sequence[str | None]) -> pa.StringArray:
    """Clean texts; None stays, and what is left empty becomes None.

    Line ends, which most abstracts have, are dealt with for all at once; only what is unclean
    after that is taken one by one.
    """
    tidied = [one.replace("\n", " ") if one else None for one in texts]
    try:
        column = pa.array(tidied, type=pa.string())
    except UnicodeEncodeError:  # half a surrogate pair
        column = pa.array([one and clean_text(one) for one in tidied], type=pa.string())
    unclean = pc.fill_null(pc.match_substring_regex(column, pattern=_UNCLEAN), False)
    if pc.any(unclean).as_py():
        cleaned = [clean_text(one) or None for one in column.filter(unclean).to_pylist()]
        column = pc.replace_with_mask(column, unclean, pa.array(cleaned, pa.string()))
    return column
