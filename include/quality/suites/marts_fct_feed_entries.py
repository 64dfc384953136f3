"""The marts gate of feed entries: every ranked record keeps its place."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import WARNING, Suite


class ExpectEveryRankedPaperToHaveAnEntry(UnexpectedRowsExpectation):
    """Each list, day and measurement holds exactly the papers its records spoke of."""

    description: str = "each measured list holds exactly the papers of its records"
    unexpected_rows_query: str = """
        with recorded as (
            select source, feed_list, feed_date, measured_at,
                count(distinct paper_key) as paper_count
            from intermediate.int_records_identified
            where feed_list is not null
            group by all
        ),
        entered as (
            select source, feed_list, feed_date, measured_at, count(*) as entry_count
            from {batch}
            group by all
        )
        select *
        from recorded
        full join entered using (source, feed_list, feed_date, measured_at)
        where paper_count is distinct from entry_count
    """


def build() -> Suite:
    """The suite `marts.fct_feed_entries`."""
    return Suite(
        schema_name="marts",
        table_name="fct_feed_entries",
        expectations=[
            gxe.ExpectColumnValuesToBeBetween(
                column="feed_position", min_value=1, description="positions count from 1"
            ),
            gxe.ExpectCompoundColumnsToBeUnique(
                column_list=["source", "feed_list", "feed_date", "measured_at", "feed_position"],
                severity=WARNING,
                description="no two papers share a position in one measured list",
            ),
            ExpectEveryRankedPaperToHaveAnEntry(),
        ],
    )
