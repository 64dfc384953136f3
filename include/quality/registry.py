"""All suites, by layer. A suite that is not listed here is never run, so every one is."""

from __future__ import annotations

from include.quality.suite import Suite
from include.quality.suites import (
    landing_arxiv_oai,
    landing_hf_daily,
    landing_hf_pages,
    landing_jsonl,
    marts_dim_authors,
    marts_fct_author_links,
    marts_fct_feed_entries,
    marts_fct_methods,
    marts_fct_papers,
    staging_arxiv_oai_records,
    staging_hf_daily_records,
    staging_hf_pages_records,
    staging_jsonl_records,
)

SUITES = {
    "landing": [landing_hf_pages, landing_hf_daily, landing_arxiv_oai, landing_jsonl],
    "staging": [
        staging_hf_pages_records,
        staging_hf_daily_records,
        staging_arxiv_oai_records,
        staging_jsonl_records,
    ],
    "marts": [
        marts_fct_papers,
        marts_fct_author_links,
        marts_dim_authors,
        marts_fct_methods,
        marts_fct_feed_entries,
    ],
}


def suites_of(layer: str, table: str | None = None) -> list[Suite]:
    """The suites of a layer; with a table, only the one over it."""
    built = [module.build() for module in SUITES[layer]]
    return [suite for suite in built if table in (None, suite.table_name)]
