"""Reading text as it comes: lines of bounded length, and the cleaning that landing promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST_LINE_BYTES = 2_000_000
_BOM = b"\xef\xbb\xbf"
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
    nothing else changes. Most lines are clean already, and seeing that costs a third of taking them
    apart: plain ASCII without control characters, double spaces or untrimmed ends.
    """
    if content.isascii() and len(content.translate(None, _CONTROLS)) == len(content):
        text = content.decode("ascii")
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
    return clean_text(content.decode("utf-8", errors="replace"))


def clean_text(text: str) -> str:
    """As `clean`, for text that is decoded already."""
    return " ".join(text.replace("\0", "\ufffd").split())
