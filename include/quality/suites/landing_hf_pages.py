"""The landing gate of page dumps: every line accounted for, every record whole."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.landing.schemas import LANDING_SCHEMA
from include.quality.suite import WARNING, Suite
from include.quality.suites.landing_rules import ExpectCleanText, ExpectFewRefusedRecords


class ExpectEveryLineToBeAccountedFor(UnexpectedRowsExpectation):
    """Titles, abstracts, furniture and quarantined lines add up to the lines that are not blank."""

    description: str = "titles + abstracts + furniture + quarantined = lines that are not blank"
    unexpected_rows_query: str = """
        select * from landing.tally
        where title_lines + abstract_lines + furniture_lines + quarantined_lines
            <> nonblank_lines
    """


class ExpectRowsToBeTheParsersRecords(UnexpectedRowsExpectation):
    """The file holds as many rows as the parser counted records, titles and abstracts."""

    description: str = "as many rows as the parser counted records"
    unexpected_rows_query: str = """
        select tally.*, written.row_count
        from landing.tally as tally
        cross join (select count(*) as row_count from {batch}) as written
        where tally.record_count <> written.row_count
            or tally.title_lines <> written.row_count
            or tally.abstract_lines <> written.row_count
    """


class ExpectDatesNotBeyondTheDelivery(UnexpectedRowsExpectation):
    """No page is dated later than the day after it was delivered."""

    description: str = "feed date at most one day after the delivery date"
    unexpected_rows_query: str = """
        select record_index, feed_date, delivery_date from {batch}
        where feed_date is null or feed_date > delivery_date + 1
    """


def build() -> Suite:
    """The suite `landing.hf_pages`."""
    return Suite(
        schema_name="landing",
        table_name="hf_pages",
        expectations=[
            gxe.ExpectTableColumnsToMatchOrderedList(
                column_list=LANDING_SCHEMA.names, description="the columns of the landing contract"
            ),
            gxe.ExpectTableRowCountToBeBetween(min_value=1, notes="The real page has 116 papers."),
            ExpectRowsToBeTheParsersRecords(),
            gxe.ExpectColumnValuesToBeUnique(column="record_index"),
            gxe.ExpectColumnValuesToNotBeNull(column="title_normalised"),
            gxe.ExpectColumnValuesToMatchRegex(column="record_hash", regex="^[0-9a-f]{32}$"),
            gxe.ExpectColumnValueLengthsToBeBetween(
                column="title",
                min_value=1,
                max_value=400,
                notes="On the real page titles have 21 to 132 characters.",
            ),
            gxe.ExpectColumnValueLengthsToBeBetween(
                column="abstract",
                min_value=200,
                max_value=4000,
                mostly=0.95,
                severity=WARNING,
                notes="On the real page abstracts have 1,359 to 1,920 characters.",
            ),
            ExpectCleanText(),
            ExpectDatesNotBeyondTheDelivery(),
            gxe.ExpectColumnValuesToBeUnique(
                column="title_normalised",
                severity=WARNING,
                notes="The real page names no paper twice.",
            ),
            ExpectEveryLineToBeAccountedFor(),
            ExpectFewRefusedRecords(),
        ],
    )
