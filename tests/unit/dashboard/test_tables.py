"""HTML tables of rows: escaped, linked, readable."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from include.dashboard.tables import Column, address, as_text, cell, html_table, page_address


def test_whatever_came_in_is_escaped() -> None:
    evil = '<img src=x onerror="alert(1)">'
    html = html_table([{"a": evil}], [Column("a", evil)], caption=evil)
    assert "<img" not in html
    assert "&lt;img" in html


def test_columns_without_any_value_are_left_out() -> None:
    html = html_table([{"a": 1, "b": None}], [Column("a", "First"), Column("b", "Second")], "x")
    assert "First" in html
    assert "Second" not in html


def test_a_missing_value_is_shown_and_said() -> None:
    assert 'aria-label="none"' in cell({"a": None}, Column("a", "A"))


def test_a_cell_leads_to_its_page_with_its_key_quoted() -> None:
    column = Column("name", "Name", link=("methods", "method", "key"))
    html = cell({"name": "A&B", "key": 'k"&=1'}, column)
    assert 'href="?page=methods&amp;method=k%22%26%3D1"' in html
    assert ">A&amp;B</a>" in html


def test_a_cell_without_a_key_is_no_link() -> None:
    column = Column("name", "Name", link=("methods", "method", "key"))
    assert cell({"name": "A", "key": None}, column) == "A"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://[bad", "ftp://host/x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in address(url)


def test_a_web_address_opens_apart_and_tells_nobody_where_from() -> None:
    html = address('https://github.com/a"b')
    assert 'href="https://github.com/a&quot;b"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (1234567, "number", "1,234,567"),
        (12.34, "percent", "12.3 %"),
        (0.5, "share", "0.50"),
        (True, "text", "yes"),
        (date(2026, 3, 1), "month", "2026-03"),
        (date(2026, 3, 1), "date", "2026-03-01"),
        (datetime(2026, 3, 1, 4, 5, tzinfo=UTC), "text", "2026-03-01 04:05 UTC"),
        ("builds_on", "text", "builds_on"),
    ],
)
def test_values_read_as_a_person_writes_them(value: object, kind: str, shown: str) -> None:
    assert as_text(value, kind) == shown


def test_roles_are_shown_in_words_and_zeros_softly() -> None:
    assert cell({"role": "builds_on"}, Column("role", "Role", "words")) == "builds on"
    assert "ph-soft" in cell({"n": 0}, Column("n", "N", "number"))


@pytest.mark.parametrize(
    ("word", "look"), [("met", "ph-good"), ("warning", "ph-warn"), ("could not run", "ph-bad")]
)
def test_a_verdict_is_a_word_with_a_look(word: str, look: str) -> None:
    html = cell({"v": word}, Column("v", "V", "verdict"))
    assert look in html
    assert word in html


def test_numbers_and_codes_have_their_look() -> None:
    columns = [Column("n", "N", "number"), Column("c", "C", "code"), Column("u", "U", "address")]
    html = html_table([{"n": 1, "c": "x", "u": "https://a.b/c"}], columns, "x")
    assert '<td class="ph-number">1</td>' in html
    assert '<td class="ph-code"><code>x</code></td>' in html
    assert ">a.b/c<" in html


def test_an_address_names_its_page_first() -> None:
    assert page_address("paper", paper="a b") == "?page=paper&paper=a%20b"
