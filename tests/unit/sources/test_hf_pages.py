"""What the parser makes of a page dump, whole or odd: every line ends as exactly one thing."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from typing import BinaryIO, cast

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from include.errors import ContractBroken
from include.landing.schemas import RECORD_SCHEMA
from include.settings import Settings
from include.sources import hf_pages, page_dates
from tests.unit.pages import (
    FIXTURES,
    HEAD,
    delivery_of,
    page,
    paper,
    read_bytes,
    read_fixture,
    read_stream,
)

_TITLES = [
    "Paper Kites: Folding Long Documents for Small Readers",
    "Lanterns in the Fog: Calibrated Depth from a Single Night Picture",
    "Counting Crows with Graph Ledgers",
]
_WITHOUT_RECORDS = {"blank_lines_only", "empty", "furniture_without_date", "no_date"}
_WITHOUT_A_DAY = {"february_30"}
_NOT_UTF_8 = {"utf_16", "utf_16_without_mark"}
_ALL = {path.stem for path in FIXTURES.glob("*.txt")}
_READABLE = sorted(_ALL - _WITHOUT_RECORDS - _WITHOUT_A_DAY - _NOT_UTF_8)

assert len(_READABLE) > 15


@pytest.mark.parametrize("name", _READABLE)
def test_every_line_is_accounted_for(settings: Settings, name: str) -> None:
    reading = read_fixture(settings, name)
    content = (FIXTURES / f"{name}.txt").read_bytes().decode("utf-8", errors="replace")
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    reading.require_account()
    assert reading.tally.nonblank_lines == sum(bool(line.strip()) for line in lines)


@pytest.mark.parametrize("name", _READABLE)
def test_every_record_points_to_its_lines(settings: Settings, name: str) -> None:
    content = (FIXTURES / f"{name}.txt").read_bytes().decode("utf-8", errors="replace")
    lines = content.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reading = read_fixture(settings, name)

    for row in reading.rows:
        title, abstract = lines[row["line_start"] - 1], lines[row["line_end"] - 1]
        assert " ".join(title.replace("\0", "\ufffd").split()) == row["title"]
        assert " ".join(abstract.replace("\0", "\ufffd").split()) == row["abstract"]
    for refused in reading.refused:
        text = " ".join(lines[refused["line_start"] - 1].split())
        assert refused["text"] == text


def test_a_plain_page_is_read_whole(settings: Settings) -> None:
    reading = read_fixture(settings, "plain")

    assert reading.titles == _TITLES
    assert reading.places == [1, 2, 3]
    assert reading.refused == []
    first = reading.rows[0]
    assert (first["feed_list"], first["feed_date"]) == ("daily", date(2026, 3, 11))
    assert first["is_feed_date_inferred"] is True
    assert (first["line_start"], first["line_end"]) == (11, 13)
    assert first["abstract"].startswith("Long documents do not fit")
    assert first["authors"] is None


@pytest.mark.parametrize(
    "name",
    [
        *("crlf", "cr_only", "byte_order_mark", "no_line_end_at_the_end"),
        *("no_blank_lines", "plain"),
    ],
)
def test_the_same_papers_are_read_whatever_ends_the_lines(settings: Settings, name: str) -> None:
    def texts(fixture: str) -> list[tuple[str, ...]]:
        wanted = ("title", "abstract", "record_hash", "record_index")
        return [tuple(row[key] for key in wanted) for row in read_fixture(settings, fixture).rows]

    assert texts(name) == texts("plain")
    assert len(texts(name)) == 3


def test_tabs_and_unicode_spaces_become_one_space(settings: Settings) -> None:
    reading = read_fixture(settings, "tabs_and_unicode_spaces")

    assert reading.titles == _TITLES[:2]
    texts = reading.titles + [row["abstract"] for row in reading.rows]
    assert all(text == " ".join(text.split()) for text in texts)
    assert "window of a small reader. We present" in reading.rows[0]["abstract"]
    assert reading.tally.furniture_lines == 5


def test_invalid_utf_8_and_nul_become_replacement_characters(settings: Settings) -> None:
    reading = read_fixture(settings, "invalid_utf_8_and_nul")

    assert reading.titles[0].startswith("Paper\ufffd Kites\ufffd: Folding")
    assert "small reader\ufffd. We" in reading.rows[0]["abstract"]
    assert reading.titles[1:] == _TITLES[1:]


@pytest.mark.parametrize(
    ("name", "reasons", "lines", "titles", "places"),
    [
        pytest.param(
            "title_without_abstract_at_the_end",
            ["a title without an abstract after it"],
            [19],
            _TITLES[:2],
            [1, 2],
            id="title without abstract at the end",
        ),
        pytest.param(
            "two_titles_in_a_row",
            ["a title without an abstract after it"],
            [11],
            _TITLES[1:],
            [2, 3],
            id="two titles in a row",
        ),
        pytest.param(
            "abstract_before_any_title",
            ["an abstract without a title before it"],
            [11],
            _TITLES[1:],
            [2, 3],
            id="abstract before any title",
        ),
        pytest.param(
            "abstract_before_the_date",
            ["unknown line before the page's date"],
            [9],
            _TITLES[1:],
            [1, 2],
            id="abstract before the date",
        ),
        pytest.param(
            "another_header",
            ["unknown line before the page's date"] * 3,
            [1, 3, 5],
            _TITLES,
            [1, 2, 3],
            id="another header",
        ),
        pytest.param(
            "title_of_a_paragraph",
            ["an abstract without a title before it"] * 2,
            [15, 17],
            [_TITLES[0], _TITLES[2]],
            [1, 4],
            id="title of more than 40 words",
        ),
        pytest.param(
            "short_abstract",
            ["a title without an abstract after it"] * 2,
            [15, 17],
            [_TITLES[0], _TITLES[2]],
            [1, 4],
            id="abstract too short to be told from a title",
        ),
        pytest.param("furniture_only", [], [], [], [], id="furniture only"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_the_rest_is_read(
    settings: Settings,
    name: str,
    reasons: list[str],
    lines: list[int],
    titles: list[str],
    places: list[int],
) -> None:
    reading = read_fixture(settings, name)

    assert [one["reason"] for one in reading.refused] == reasons
    assert [one["line_start"] for one in reading.refused] == lines
    assert [one["line_end"] for one in reading.refused] == lines
    assert reading.titles == titles
    assert reading.places == places


def test_furniture_between_title_and_abstract_does_not_part_them(settings: Settings) -> None:
    reading = read_fixture(settings, "title_and_furniture_between")

    assert reading.titles == _TITLES[:2]
    assert reading.refused == []


def test_a_title_that_begins_like_a_month_is_no_date(settings: Settings) -> None:
    reading = read_fixture(settings, "title_like_a_month")

    assert reading.titles == ["Mayhem 12", "Janus 7", "Octo 2"]
    assert {row["feed_date"] for row in reading.rows} == {date(2026, 3, 11)}


def test_a_second_date_counts_for_what_follows_it(settings: Settings) -> None:
    reading = read_fixture(settings, "two_dates")

    days = [row["feed_date"].day for row in reading.rows]
    assert days == [11, 10, 10]
    assert reading.places == [1, 2, 3]


@pytest.mark.parametrize("name", sorted(_WITHOUT_RECORDS))
def test_a_page_without_a_date_is_refused_as_a_whole(settings: Settings, name: str) -> None:
    with pytest.raises(ContractBroken, match="a line with the page's date") as refused:
        read_fixture(settings, name)

    assert refused.value.where == "dump.txt"
    assert "add the date" in refused.value.next_step


@pytest.mark.parametrize("name", sorted(_NOT_UTF_8))
def test_a_page_that_is_no_utf_8_is_refused_as_a_whole(settings: Settings, name: str) -> None:
    with pytest.raises(ContractBroken, match="text in UTF-16") as refused:
        read_fixture(settings, name)

    assert "save the page as UTF-8" in refused.value.next_step


def test_a_day_that_no_calendar_has_is_refused_with_its_line(settings: Settings) -> None:
    with pytest.raises(ContractBroken, match="a day that exists") as refused:
        read_fixture(settings, "february_30")

    assert refused.value.found == "'Feb 30'"
    assert refused.value.where == "line 9 of dump.txt"


@pytest.mark.parametrize(
    ("name", "delivered", "expected"),
    [
        pytest.param("plain", date(2026, 3, 11), date(2026, 3, 11), id="the same day"),
        pytest.param("plain", date(2026, 3, 10), date(2026, 3, 11), id="tomorrow is allowed"),
        pytest.param("plain", date(2026, 3, 9), date(2025, 3, 11), id="later is last year's"),
        pytest.param("december_31", date(2026, 1, 1), date(2025, 12, 31), id="over New Year"),
        pytest.param("january_1", date(2025, 12, 31), date(2026, 1, 1), id="next year's first day"),
        pytest.param("january_1", date(2025, 12, 30), date(2025, 1, 1), id="not two days ahead"),
        pytest.param("february_29", date(2026, 3, 11), date(2024, 2, 29), id="leap day before"),
        pytest.param("february_29", date(2024, 2, 28), date(2024, 2, 29), id="leap day tomorrow"),
        pytest.param("february_29", date(2024, 2, 27), date(2020, 2, 29), id="leap day too early"),
        pytest.param("february_29", date(1903, 1, 1), date(1896, 2, 29), id="over a common 1900"),
    ],
)
def test_the_year_is_the_latest_that_fits_the_delivery(
    settings: Settings, name: str, delivered: date, expected: date
) -> None:
    reading = read_fixture(settings, name, delivery_of(day=delivered))

    assert {row["feed_date"] for row in reading.rows} == {expected}
    assert {row["is_feed_date_inferred"] for row in reading.rows} == {True}


@pytest.mark.parametrize(
    ("file_name", "expected", "is_inferred"),
    [
        pytest.param("hf_2024-03-11.txt", date(2024, 3, 11), False, id="agrees"),
        pytest.param("hf_2024_03_11.txt", date(2024, 3, 11), False, id="agrees, underscores"),
        pytest.param("20240311.txt", date(2024, 3, 11), False, id="agrees, no separators"),
        pytest.param("hf_2024-03-12.txt", date(2026, 3, 11), True, id="disagrees"),
        pytest.param("hf_2024-13-41.txt", date(2026, 3, 11), True, id="no such day"),
        pytest.param("120240311.txt", date(2026, 3, 11), True, id="part of a longer number"),
        pytest.param("v9999-99-99_2024-03-11.txt", date(2024, 3, 11), False, id="a later one"),
    ],
)
def test_a_full_date_in_the_name_gives_the_year_where_it_agrees(
    settings: Settings, file_name: str, expected: date, is_inferred: bool
) -> None:
    reading = read_fixture(settings, "plain", delivery_of(file_name))

    assert reading.rows[0]["feed_date"] == expected
    assert reading.rows[0]["is_feed_date_inferred"] is is_inferred


def test_a_year_in_the_page_counts_before_all_else(settings: Settings) -> None:
    reading = read_fixture(settings, "date_with_year", delivery_of("hf_2025-03-11.txt"))

    assert reading.rows[0]["feed_date"] == date(2024, 3, 11)
    assert reading.rows[0]["is_feed_date_inferred"] is False


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *(pytest.param(text, True, id=text) for text in ("Mar 11", "march 3", "Sept. 9", "MAY 1")),
        pytest.param("Dec 31, 2025", True, id="with a year"),
        pytest.param("Mar 311", False, id="three digits"),
        pytest.param("Mars 11", False, id="a planet"),
        pytest.param("Marching 11", False, id="a longer word"),
        pytest.param("Smarch 11", False, id="no month"),
        pytest.param("Mar 11 Papers", False, id="more words"),
    ],
)
def test_a_date_line_is_nothing_but_a_date(line: str, expected: bool) -> None:
    assert page_dates.is_date_line(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("word " * 39 + "word", True, id="40 words"),
        pytest.param("word " * 38 + "word", False, id="39 words"),
        pytest.param("word " * 11 + "word.", True, id="a sentence of 12 words"),
        pytest.param("word " * 10 + "word.", False, id="a sentence of 11 words"),
    ],
)
def test_an_abstract_is_long_or_a_sentence_that_is_not_short(text: str, expected: bool) -> None:
    assert hf_pages.looks_like_abstract(text) is expected


class _Endless(io.RawIOBase):
    """A stream that makes a page with one line of many megabytes as it is read."""

    def __init__(self, head: bytes, byte_count: int, tail: bytes) -> None:
        self._head, self._left, self._tail = head, byte_count, tail

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            given, self._head = self._head[:size], self._head[size:]
        elif self._left:
            given = b"y" * min(size, self._left)
            self._left -= len(given)
        else:
            given, self._tail = self._tail[:size], self._tail[size:]
        return given


def test_a_line_of_50_megabytes_is_refused_in_little_memory(settings: Settings) -> None:
    stream = _Endless(page(paper_count=1), 50_000_000, f"\n\n{paper(2)}".encode())
    tracemalloc.start()
    reading = read_stream(settings, cast("BinaryIO", stream), delivery_of())
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    reading.require_account()
    (refused,) = reading.refused
    assert refused["reason"] == "a line of 50,000,000 bytes is too long"
    assert len(refused["text"]) < 5_000
    assert reading.places == [1, 3]
    assert peak_bytes < 25_000_000


@pytest.fixture
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines count as too long from 1,000 bytes on."""
    monkeypatch.setattr("include.sources.text.LONGEST_LINE_BYTES", 1_000)


@pytest.mark.usefixtures("short_lines")
def test_a_long_abstract_is_refused_with_its_title_as_one_paper(settings: Settings) -> None:
    extra = "Owl 2: Too Much to Say\n\n" + "word " * 500 + "\n\n" + paper(3)
    reading = read_bytes(settings, page(paper_count=1, extra=extra))

    reading.require_account()
    (refused,) = reading.refused
    assert (refused["line_start"], refused["line_end"]) == (15, 17)
    assert refused["text"].startswith("Owl 2: Too Much to Say word word")
    assert reading.tally.quarantined_lines == 2
    assert reading.places == [1, 3]


@pytest.mark.usefixtures("short_lines")
@pytest.mark.parametrize("filler", [b"x", b" "], ids=["of letters", "of spaces"])
def test_a_long_line_before_the_date_takes_no_paper_s_place(
    settings: Settings, filler: bytes
) -> None:
    reading = read_bytes(settings, filler * 2_000 + b"\n" + page(paper_count=2))

    reading.require_account()
    assert [one["reason"] for one in reading.refused] == ["a line of 2,000 bytes is too long"]
    assert reading.places == [1, 2]


def test_big_pages_come_in_batches(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hf_pages, "_BATCH_RECORDS", 2)
    reading = read_bytes(settings, page(paper_count=5))

    assert reading.places == [1, 2, 3, 4, 5]


def test_equal_papers_have_equal_hashes_and_others_other_ones(settings: Settings) -> None:
    content = HEAD.encode() + b"Mar 11\n\n" + (paper(1) + paper(1) + paper(2)).encode()
    hashes = [row["record_hash"] for row in read_bytes(settings, content).rows]

    assert hashes[0] == hashes[1] != hashes[2]


_WORDS = st.sampled_from(
    [
        *("new\n", "Subscribe\r\n", "Mar 11\n", "Feb 30\n", "Dec 31, 2025\r", "Owl 3\n", "\n", " "),
        *(
            "word " * 50 + "\n",
            "A sentence of some twelve words that ends with a full stop here.\n",
        ),
        *("\x00", "\ufeff", "\u2028", "\u00a0", "\r", "May 3"),
    ]
).map(str.encode)
_SCRAPS = st.lists(st.one_of(_WORDS, st.binary(max_size=30)), max_size=40).map(b"".join)


@given(content=_SCRAPS)
@limits(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_arbitrary_bytes_are_accounted_for_or_refused(settings: Settings, content: bytes) -> None:
    try:
        reading = read_bytes(settings, content)
    except ContractBroken:
        return

    reading.require_account()
    assert len(set(reading.places)) == len(reading.places)
    assert all(set(row) == set(RECORD_SCHEMA.names) for row in reading.rows)
