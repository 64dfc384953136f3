"""The dashboard's pages as `make bench` knows them: which queries each runs, and their seconds."""

from __future__ import annotations

from typing import Any

ABSTRACT_SEARCH = "Paper, a search in abstracts"
# What each page runs, as it opens and as its links and search boxes lead on.
VIEWS = {
    "every page's head": ["header/freshness"],
    "Overview": [
        "overview/gates",
        "overview/totals",
        "overview/papers_by_month",
        "overview/feeds_by_month",
    ],
    "Methods": ["methods/growth_of_top", "methods/top_methods"],
    "Methods, a search": ["methods/find_methods"],
    "Methods, one name": ["methods/one_method", "methods/growth", "methods/papers_of_method"],
    "Paper": ["paper/newest_papers"],
    "Paper, a search": ["paper/find_papers"],
    ABSTRACT_SEARCH: ["paper/find_papers_in_abstracts"],
    "Paper, one paper": [
        "paper/redirect",
        "paper/one_paper",
        "paper/method_facts",
        "paper/author_links",
        "paper/feed_history",
    ],
    "Author links": ["author_links/top_by_papers", "author_links/totals"],
    "Author links, by code": ["author_links/top_by_code", "author_links/totals"],
    "Author links, a search": ["author_links/top_by_papers", "author_links/totals"],
    "Author links, one account": ["author_links/one_author", "author_links/links_of_author"],
    "Feed": ["feed/lists", "feed/dates", "feed/ranking", "feed/left_papers", "feed/positions"],
    "Quality": [
        "quality/closed_gates",
        "quality/gates_by_release",
        "quality/extraction_quality",
        "quality/refusals",
        "quality/releases",
        "quality/expectations",
    ],
}


def page_seconds(found: dict[str, Any]) -> dict[str, float]:
    """Seconds of all queries of each view. found: what was measured at one size."""
    return {view: sum(queries.values()) for view, queries in found["dashboard"].items()}


def page_table(sizes: dict[int, dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: seconds of each view by size, and its slowest query at the largest."""
    spent = {size: page_seconds(found) for size, found in sizes.items()}
    rows = [
        [view, *(f"{one[view]:.3f}" for one in spent.values()), f"`{_slowest(queries)}`"]
        for view, queries in sizes[max(sizes)]["dashboard"].items()
    ]
    return ["page", *(f"s at {size:,}" for size in sizes), "slowest query"], rows


def _slowest(queries: dict[str, float]) -> str:
    return max(queries, key=queries.__getitem__)
