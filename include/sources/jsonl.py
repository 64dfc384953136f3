"""JSON-lines dumps from the inbox, plain or compressed, with fields named by a mapping file.

Read a block of lines at a time and built column by column: memory holds one batch, however long
the dump is.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, BinaryIO

import pyarrow as pa

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.sources.columns import clean_column, formed_column
from include.sources.compression import decompressed
from include.sources.line_blocks import blocks_of
from include.sources.line_decoder import UNREADABLE, LineDecoder, object_of
from include.sources.mapping import Mapping, mapping_of
from include.sources.text import first_doi

PARSER_VERSION = "1"

_BATCH_RECORDS = 20_000
# Beyond these, a dump of which most cannot be read is given up.
_MOST_REFUSED = 100_000
# Records of great length must not fill the memory before there are as many.
_BATCH_BYTES = 20_000_000
_TEXTS = ("title", "abstract", "comment")


def parse(stream: BinaryIO, delivery: Delivery, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """Read a dump.

    stream: can be sought. Yields batches of RECORD_SCHEMA, of 20,000 rows and what one buffer holds
    at most. A line that is no object, lacks an id and a title, or holds another kind of value than
    its mapping says, is refused. Raises ContractBroken where the compressed bytes end too early,
    where no record can be read, and where no mapping fits the first one.
    """
    where = str(delivery.original_name)
    reader = _Reader(where, quarantine)
    try:
        for first_number, lines in blocks_of(decompressed(stream, where)):
            reader.read_block(first_number, lines)
            if reader.is_full:
                yield reader.take_batch()
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, OSError) as error:
        raise ContractBroken(
            expected="a whole compressed file",
            found=f"{type(error).__name__}: {error}",
            where=where,
            next_step="fetch the file again and drop it anew",
        ) from error
    if reader.decoder is None:
        raise ContractBroken(
            expected="lines of JSON objects",
            found=f"none that can be read in {quarantine.tally.nonblank_lines:,} lines",
            where=where,
            next_step="look at the quarantined lines, mend the file and drop it again",
        )
    yield reader.take_batch()


@dataclass(frozen=True)
class _Lines:
    """Lines that are not blank, with their numbers in the file and among such lines."""

    numbers: Sequence[int]
    indexes: Sequence[int]
    contents: list[bytes]

    def halves(self) -> tuple[_Lines, _Lines]:
        middle = len(self.contents) // 2
        first, second = slice(None, middle), slice(middle, None)
        return self._part(first), self._part(second)

    def _part(self, part: slice) -> _Lines:
        return _Lines(self.numbers[part], self.indexes[part], self.contents[part])


@dataclass
class _Reader:
    """The state between two blocks: the decoder, once a mapping is found, and the batch so far."""

    where: str
    quarantine: Quarantine
    decoder: LineDecoder | None = None
    columns: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    byte_count: int = 0

    @property
    def record_count(self) -> int:
        return len(self.columns["record_index"])

    def read_block(self, first_number: int, contents: list[bytes]) -> None:
        numbers: Sequence[int] = range(first_number, first_number + len(contents))
        if b"" in contents or any(map(bytes.isspace, contents)):
            pairs = zip(numbers, contents, strict=True)
            held = [(number, one) for number, one in pairs if one and not one.isspace()]
            numbers, contents = [number for number, _ in held], [one for _, one in held]
        tally = self.quarantine.tally
        first_index = tally.nonblank_lines + 1
        tally.nonblank_lines += len(contents)
        if contents:
            indexes = range(first_index, first_index + len(contents))
            self._read(_Lines(numbers, indexes, contents))

    def _read(self, lines: _Lines) -> None:
        """Take lines all at once where all are good; else each half by itself, down to one."""
        try:
            self._take(lines)
        except UNREADABLE as error:
            if len(lines.contents) > 1:
                for half in lines.halves():
                    self._read(half)
            elif self.decoder and self.decoder.meets_unknown_fields(lines.contents[0]):
                self._read(lines)
            else:
                self._refuse(str(error) or type(error).__name__, lines)

    def _take(self, lines: _Lines) -> None:
        """Add all lines to the batch, or none where one of them cannot be read."""
        if self.decoder is None:
            mapping = mapping_of(object_of(lines.contents[0]), self.where)
            self.decoder = LineDecoder(mapping, self.quarantine.tally)
        found = _columns_of(self.decoder.mapping, self.decoder.decode(lines.contents))
        found["record_index"], found["line_start"] = lines.indexes, lines.numbers
        found["record_hash"] = [
            hashlib.md5(one.strip(), usedforsecurity=False).hexdigest() for one in lines.contents
        ]
        for name, values in found.items():
            self.columns[name].extend(values)
        self.byte_count += sum(map(len, lines.contents))

    def _refuse(self, reason: str, lines: _Lines) -> None:
        (number,), (content,) = lines.numbers, lines.contents
        self.quarantine.tally.quarantined_lines += 1
        text = content.decode("utf-8", errors="replace")
        self.quarantine.refuse(reason=reason, line_start=number, line_end=number, text=text)
        refused, lines_read = self.quarantine.tally.refused_count, lines.indexes[0]
        if refused > _MOST_REFUSED and 2 * refused > lines_read:
            raise ContractBroken(
                expected="lines of JSON objects",
                found=f"{refused:,} of {lines_read:,} lines that cannot be read",
                where=self.where,
                next_step="look at the quarantined lines, mend the file and drop it again",
            )

    @property
    def is_full(self) -> bool:
        return self.record_count >= _BATCH_RECORDS or self.byte_count >= _BATCH_BYTES

    def take_batch(self) -> pa.RecordBatch:
        found, count = self.columns, self.record_count
        self.columns, self.byte_count = defaultdict(list), 0
        columns: dict[str, pa.Array] = {
            "record_index": pa.array(found["record_index"], pa.int64()),
            "line_start": pa.array(found["line_start"], pa.int64()),
            "line_end": pa.array(found["line_start"], pa.int64()),
            "record_hash": pa.array(found["record_hash"], pa.string()),
            "source_paper_id": clean_column(found["source_paper_id"]),
        }
        for name in _TEXTS:
            if name in found:
                columns[name] = clean_column(found[name])
        if "doi" in found:
            columns["doi"] = pa.array([one and first_doi(one) for one in found["doi"]], pa.string())
        for name in self.decoder.mapping.forms if self.decoder else ():
            columns[name] = formed_column(name, found[name], self.quarantine)
        self.quarantine.tally.record_count += count
        arrays = [
            columns[one.name].cast(one.type) if one.name in columns else pa.nulls(count, one.type)
            for one in RECORD_SCHEMA
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)


def _columns_of(mapping: Mapping, records: list[Any]) -> dict[str, Sequence[Any]]:
    """The values of some records, column by column. Raises ValueError where one is no record."""
    found: dict[str, Sequence[Any]] = {
        column: list(map(attrgetter(column), records)) for column in mapping.kinds
    }
    ids, titles = found["source_paper_id"], found["title"]
    found["source_paper_id"] = [one if type(one) is str else _id_of(one) for one in ids]
    if not all(titles) or any(map(str.isspace, titles)):
        raise ValueError("a record without a title")
    return found | {
        column: list(map(make, found[column])) for column, make in mapping.forms.items()
    }


def _id_of(value: Any) -> str | None:
    """An id that was not written as text: a number keeps its digits."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"an id expected, got {type(value).__name__}")
