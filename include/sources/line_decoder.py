"""Lines of JSON turned into records by a mapping; fields that no one expected are noted.

The decoder holds every line against the fields that are known, which costs nothing. A line with
another is looked at once: from then on its fields are known too, and passed over.
"""

from __future__ import annotations

from typing import Any

import msgspec

from include.landing.quarantine import Tally
from include.sources.mapping import Mapping

UNREADABLE = (ValueError, msgspec.MsgspecError, RecursionError)
# Beyond so many fields that no one expected, more are not looked for.
_MOST_UNKNOWN_FIELDS = 100


class LineDecoder:
    """Decodes the lines of one dump."""

    def __init__(self, mapping: Mapping, tally: Tally) -> None:
        self.mapping = mapping
        self._tally = tally
        self._unknown: set[str] = set()
        self._is_watching = True
        self._decoder = mapping.decoder(self._unknown)

    def decode(self, lines: list[bytes]) -> list[Any]:
        """All lines as objects with one attribute per column, or one of UNREADABLE."""
        try:
            return list(map(self._decoder.decode, lines))
        except UnicodeDecodeError:
            return [self._decoder.decode(_valid_text(line)) for line in lines]

    def meets_unknown_fields(self, line: bytes) -> bool:
        """Whether a line that cannot be read has new fields; it may be read after this."""
        try:
            met = object_of(line).keys() if self._is_watching else set()
        except UNREADABLE:
            return False
        new = met - self.mapping.known_fields - self._unknown
        for name in sorted(new):
            self._tally.note_unknown(name)
        if new:
            self._unknown |= new
            self._pass_over_unknown()
        return bool(new)

    def _pass_over_unknown(self) -> None:
        self._is_watching = len(self._unknown) <= _MOST_UNKNOWN_FIELDS
        if self._is_watching:
            try:
                self._decoder = self.mapping.decoder(self._unknown)
            except ValueError:  # a name with a quote, which no decoder can look for
                self._is_watching = False
        if not self._is_watching:
            self._decoder = self.mapping.lenient_decoder()


def object_of(line: bytes) -> dict[str, Any]:
    """A line as an object, or one of UNREADABLE."""
    content = msgspec.json.decode(_valid_text(line))
    if not isinstance(content, dict):
        raise ValueError(f"an object expected, got {type(content).__name__}")  # noqa: TRY004
    return content


def _valid_text(line: bytes) -> bytes:
    """The line with U+FFFD where it is no UTF-8."""
    return line.decode("utf-8", errors="replace").encode()
