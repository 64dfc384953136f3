"""The release of the real page, opened as a reader opens it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from include.release.releases import FILE_NAME
from tests.pipeline import Published


@pytest.fixture
def connection(published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release, opened as a reader opens it."""
    with duckdb.connect(published.release / FILE_NAME, read_only=True) as opened:
        yield opened
