"""The landing gate of the arXiv harvest: papers with structured authors, and withdrawals."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import WARNING, Suite
from include.quality.suites.landing_rules import papers


class ExpectTextsUnlessWithdrawn(UnexpectedRowsExpectation):
    """A record has a title, or it is the notice that a paper was withdrawn, which has none."""

    description: str = "a title, or a withdrawal and no title"
    unexpected_rows_query: str = """
        select record_index, source_paper_id from {batch}
        where is_withdrawn is null
            or (title_normalised is null) <> is_withdrawn
    """


class ExpectWithdrawalsToBeCounted(UnexpectedRowsExpectation):
    """As many withdrawals as the parser met."""

    description: str = "as many withdrawals as the parser counted"
    unexpected_rows_query: str = """
        select tally.withdrawn_count, written.withdrawn_count as written_count
        from landing.tally as tally
        cross join (
            select count(*) filter (where is_withdrawn) as withdrawn_count from {batch}
        ) as written
        where tally.withdrawn_count <> written.withdrawn_count
    """


def build() -> Suite:
    """The suite `landing.arxiv_oai`."""
    return Suite(
        schema_name="landing",
        table_name="arxiv_oai",
        expectations=[
            *papers(
                title_notes="In 14,010 real listings titles have 6 to 212 characters.",
                abstract_notes="In 14,010 real listings 99 % have 552 to 1,916 characters.",
            ),
            gxe.ExpectColumnValuesToNotBeNull(column="source_paper_id"),
            gxe.ExpectColumnValuesToNotBeNull(
                column="published_at", mostly=0.9, severity=WARNING, notes="7 of 7 are dated."
            ),
            ExpectTextsUnlessWithdrawn(),
            ExpectWithdrawalsToBeCounted(),
        ],
    )
