"""Lines come whole or cut, with their numbers; text is cleaned as landing promises."""

from __future__ import annotations

import io

import pytest

from include.sources import text
from include.sources.text import LONGEST_LINE_BYTES, Line, clean, is_wide, lines_of


def _contents(raw: bytes) -> list[bytes]:
    return [line.content for line in lines_of(io.BytesIO(raw))]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"a\nb\n", [b"a", b"b"], id="LF"),
        pytest.param(b"a\r\nb\r\n", [b"a", b"b"], id="CRLF"),
        pytest.param(b"a\rb\r", [b"a", b"b"], id="CR"),
        pytest.param(b"a\n\r\nb\rc", [b"a", b"b", b"c"], id="all of them, no end"),
        pytest.param(b"\xef\xbb\xbfa\n", [b"a"], id="byte order mark"),
        pytest.param(b"a\n\xef\xbb\xbfb", [b"a", b"\xef\xbb\xbfb"], id="a mark inside stays"),
        pytest.param(b"\n\n", [], id="blank lines"),
        pytest.param(
            "a\x0bb\x0cc\x1cd\u0085e\u2028f".encode(),
            ["a\x0bb\x0cc\x1cd\u0085e\u2028f".encode()],
            id="other separators end no line",
        ),
    ],
)
def test_lines_end_with_lf_crlf_or_cr(raw: bytes, expected: list[bytes]) -> None:
    assert _contents(raw) == expected


def test_lines_are_numbered_from_one_with_blank_ones() -> None:
    assert [line.number for line in lines_of(io.BytesIO(b"a\n\nb"))] == [1, 3]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_lines_that_meet_the_end_of_a_chunk_stay_whole(
    monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    raw = end.join([b"one", b"", b"three", b"four"])
    for size in range(1, len(raw) + 1):
        monkeypatch.setattr(text, "_CHUNK_BYTES", max(size, 1))
        assert _contents(raw) == [b"one", b"three", b"four"]


def test_a_line_of_the_longest_length_is_whole() -> None:
    (line,) = lines_of(io.BytesIO(b"x" * LONGEST_LINE_BYTES + b"\n"))

    assert not line.is_cut
    assert line.byte_count == LONGEST_LINE_BYTES


def test_a_longer_line_is_cut_and_the_next_one_is_not() -> None:
    raw = b"x" * (3 * LONGEST_LINE_BYTES) + b"\r\nnext\n"
    first, second = lines_of(io.BytesIO(raw))

    assert first.is_cut
    assert first.byte_count == 3 * LONGEST_LINE_BYTES
    assert len(first.content) == LONGEST_LINE_BYTES
    assert second == Line(2, b"next", 4)


def test_a_big_file_with_cr_line_ends_keeps_all_its_lines() -> None:
    raw = (b"word " * 200 + b"\r") * 3_000

    found = list(lines_of(io.BytesIO(raw)))

    assert len(raw) > LONGEST_LINE_BYTES
    assert len(found) == 3_000
    assert not any(line.is_cut for line in found)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"  a \t b\xc2\xa0 ", "a b", id="runs and ends"),
        pytest.param("a\u2003\u3000b\u202fc\u2028d".encode(), "a b c d", id="unicode spaces"),
        pytest.param(b"a\x0b\x0c\x1cb", "a b", id="control spaces"),
        pytest.param(b"a\xffb", "a\ufffdb", id="invalid UTF-8"),
        pytest.param(b"a\xe2\x82", "a\ufffd", id="a character cut off"),
        pytest.param(b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", id="half a surrogate pair"),
        pytest.param(b"a\x00b", "a\ufffdb", id="NUL"),
        pytest.param(b"\x00", "\ufffd", id="nothing but NUL"),
        pytest.param(b" \t\xc2\xa0", "", id="nothing but spaces"),
        pytest.param("e\u0301\u200b".encode(), "e\u0301\u200b", id="nothing else changes"),
    ],
)
def test_text_is_cleaned_as_landing_promises(raw: bytes, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("first_line", "expected"),
    [
        pytest.param("new".encode("utf-16"), True, id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + "new".encode("utf-16-be"), True, id="UTF-16, big end first"),
        pytest.param("new".encode("utf-16-le"), True, id="UTF-16 without a mark"),
        pytest.param("new".encode("utf-32"), True, id="UTF-32 with a mark"),
        pytest.param("new".encode("utf-32-be"), True, id="UTF-32 without a mark"),
        pytest.param(b"new", False, id="UTF-8"),
        pytest.param("中文".encode(), False, id="UTF-8 of another script"),
        pytest.param(b"n\x00ew line", False, id="UTF-8 with a NUL"),
        pytest.param(b"\x00" * 8, False, id="nothing but NUL"),
        pytest.param(b"", False, id="an empty line"),
    ],
)
def test_wide_text_is_told_by_its_first_line(first_line: bytes, expected: bool) -> None:
    assert is_wide(first_line) is expected
