"""CSV that a spreadsheet opens without running what came from outside."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from include.dashboard.csv_export import to_csv


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x")'],
    ids=["equals", "plus", "minus", "at", "tab", "return", "line", "wide equals", "quoted formula"],
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert read_back(to_csv([{"title": text}])) == [["title"], ["'" + text]]


def test_ordinary_values_stay_as_they_are() -> None:
    row = {
        "text": 'a "b", c\nd — é',
        "number": -1.5,
        "count": 3,
        "flag": True,
        "nothing": None,
        "day": date(2026, 3, 11),
        "moment": datetime(2026, 3, 11, 12, tzinfo=UTC),
        "list": ["cs.CL", "cs.LG"],
    }
    assert read_back(to_csv([row])) == [
        list(row),
        [
            'a "b", c\nd — é',
            *("-1.5", "3", "true", "", "2026-03-11", "2026-03-11T12:00:00+00:00", "cs.CL; cs.LG"),
        ],
    ]


def test_excel_finds_the_encoding_and_no_rows_give_no_lines() -> None:
    assert to_csv([{"a": 1}]).startswith(b"\xef\xbb\xbf")
    assert to_csv([]) == b"\xef\xbb\xbf"


def test_a_list_that_begins_like_a_formula_is_neutralised() -> None:
    assert read_back(to_csv([{"a": ["=1", "2"]}]))[1] == ["'=1; 2"]


def test_a_semicolon_inside_a_text_parts_no_cells() -> None:
    """Where a spreadsheet parts cells at semicolons, the rest of the text would be a formula."""
    content = to_csv([{"title": "a paper;=1+1", "count": 1}]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert [[cell.startswith("=") for cell in row] for row in rows] == [[False], [False]]
