"""What a terminal or a browser would obey is shown as an escape; all else stays."""

from __future__ import annotations

import pytest

from include.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", r"\x1b[31mred", id="a terminal's colour"),
        pytest.param("a\rb", r"a\rb", id="a carriage return that overwrites"),
        pytest.param("\u202ecod.exe", r"\u202ecod.exe", id="a turn of the direction"),
        pytest.param("bad\udcff", r"bad\udcff", id="a byte that is no UTF-8"),
        pytest.param("\x00", r"\x00", id="a NUL"),
    ],
)
def test_what_would_be_obeyed_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("two\nlines\tand a tab", id="line feed and tab"),
        pytest.param("Ελληνικά 中文 العربية", id="other scripts"),
        pytest.param("a family 👨‍👩‍👧", id="joined emoji"),
        pytest.param("back\\slash", id="a backslash"),
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
