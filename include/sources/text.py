"""Reading text as it comes: lines of bounded length, and the cleaning that landing promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

LONGEST_LINE_BYTES = 2_000_000
_CHUNK_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_ADDRESS = re.compile(r"https?://[^\s{}<>]+")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(range(32))


class Line(NamedTuple):
    """One line. number counts from 1; byte_count is its whole length, content may be cut."""

    number: int
    content: bytes
    byte_count: int

    @property
    def is_cut(self) -> bool:
        return self.byte_count > len(self.content)


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream that hold anything, ended by LF, CRLF or CR.

    Each is held to LONGEST_LINE_BYTES; empty ones count in the numbers.
    """
    number, byte_count, held = 1, 0, bytearray()
    for piece in _pieces(stream):
        content = piece.rstrip(b"\r\n")
        # Nearly every line is one whole piece: it needs no place to be put together in.
        if not held and len(content) < len(piece) and len(content) <= LONGEST_LINE_BYTES:
            if content:
                yield Line(number, content, len(content))
            number += 1
            continue
        held += content[: LONGEST_LINE_BYTES - len(held)]
        byte_count += len(content)
        if len(content) < len(piece):
            yield Line(number, bytes(held), byte_count)
            number, byte_count, held = number + 1, 0, bytearray()
    if byte_count:
        yield Line(number, bytes(held), byte_count)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Pieces that each end with a line's end, or where a chunk ends; a CRLF is never cut in two."""
    chunk = stream.read(_CHUNK_BYTES).removeprefix(_BOM)
    while chunk:
        if chunk.endswith(b"\r"):
            chunk += stream.read(1)
        yield from chunk.splitlines(keepends=True)
        chunk = stream.read(_CHUNK_BYTES)


def is_wide(first_line: bytes) -> bool:
    """Whether a file's first line that is not blank looks like UTF-16 or UTF-32."""
    if first_line.startswith(_WIDE_BOMS):
        return True
    share = first_line.count(0) / max(1, len(first_line))
    return len(first_line) >= 4 and 0.4 <= share < 0.8


def clean(content: bytes) -> str:
    """Text as landing keeps it.

    Invalid UTF-8 and NUL become U+FFFD, each run of white space one space, ends are trimmed;
    nothing else changes. Most lines are clean already, and seeing that costs a third of taking them
    apart: plain ASCII without control characters, double spaces or untrimmed ends.
    """
    if content.isascii() and len(content.translate(None, _CONTROLS)) == len(content):
        text = content.decode("ascii")
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
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
