"""Whole columns made of Python values at once: clean texts, lists, authors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
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
    try:
        column = pa.array(texts, type=pa.string())
    except UnicodeEncodeError:  # half a surrogate pair
        column = pa.array([one and clean_text(one) for one in texts], type=pa.string())
    column = pc.replace_substring(column, pattern="\n", replacement=" ")
    unclean = pc.fill_null(pc.match_substring_regex(column, pattern=_UNCLEAN), False)
    if pc.any(unclean).as_py():
        cleaned = [clean_text(one) for one in column.filter(unclean).to_pylist()]
        column = pc.replace_with_mask(column, unclean, pa.array(cleaned, pa.string()))
    is_empty = pc.fill_null(pc.equal(pc.binary_length(column), 0), False)
    if pc.any(is_empty).as_py():
        column = pc.replace_with_mask(column, is_empty, pa.scalar(None, pa.string()))
    return column


def formed_column(name: str, values: list[Any], quarantine: Quarantine) -> pa.Array:
    """A column of the landing contract made of what forms have made, one value a record."""
    kind = RECORD_SCHEMA.field(name).type
    if name == "authors":
        return _authors_column(values, quarantine)
    if pa.types.is_list(kind):
        texts = [text for one in values for text in one]
        return pa.ListArray.from_arrays(_offsets(values), clean_column(texts))
    return pa.array(values, kind)


def _authors_column(values: list[list[str]], quarantine: Quarantine) -> pa.Array:
    """Names with their positions; a name without a letter is left out, the others keep theirs."""
    names = clean_column([name for one in values for name in one])
    offsets = _offsets(values)
    lengths = np.diff(offsets)
    positions = np.arange(1, len(names) + 1) - np.repeat(offsets[:-1], lengths)
    if names.null_count:
        named = names.is_valid().to_numpy(zero_copy_only=False)
        quarantine.tally.nameless_author_count += int((~named).sum())
        owners = np.repeat(np.arange(len(values)), lengths)
        offsets = np.concatenate(
            [[0], np.cumsum(np.bincount(owners[named], minlength=len(values)))]
        )
        names, positions = names.drop_null(), positions[named]
    nulls = pa.nulls(len(names), pa.string())
    fields = RECORD_SCHEMA.field("authors").type.value_type
    struct = pa.StructArray.from_arrays(
        [names, pa.array(positions, pa.int32()), nulls, nulls], fields=list(fields)
    )
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct)


def _offsets(values: list[list[str]]) -> Any:
    return np.concatenate([[0], np.cumsum([len(one) for one in values], dtype=np.int64)]).astype(
        np.int32
    )
