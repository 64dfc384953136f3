"""What of a text decides speed, measured: length, distinct words, how well it can be pressed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True)
class TextFigures:
    """What was measured on a number of texts, for comparison with real ones."""

    paper_count: int
    abstract_characters: float
    distinct_word_count: int
    zstd_ratio: float
    address_pct: float


def text_figures(texts: Iterable[tuple[str, str]]) -> TextFigures:
    """Measure texts (title, abstract); at most some ten thousand, as they are held in memory."""
    titles, abstracts = zip(*texts, strict=True)
    table = pa.table({"title": titles, "abstract": abstracts})
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd", row_group_size=20_000)
    byte_count = sum(len(text.encode()) for text in (*titles, *abstracts))
    known: set[str] = set()
    for abstract in abstracts:
        known.update(re.findall(r"[\w-]+", abstract.lower()))
    count = len(titles)
    return TextFigures(
        paper_count=count,
        abstract_characters=sum(map(len, abstracts)) / count,
        distinct_word_count=len(known),
        zstd_ratio=byte_count / len(written.getvalue()),
        address_pct=100 * sum("http" in abstract for abstract in abstracts) / count,
    )
