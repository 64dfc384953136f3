"""Text dumps of the Hugging Face papers page: furniture, a date, then title and abstract in turn.

The dump has no marks for what a line is. A line is an abstract when it is long, or when it is a
sentence and no short one; of the real page's 116 abstracts the shortest has 178 words, and of its
116 titles the longest has 20.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, NamedTuple

import pyarrow as pa

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.landing.digests import md5_of_texts
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.sources.page_dates import is_date_line, resolve_date
from include.sources.text import Line, clean, is_wide, lines_of

PARSER_VERSION = "3"
FEED_LIST = "daily"
FURNITURE = {
    "new",
    "get trending papers in your email inbox!",
    "subscribe",
    "byak and the research community",
    "by ak and the research community",
}

_ABSTRACT_WORDS = 40
_SENTENCE_WORDS = 12
_LONGEST_FURNITURE = max(map(len, FURNITURE))
_BATCH_RECORDS = 20_000
# A page of very long lines must not fill the memory before it has this many records.
_BATCH_CHARACTERS = 100_000_000


def parse(stream: BinaryIO, delivery: Delivery, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """Read a page dump.

    Yields batches of RECORD_SCHEMA, at most 20,000 rows each. What cannot be read goes to
    `quarantine`, whose tally then accounts for every line that is not blank.
    Raises ContractBroken where the page is no UTF-8, and where it has no date or one that no
    calendar has: without its date no record of the page can be placed.
    """
    page = _Page(delivery, quarantine)
    for line in lines_of(stream):
        page.read(line)
        if page.is_full:
            yield page.take_batch()
    page.finish()
    yield page.take_batch()


class _Title(NamedTuple):
    text: str
    line_number: int
    record_index: int


class _Row(NamedTuple):
    """One record; the names are those of the landing contract."""

    feed_date: date | None
    is_feed_date_inferred: bool
    record_index: int
    title: str
    abstract: str
    line_start: int
    line_end: int


@dataclass
class _Page:
    """The state between two lines: the date so far, and a title that waits for its abstract."""

    delivery: Delivery
    quarantine: Quarantine
    rows: list[_Row] = field(default_factory=list)
    character_count: int = 0
    feed_date: date | None = None
    is_inferred: bool = False
    record_index: int = 0
    waiting: _Title | None = None

    def read(self, line: Line) -> None:
        text = clean(line.content)
        if not text and not line.is_cut:
            return
        tally = self.quarantine.tally
        if tally.nonblank_lines == 0:
            self._require_utf8(line)
        tally.nonblank_lines += 1
        if line.is_cut:
            self._refuse_long_line(line, text)
        elif is_date_line(text):
            self._read_date(text, line.number)
        elif len(text) <= _LONGEST_FURNITURE and text.lower() in FURNITURE:
            tally.furniture_lines += 1
        elif self.feed_date is None:
            self._refuse("unknown line before the page's date", line.number, text)
        elif looks_like_abstract(text):
            self._read_abstract(text, line.number)
        else:
            self._give_up_waiting_title()
            self.record_index += 1
            self.waiting = _Title(text, line.number, self.record_index)

    def _require_utf8(self, line: Line) -> None:
        if is_wide(line.content):
            raise ContractBroken(
                expected="text in UTF-8",
                found="text in UTF-16 or UTF-32",
                where=f"line {line.number} of {self.delivery.original_name}",
                next_step="save the page as UTF-8 and drop it again",
            )

    def _refuse_long_line(self, line: Line, text: str) -> None:
        """With the title that waits, if any: together they are one paper and keep its place."""
        title, self.waiting = self.waiting, None
        if title is not None:
            self.quarantine.tally.quarantined_lines += 1
        elif self.feed_date is not None:
            self.record_index += 1
        self._refuse(
            f"a line of {line.byte_count:,} bytes is too long",
            line.number,
            f"{title.text} {text}" if title else text,
            line_start=title.line_number if title else line.number,
        )

    def _read_date(self, text: str, number: int) -> None:
        self._give_up_waiting_title()
        self.feed_date, self.is_inferred = resolve_date(text, number, self.delivery)
        self.quarantine.tally.furniture_lines += 1

    def _read_abstract(self, text: str, number: int) -> None:
        title, self.waiting = self.waiting, None
        if title is None:
            self.record_index += 1
            self._refuse("an abstract without a title before it", number, text)
            return
        tally = self.quarantine.tally
        tally.title_lines += 1
        tally.abstract_lines += 1
        tally.record_count += 1
        self.character_count += len(text)
        date_and_index = (self.feed_date, self.is_inferred, title.record_index)
        self.rows.append(_Row(*date_and_index, title.text, text, title.line_number, number))

    def _give_up_waiting_title(self) -> None:
        if self.waiting is not None:
            title, self.waiting = self.waiting, None
            self._refuse("a title without an abstract after it", title.line_number, title.text)

    def _refuse(self, reason: str, number: int, text: str, line_start: int | None = None) -> None:
        self.quarantine.tally.quarantined_lines += 1
        self.quarantine.refuse(
            reason=reason, line_start=line_start or number, line_end=number, text=text
        )

    def finish(self) -> None:
        self._give_up_waiting_title()
        if self.feed_date is None:
            raise ContractBroken(
                expected="a line with the page's date, such as 'Mar 11'",
                found=f"none in {self.quarantine.tally.nonblank_lines} lines that are not blank",
                where=str(self.delivery.original_name),
                next_step="add the date as a line of its own above the first title, "
                "and drop the file again",
            )

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= _BATCH_RECORDS or self.character_count >= _BATCH_CHARACTERS

    def take_batch(self) -> pa.RecordBatch:
        rows, self.rows, self.character_count = self.rows, [], 0
        types = {column.name: column.type for column in RECORD_SCHEMA}
        values = zip(*rows, strict=True) if rows else [()] * len(_Row._fields)
        columns = {
            name: pa.array(value, type=types[name])
            for name, value in zip(_Row._fields, values, strict=True)
        }
        columns["feed_list"] = pa.repeat(FEED_LIST, len(rows))
        columns["record_hash"] = md5_of_texts([columns["title"], columns["abstract"]])
        absent = {name: pa.nulls(len(rows), kind) for name, kind in types.items()}
        return pa.RecordBatch.from_pydict(absent | columns, schema=RECORD_SCHEMA)


def looks_like_abstract(text: str) -> bool:
    """Whether a cleaned line reads as an abstract rather than a title."""
    # Nearly every abstract shows it in its beginning: the rest need not be counted.
    if text.count(" ", 0, 500) + 1 >= _ABSTRACT_WORDS:
        return True
    words = text.count(" ") + 1
    return words >= _ABSTRACT_WORDS or (words >= _SENTENCE_WORDS and text.endswith("."))
