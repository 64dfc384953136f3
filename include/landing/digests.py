"""Hashes of records, made on Arrow's own bytes: no text becomes a Python string again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import md5

import pyarrow as pa
import pyarrow.compute as pc


def md5_of_texts(columns: Sequence[pa.StringArray]) -> pa.StringArray:
    """Hex md5 of each row's texts, joined by a unit separator; null counts as an empty text."""
    present = [pc.fill_null(column, "") for column in columns]
    joined = pc.binary_join_element_wise(*present, "\x1f")
    hashes = [md5(text, usedforsecurity=False).hexdigest() for text in _bytes_of(joined)]
    return pa.array(hashes, type=pa.string())


def _bytes_of(texts: pa.StringArray) -> Iterator[memoryview]:
    """The bytes of each text, without copies; there are no nulls among them."""
    _, offsets_buffer, content_buffer = texts.buffers()
    offsets = memoryview(offsets_buffer).cast("i")[texts.offset : texts.offset + len(texts) + 1]
    content = memoryview(content_buffer or b"")
    for number in range(len(texts)):
        yield content[offsets[number] : offsets[number + 1]]
