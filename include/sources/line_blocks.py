"""The lines of a file that may be compressed, many at a time, as going line by line costs time."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Iterator
from typing import BinaryIO, cast

import pyarrow as pa

from include.sources.text import LONGEST_LINE_BYTES

_BUFFER_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"


def decompressed(stream: BinaryIO) -> BinaryIO:
    """The text of a stream that may be compressed; which way, its first bytes tell."""
    head = stream.read(6)
    stream.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", io.BufferedReader(gzip.GzipFile(fileobj=stream), _BUFFER_BYTES))
    if head.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", lzma.LZMAFile(stream))
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        opened = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")
        return cast("BinaryIO", io.BufferedReader(opened, _BUFFER_BYTES))
    return stream


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
