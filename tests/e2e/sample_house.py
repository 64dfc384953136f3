"""A house with some months of history, for the dashboard's tests and pictures.

The bundled sample is cut into six pages of consecutive months that share some papers, so that
lists move and counts grow. Its abstracts were written for this project: pictures may show them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from include.release.database import STORAGE_VERSION
from include.release.releases import FILE_NAME, point_current_at, read_manifest
from include.settings import PROJECT, Settings
from tests.pipeline import build_release, land

_DAYS = (
    date(2025, 10, 14),
    date(2025, 11, 12),
    date(2025, 12, 10),
    date(2026, 1, 14),
    date(2026, 2, 11),
    date(2026, 3, 11),
)
_PAGE_PAPERS = 15
_STEP_PAPERS = 5


def sample_papers() -> list[tuple[str, str]]:
    """Title and abstract of each paper of the bundled sample, in its order."""
    text = (PROJECT / "include" / "sample_feed" / "hf_papers_sample.txt").read_text()
    lines = [line for line in text.split("\nMar 11\n", 1)[1].splitlines() if line.strip()]
    return list(zip(lines[::2], lines[1::2], strict=True))


def sample_pages() -> Iterator[tuple[date, str]]:
    """Day and text of each page; the papers that stay move up, and new ones come in below."""
    papers = sample_papers()
    for number, day in enumerate(_DAYS):
        first = number * _STEP_PAPERS
        chosen = papers[first : first + _PAGE_PAPERS]
        ranked = chosen[::2] + chosen[1::2] if number % 2 else chosen
        body = "\n\n".join(f"{title}\n\n{abstract}" for title, abstract in ranked)
        yield day, f"Papers\n\n{day:%b} {day.day}\n\n{body}\n"


def make_house(settings: Settings, aside: Path) -> Path:
    """Land all pages and publish one release; returns its folder. aside: for the pages' files."""
    aside.mkdir(parents=True, exist_ok=True)
    for day, text in sample_pages():
        page = aside / f"papers_{day.isoformat()}.txt"
        page.write_text(text)
        land(settings, page, day, datetime(day.year, day.month, day.day, 18, tzinfo=UTC))
    return build_release(settings)


def make_variant(settings: Settings, original: Path, statements: list[str]) -> None:
    """Point a house at a copy of a release that SQL statements have changed.

    For releases that the pipeline would not publish, such as one without rows.
    """
    folder = settings.releases / original.name
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{original / FILE_NAME}' as original (read_only)")
        connection.execute(
            f"attach '{folder / FILE_NAME}' as variant (storage_version '{STORAGE_VERSION}')"
        )
        connection.execute("copy from database original to variant")
        connection.execute("use variant")
        for statement in statements:
            connection.execute(statement)
        connection.execute("use memory")
    (folder / "manifest.json").write_text(json.dumps(read_manifest(original)))
    point_current_at(settings, folder)
