"""A text with its facts marked where they were read, as HTML; whatever came in is escaped.

Each name and each phrase is a span of characters. Spans may overlap and nest, HTML elements may
not, so the text is cut at every border and each piece knows all spans that cover it. A role is
told by colour, by the kind of underline and by a word behind the name, so that no reader needs to
see the colour. The full account (role, kind, rule, confidence) comes up on hover and on keyboard
focus, and stands as text for screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

ROLE_WORDS = {
    "introduces": "introduces",
    "builds_on": "builds on",
    "compares_with": "compares with",
    "evaluated_on": "evaluated on",
    "mentions": "mentions",
    "link": "link",
}


@dataclass(frozen=True)
class Span:
    """Characters [start, end) of a text and what they say.

    role: a key of ROLE_WORDS. label: the word that is shown behind it; empty for none.
    says: the full account. is_phrase: whether it is the wider phrase a rule read, which is marked
    faintly, and not the name or link itself.
    """

    start: int
    end: int
    role: str
    label: str
    says: str
    is_phrase: bool = False


def highlighted(text: str, spans: Sequence[Span]) -> str:
    """The text as HTML with its spans marked; spans outside of it or without length are left out.

    Without the tags and the added labels, the result is exactly the escaped text.
    """
    inside = [one for one in spans if 0 <= one.start < one.end <= len(text)]
    borders = sorted({0, len(text), *(place for one in inside for place in (one.start, one.end))})
    pieces = []
    for start, end in pairwise(borders):
        covering = sorted(
            (one for one in inside if one.start <= start and end <= one.end), key=_importance
        )
        pieces.append(_piece(text[start:end], start, end, covering))
    return "".join(pieces)


def _importance(span: Span) -> tuple[bool, int, int, int]:
    """Names before phrases, then by role, then the shorter one: the first gives the look."""
    order = list(ROLE_WORDS).index(span.role) if span.role in ROLE_WORDS else len(ROLE_WORDS)
    return span.is_phrase, order, span.end - span.start, span.start


def _piece(text: str, start: int, end: int, covering: Sequence[Span]) -> str:
    if not covering:
        return escape(text)
    first = covering[0]
    names = [one for one in covering if not one.is_phrase]
    says = escape("\n".join(dict.fromkeys(one.says for one in names or covering)))
    role = first.role if first.role in ROLE_WORDS else "mentions"
    look = f"ph-{'phrase' if first.is_phrase else 'name'} ph-{role.replace('_', '-')}"
    begins = any(one.start == start for one in names)
    focus = f' tabindex="0" data-says="{says}"' if begins else ""
    marked = f'<mark class="{look}" title="{says}"{focus}>{escape(text)}</mark>'
    return marked + "".join(_after(one) for one in names if one.end == end)


def _after(span: Span) -> str:
    """What follows a name: its label for the eye, its account for the ear."""
    label = f'<span class="ph-label" aria-hidden="true">{escape(span.label)}</span>'
    return f'{label}<span class="ph-heard"> ({escape(span.says)}) </span>'
