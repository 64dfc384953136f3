"""Shared set-up of all tests: where the project is, the material beside it, a house of its own."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from include.commands.airflow import airflow_environment
from include.settings import PROJECT, Settings

# Airflow reads its settings when it is first imported: a house of its own, before any test.
os.environ.update(airflow_environment(Settings(home=Path(tempfile.mkdtemp(prefix="paperhouse-")))))

SHARED = PROJECT.parent / "shared"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty house that no other test sees; files count as complete at once."""
    return Settings(home=tmp_path / "house", retries=0, quiet_seconds=0)


@pytest.fixture(scope="session")
def real_page() -> Path:
    """The real feed page; skips where it is not beside the project."""
    page = SHARED / "feeds" / "hf_papers_mar_11.txt"
    if not page.exists():
        pytest.skip(f"the real feed page is not there: {page.relative_to(PROJECT.parent)}")
    return page


@pytest.fixture(scope="session")
def labelled_papers() -> list[dict[str, object]]:
    """Hand-made answers for the real page, one per paper; skips where they are absent."""
    answers = SHARED / "gold" / "seed_gold.jsonl"
    if not answers.exists():
        pytest.skip(f"the labelled answers are not there: {answers.relative_to(PROJECT.parent)}")
    return [json.loads(line) for line in answers.read_text().splitlines()]
