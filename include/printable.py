"""Text from outside made fit to show: what a terminal or browser would obey becomes visible."""

from __future__ import annotations

import re

# Control characters (but tab and line feed), marks that turn the direction of writing, and what
# stands for bytes of a file's name that are no UTF-8.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text with such characters written as escapes, such as `\\x1b`."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
