"""The landing gate of the daily papers API: ranked papers with their counts."""

from __future__ import annotations

import great_expectations.expectations as gxe

from include.quality.suite import WARNING, Suite
from include.quality.suites.landing_rules import papers


def build() -> Suite:
    """The suite `landing.hf_daily`."""
    return Suite(
        schema_name="landing",
        table_name="hf_daily",
        expectations=[
            *papers(
                title_notes="In a real answer of 30 papers titles have 24 to 105 characters.",
                abstract_notes="In a real answer of 30 papers they have 853 to 1,898 characters.",
            ),
            gxe.ExpectColumnValuesToNotBeNull(column="title_normalised"),
            gxe.ExpectColumnValuesToNotBeNull(column="source_paper_id"),
            gxe.ExpectColumnValuesToNotBeNull(column="feed_date"),
            gxe.ExpectColumnDistinctValuesToBeInSet(
                column="feed_list", value_set=["daily", "trending"]
            ),
            gxe.ExpectColumnValuesToNotBeNull(
                column="abstract", mostly=0.95, severity=WARNING, notes="30 of 30 have one."
            ),
            gxe.ExpectColumnValuesToNotBeNull(
                column="upvotes", severity=WARNING, notes="30 of 30 are counted."
            ),
            gxe.ExpectColumnValuesToBeUnique(
                column="source_paper_id", severity=WARNING, notes="30 of 30 differ."
            ),
        ],
    )
