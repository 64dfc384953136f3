"""Shared set-up of all tests: where the project is, the material beside it, a house of its own."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from include.commands.airflow import airflow_environment
from include.settings import PROJECT, Settings
from tests.pipeline import Published, build_release, copy_house, land, write_hostile_page

# Airflow reads its settings when it is first imported: a house of its own, before any test.
os.environ.update(airflow_environment(Settings(home=Path(tempfile.mkdtemp(prefix="paperhouse-")))))

SHARED = PROJECT.parent / "shared"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty house that no other test sees; files count as complete at once."""
    return Settings(home=tmp_path / "house", retries=0, quiet_seconds=0, lock_patience_seconds=0)


@pytest.fixture(scope="session")
def sample_house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house with one release of the bundled sample and a hostile page; read and copied only."""
    made = Settings(home=tmp_path_factory.mktemp("sample") / "house", retries=0, quiet_seconds=0)
    if given := os.environ.get("PAPERHOUSE_TEST_HOUSE"):
        return copy_house(Settings(home=Path(given)), made.home)
    land(made, made.sample_feed)
    land(made, write_hostile_page(tmp_path_factory.mktemp("hostile")))
    build_release(made)
    return made


@pytest.fixture
def house(sample_house: Settings, tmp_path: Path) -> Settings:
    """A house of one's own with one release of the bundled sample."""
    return copy_house(sample_house, tmp_path / "house")


@pytest.fixture(scope="session")
def real_page() -> Path:
    """The real feed page; skips where it is not beside the project."""
    page = SHARED / "feeds" / "hf_papers_mar_11.txt"
    if not page.exists():
        pytest.skip(f"the real feed page is not there: {page.relative_to(PROJECT.parent)}")
    return page


@pytest.fixture(scope="session")
def published(real_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """One release of the real page, built once by the functions that the DAGs call."""
    settings = Settings(home=tmp_path_factory.mktemp("real") / "house", quiet_seconds=0)
    landing_file = land(settings, real_page)
    return Published(settings, landing_file, build_release(settings))


@pytest.fixture(scope="session")
def labelled_papers() -> list[dict[str, object]]:
    """Hand-made answers for the real page, one per paper; skips where they are absent."""
    answers = SHARED / "gold" / "seed_gold.jsonl"
    if not answers.exists():
        pytest.skip(f"the labelled answers are not there: {answers.relative_to(PROJECT.parent)}")
    return [json.loads(line) for line in answers.read_text().splitlines()]
