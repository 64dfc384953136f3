"""Reading text as it comes: lines of bounded length, and the cleaning that landing promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

LONGEST_LINE_BYTES = 2_000_000
_BOM = b"\xef\xbb\xbf"
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_ADDRESS = re.compile(r"https?://[^\s{}<>]+")


@dataclass(frozen=True)
class Line:
    """One line. number counts from 1; byte_count is its whole length, content may be cut."""

    number: int
    content: bytes
    byte_count: int

    @property
    def is_cut(self) -> bool:
        return self.byte_count > len(self.content)


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream, ended by LF, CRLF or CR, each held to LONGEST_LINE_BYTES."""
    number = 0
    start = stream.readline(LONGEST_LINE_BYTES).removeprefix(_BOM)
    while start:
        byte_count = len(start)
        is_cut = False
        piece = start
        while not piece.endswith(b"\n") and (piece := stream.readline(LONGEST_LINE_BYTES)):
            byte_count += len(piece)
            is_cut = True
        if is_cut:
            number += 1
            yield Line(number, start, byte_count)
        else:
            for content in start.splitlines():
                number += 1
                yield Line(number, content, len(content))
        start = stream.readline(LONGEST_LINE_BYTES)


def clean(content: bytes) -> str:
    """Text as landing keeps it.

    Invalid UTF-8 and NUL become U+FFFD, each run of white space one space, ends are trimmed;
    nothing else changes.
    """
    return clean_text(content.decode("utf-8", errors="replace"))


def clean_text(text: str) -> str:
    """As `clean`, for text that is decoded already; half a surrogate pair becomes U+FFFD too."""
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    return " ".join(text.replace("\0", "\ufffd").split())


def date_in_name(name: str | None) -> date | None:
    """A full date in a file's name (2026-03-11, 2026_03_11, 20260311), None without a valid one."""
    for year, month, day in _DATE_IN_NAME.findall(name or ""):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def first_doi(text: str | None) -> str | None:
    """The first identifier in a field that may hold several; None where it holds none."""
    found = _DOI.search(text or "")
    return found[0] if found else None


def address(text: str) -> str | None:
    """A web address without what punctuation trails it; None where the text is none."""
    found = _ADDRESS.fullmatch(text.strip())
    return found[0].rstrip(".,;:!?'\"") if found else None
