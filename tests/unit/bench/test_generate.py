"""Generated pages land as the real page does, and are the same whenever they are made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from include.bench.figures import text_figures
from include.bench.generate import papers, write_page
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.settings import Settings
from include.sources import hf_pages

DELIVERY = Delivery(
    delivery_key="k",
    source="hf_pages",
    logical_date=date(2026, 3, 11),
    delivered_at=datetime(2026, 3, 11, 12, tzinfo=UTC),
    original_name="page.txt",
)


def test_a_generated_page_lands_without_a_refused_record(
    settings: Settings, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    byte_count = write_page(page, papers(200, seed=3))
    quarantine = Quarantine(settings, DELIVERY)
    with page.open("rb") as stream:
        batches = list(hf_pages.parse(stream, DELIVERY, quarantine))
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert byte_count == page.stat().st_size
    assert quarantine.tally.refused_count == 0
    assert quarantine.tally.furniture_lines == 5
    assert [row["title"] for row in rows] == [title for title, _ in papers(200, seed=3)]
    assert {row["feed_date"] for row in rows} == {date(2026, 3, 11)}


def test_a_seed_always_gives_the_same_papers() -> None:
    once = list(papers(50, seed=5))
    assert once == list(papers(50, seed=5))
    assert once != list(papers(50, seed=6))


def test_a_longer_page_begins_with_the_shorter_one() -> None:
    assert list(papers(40, seed=5))[:10] == list(papers(10, seed=5))


def test_the_text_is_as_varied_as_the_real_page() -> None:
    figures = text_figures(papers(1_000, seed=1))
    assert figures.paper_count == 1_000
    assert 1_200 < figures.abstract_characters < 1_700
    assert 2.3 < figures.zstd_ratio < 3.4
    assert figures.distinct_word_count > 8_000
    assert 15 < figures.address_pct < 30
