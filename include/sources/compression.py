"""Text that may be compressed, read in bounded memory and to a bounded length.

A few kilobytes can be made to grow without end. A dump of papers shrinks to a quarter or a tenth;
what grows by more than a hundred is no dump.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from typing import BinaryIO, cast

import pyarrow as pa

from include.errors import ContractBroken

_BUFFER_BYTES = 1 << 20
_MOST_GROWTH = 100
# A short file may grow by more: what it grows to is bounded all the same.
_ALWAYS_ALLOWED_BYTES = 200_000_000
# The strongest setting of xz takes 65 MB.
_XZ_MEMORY_BYTES = 200_000_000


def decompressed(stream: BinaryIO, where: str) -> BinaryIO:
    """The text of a stream that may be compressed; which way, its first bytes tell.

    stream: can be sought. Reading raises ContractBroken, naming `where`, once the text has grown
    beyond what any dump does, and the errors of the decompressors where the bytes are damaged.
    """
    head = stream.read(6)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    opened: BinaryIO
    if head.startswith(b"\x1f\x8b"):
        opened = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    elif head.startswith(b"BZh"):
        opened = cast("BinaryIO", bz2.BZ2File(stream))
    elif head.startswith(b"\xfd7zXZ\x00"):
        opened = cast("BinaryIO", _Xz(stream))
    elif head.startswith(b"\x28\xb5\x2f\xfd"):
        opened = cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd"))
    else:
        return stream
    most = max(_ALWAYS_ALLOWED_BYTES, _MOST_GROWTH * size)
    return _buffered(_Bounded(opened, most, where))


def _buffered(stream: object) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), _BUFFER_BYTES))


class _Readable(io.RawIOBase):
    """What a buffer reads from: a subclass says what the next bytes are."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        content = self.take(len(view))
        view[: len(content)] = content
        return len(content)

    def take(self, count: int) -> bytes:
        """At most `count` bytes, none at the end."""
        raise NotImplementedError


class _Bounded(_Readable):
    """A stream that is refused once it has given too much."""

    def __init__(self, stream: BinaryIO, most: int, where: str) -> None:
        self._stream, self._most, self._where = stream, most, where
        self._given = 0

    def take(self, count: int) -> bytes:
        content = self._stream.read(count)
        self._given += len(content)
        if self._given > self._most:
            raise ContractBroken(
                expected=f"at most {self._most:,} bytes of text in a file of this size",
                found="more: a compression bomb",
                where=self._where,
                next_step="look at what the file holds; a dump that large can be dropped in parts",
            )
        return content


class _Xz(_Readable):
    """An xz stream that takes no more memory than the strongest setting needs."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._reader = self._new_reader()

    @staticmethod
    def _new_reader() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)

    def take(self, count: int) -> bytes:
        while True:
            if self._reader.eof:
                rest = self._reader.unused_data.lstrip(b"\0") or self._next_part()
                if not rest:
                    return b""
                self._reader = self._new_reader()
                content = self._reader.decompress(rest, count)
            else:
                given = self._stream.read(_BUFFER_BYTES) if self._reader.needs_input else b""
                if self._reader.needs_input and not given:
                    raise EOFError("the compressed bytes end before their end marker")
                content = self._reader.decompress(given, count)
            if content:
                return content

    def _next_part(self) -> bytes:
        """Bytes after one stream's end: padding of zeros is passed over."""
        while given := self._stream.read(_BUFFER_BYTES):
            if rest := given.lstrip(b"\0"):
                return rest
        return b""
