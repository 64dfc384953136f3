"""The lines of a file, many at a time, as going line by line costs time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from include.sources.text import LONGEST_LINE_BYTES

_BUFFER_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"


def blocks_of(stream: BinaryIO) -> Iterator[tuple[int, list[bytes]]]:
    """Lines ended by LF, as many as a buffer holds, with the number of the first.

    Of a line that is too long only the beginning is kept.
    """
    number, rest = 1, b""
    chunk = stream.read(_BUFFER_BYTES).removeprefix(_BOM)
    while chunk:
        lines = chunk.split(b"\n")
        lines[0] = rest + lines[0]
        if len(max(lines, key=len)) > LONGEST_LINE_BYTES:
            lines = [line[:LONGEST_LINE_BYTES] for line in lines]
        rest = lines.pop()
        if lines:
            yield number, lines
        number += len(lines)
        chunk = stream.read(_BUFFER_BYTES)
    if rest:
        yield number, [rest]
