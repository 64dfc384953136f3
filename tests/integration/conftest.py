"""One release of the real page, built once by the functions that the DAGs call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from include.release.releases import FILE_NAME
from include.settings import Settings
from tests.pipeline import build_release, land


@dataclass(frozen=True)
class Published:
    """A house with one release in it."""

    settings: Settings
    landing_file: Path
    release: Path


@pytest.fixture(scope="session")
def published(real_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    settings = Settings(home=tmp_path_factory.mktemp("real") / "house", quiet_seconds=0)
    landing_file = land(settings, real_page)
    return Published(settings, landing_file, build_release(settings))


@pytest.fixture
def connection(published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release, opened as a reader opens it."""
    with duckdb.connect(published.release / FILE_NAME, read_only=True) as opened:
        yield opened
