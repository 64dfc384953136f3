"""JSON-lines dumps from the inbox, plain or compressed, with fields named by a mapping file.

Read line by line and built column by column: memory holds one batch, however long the dump is.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.sources.columns import clean_column
from include.sources.compression import decompressed
from include.sources.mapping import Mapping, mapping_of
from include.sources.text import LONGEST_LINE_BYTES, first_doi

PARSER_VERSION = "1"

_BATCH_RECORDS = 20_000
# One line in so many is looked at for fields that the mapping does not know.
_SAMPLED_LINES = 50
# Beyond these, a dump of which most cannot be read is given up.
_MOST_REFUSED = 100_000
# Records of great length must not fill the memory before there are as many.
_BATCH_BYTES = 20_000_000
_BOM = b"\xef\xbb\xbf"


def parse(stream: BinaryIO, delivery: Delivery, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """Read a dump.

    stream: can be sought. Yields batches of RECORD_SCHEMA, at most 20,000 rows each. A line that is
    no object, lacks an id and a title, or holds another kind of value than its mapping says, is
    refused. Raises ContractBroken where the compressed bytes end too early, where no record can
    be read, and where no mapping fits the first one.
    """
    where = str(delivery.original_name)
    reader = _Reader(where, quarantine)
    try:
        for number, line in enumerate(_lines(decompressed(stream, where)), start=1):
            reader.read(number, line)
            if reader.is_full:
                yield reader.take_batch()
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, OSError) as error:
        raise ContractBroken(
            expected="a whole compressed file",
            found=f"{type(error).__name__}: {error}",
            where=where,
            next_step="fetch the file again and drop it anew",
        ) from error
    if reader.mapping is None:
        raise ContractBroken(
            expected="lines of JSON objects",
            found=f"none that can be read in {quarantine.tally.nonblank_lines:,} lines",
            where=where,
            next_step="look at the quarantined lines, mend the file and drop it again",
        )
    yield reader.take_batch()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines ended by LF. Of one that is too long only the beginning is kept."""
    while line := stream.readline(LONGEST_LINE_BYTES):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE_BYTES)):
            pass
        yield line


@dataclass
class _Reader:
    """The state between two lines: the mapping so far, and the records of the batch."""

    where: str
    quarantine: Quarantine
    mapping: Mapping | None = None
    record_index: int = 0
    byte_count: int = 0
    indexes: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    formed: list[list[Any]] = field(default_factory=list)

    def read(self, number: int, line: bytes) -> None:
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.isspace() or not line:
            return
        self.quarantine.tally.nonblank_lines += 1
        self.record_index += 1
        try:
            mapping = self.mapping
            if mapping is None or number % _SAMPLED_LINES == 1:
                mapping = self._look_at_fields(line)
            record = _decoded(mapping, line)
            paper_id = record.source_paper_id
            if type(paper_id) is not str:
                paper_id = _id_of(paper_id)
            _require_title(record.title)
            formed = [make(getattr(record, column)) for column, make in mapping.forms]
        except (ValueError, msgspec.MsgspecError, RecursionError) as error:
            self._refuse(str(error) or type(error).__name__, number, line)
            return
        self.byte_count += len(line)
        self.formed.append(formed)
        self.indexes.append(self.record_index)
        self.lines.append(number)
        self.ids.append(paper_id)
        self.records.append(record)
        self.hashes.append(hashlib.md5(line.strip(), usedforsecurity=False).hexdigest())

    def _look_at_fields(self, line: bytes) -> Mapping:
        fields = msgspec.json.decode(_valid_text(line))
        if not isinstance(fields, dict):
            raise ValueError(f"an object expected, got {type(fields).__name__}")  # noqa: TRY004
        if self.mapping is None:
            self.mapping = mapping_of(fields, self.where)
        for name in fields.keys() - self.mapping.known_fields:
            self.quarantine.tally.note_unknown(name)
        return self.mapping

    def _refuse(self, reason: str, number: int, line: bytes) -> None:
        self.quarantine.tally.quarantined_lines += 1
        text = line.decode("utf-8", errors="replace")
        self.quarantine.refuse(reason=reason, line_start=number, line_end=number, text=text)
        refused = self.quarantine.tally.refused_count
        if refused > _MOST_REFUSED and 2 * refused > self.record_index:
            raise ContractBroken(
                expected="lines of JSON objects",
                found=f"{refused:,} of {self.record_index:,} lines that cannot be read",
                where=self.where,
                next_step="look at the quarantined lines, mend the file and drop it again",
            )

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= _BATCH_RECORDS or self.byte_count >= _BATCH_BYTES

    def take_batch(self) -> pa.RecordBatch:
        records, count, self.byte_count = self.records, len(self.records), 0
        columns: dict[str, pa.Array] = {
            "record_index": pa.array(self.indexes, pa.int64()),
            "line_start": pa.array(self.lines, pa.int64()),
            "line_end": pa.array(self.lines, pa.int64()),
            "source_paper_id": clean_column(self.ids),
            "record_hash": pa.array(self.hashes, pa.string()),
        }
        for name in ("title", "abstract", "comment"):
            columns[name] = clean_column([getattr(one, name, None) for one in records])
        columns["doi"] = pa.array([first_doi(getattr(one, "doi", None)) for one in records])
        for place, (name, _) in enumerate(self.mapping.forms if self.mapping else ()):
            values = [one[place] for one in self.formed]
            columns[name] = _formed_column(name, values, self.quarantine)
        self.quarantine.tally.record_count += count
        self.indexes, self.lines, self.hashes = [], [], []
        self.ids, self.records, self.formed = [], [], []
        arrays = [
            columns[one.name].cast(one.type) if one.name in columns else pa.nulls(count, one.type)
            for one in RECORD_SCHEMA
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=RECORD_SCHEMA)


def _decoded(mapping: Mapping, line: bytes) -> Any:
    try:
        return mapping.decoder.decode(line)
    except UnicodeDecodeError:
        return mapping.decoder.decode(_valid_text(line))


def _valid_text(line: bytes) -> bytes:
    """The line with U+FFFD where it is no UTF-8."""
    return line.decode("utf-8", errors="replace").encode()


def _require_title(title: str | None) -> None:
    if not title or title.isspace():
        raise ValueError("a record without a title")


def _id_of(value: Any) -> str | None:
    """An id that was not written as text: a number keeps its digits."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"an id expected, got {type(value).__name__}")


def _formed_column(name: str, values: list[Any], quarantine: Quarantine) -> pa.Array:
    kind = RECORD_SCHEMA.field(name).type
    if name == "authors":
        return _authors_column(values, quarantine)
    if pa.types.is_list(kind):
        texts = [text for one in values for text in one]
        return pa.ListArray.from_arrays(_offsets(values), clean_column(texts))
    times: list[datetime | None] = values
    return pa.array(times, kind)


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
