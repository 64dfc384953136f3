"""Reading a JSON object whose shape may drift: what is new or of another kind is noted, not lost.

A field of another kind than expected counts as absent; the record lands without it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from include.landing.quarantine import Tally
from include.sources.text import clean_text

_LARGEST_WHOLE = 2**63 - 1


class Fields:
    """The fields of one object. prefix: how its fields are named in notes, such as `paper.`."""

    def __init__(self, content: Any, prefix: str, known: AbstractSet[str], tally: Tally) -> None:
        self.content: dict[str, Any] = content if isinstance(content, dict) else {}
        self._prefix = prefix
        self._tally = tally
        for name in self.content.keys() - known:
            tally.note_unknown(prefix + name)

    def changed(self, name: str, what: str) -> None:
        """Note that a field holds something else than was expected."""
        self._tally.note_unknown(f"{self._prefix}{name} ({what})")

    def text(self, name: str) -> str | None:
        """Clean text; None where there is none."""
        value = self._of_kind(name, str)
        return (clean_text(value) or None) if value is not None else None

    def whole(self, name: str) -> int | None:
        """A whole number that is not negative and fits the landing's column."""
        value = self._of_kind(name, int)
        if value is None or isinstance(value, bool) or value < 0:
            return None
        if value > _LARGEST_WHOLE:
            self.changed(name, "too large")
            return None
        return int(value)

    def list(self, name: str) -> list[Any]:
        """A list, empty where there is none."""
        return self._of_kind(name, list) or []

    def object(self, name: str) -> dict[str, Any]:
        """An object, empty where there is none."""
        return self._of_kind(name, dict) or {}

    def _of_kind(self, name: str, kind: type) -> Any:
        value = self.content.get(name)
        if value is None or isinstance(value, kind):
            return value
        self.changed(name, type(value).__name__)
        return None
