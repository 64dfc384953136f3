"""A value in SQL text stays a value."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from include.sql import quoted


@pytest.mark.parametrize("value", ["plain", "o'clock", "''", "'; drop table x; --", "back\\slash"])
def test_a_quoted_value_comes_back_from_the_database(value: str) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(f"select {quoted(value)}").fetchall()

    assert found == [(value,)]


def test_a_path_is_quoted_as_its_text() -> None:
    assert quoted(Path("/it's/here")) == "'/it''s/here'"
