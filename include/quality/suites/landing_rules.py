"""Expectations that the landing gates of all sources share."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import Expectation, UnexpectedRowsExpectation

from include.landing.schemas import LANDING_SCHEMA
from include.quality.suite import WARNING


class ExpectFewRefusedRecords(UnexpectedRowsExpectation):
    """Not more than 5 % of the records refused, unless they are 3 or fewer."""

    description: str = "at most 5 % or 3 records refused"
    unexpected_rows_query: str = """
        select refused_count, record_count from landing.tally
        where refused_count > 3 and refused_count > 0.05 * (record_count + refused_count)
    """


class ExpectCleanText(UnexpectedRowsExpectation):
    """Titles and abstracts carry no run of white space, no untrimmed end and no NUL."""

    description: str = "title and abstract are trimmed, without runs of white space or NUL"
    unexpected_rows_query: str = r"""
        select record_index, title from {batch}
        where regexp_matches(title, '^\s|\s$|\s\s|[\t\n\r]') or contains(title, chr(0))
            or regexp_matches(abstract, '^\s|\s$|\s\s|[\t\n\r]') or contains(abstract, chr(0))
    """


class ExpectRowsToBeTheRecordsRead(UnexpectedRowsExpectation):
    """The file holds as many rows as the parser counted records."""

    description: str = "as many rows as the parser counted records"
    unexpected_rows_query: str = """
        select tally.record_count, written.row_count
        from landing.tally as tally
        cross join (select count(*) as row_count from {batch}) as written
        where tally.record_count <> written.row_count
    """


class ExpectKnownFields(UnexpectedRowsExpectation):
    """The source gives no field that the parser does not know, and none of another kind."""

    description: str = "no field is unknown or of another kind than before"
    unexpected_rows_query: str = """
        select unknown_fields from landing.tally where unknown_field_count > 0
    """


class ExpectNamedAuthors(UnexpectedRowsExpectation):
    """Every author of the delivery has a name."""

    description: str = "every author has a name"
    unexpected_rows_query: str = """
        select nameless_author_count from landing.tally where nameless_author_count > 0
    """


class ExpectAuthorsInTheirOrder(UnexpectedRowsExpectation):
    """Positions of a record's authors count from 1 and no two authors share one."""

    description: str = "author positions count from 1 and differ"
    unexpected_rows_query: str = """
        with positions as (
            select record_index, unnest(authors).position as author_position from {batch}
        )
        select record_index from positions
        group by record_index
        having min(author_position) < 1
            or count(*) <> count(distinct author_position)
    """


def papers(*, title_notes: str, abstract_notes: str) -> list[Expectation]:
    """What holds for the papers of every source that is no page dump, in the order of a suite.

    The notes say which numbers were measured in that source's real answers.
    """
    return [
        gxe.ExpectTableColumnsToMatchOrderedList(
            column_list=LANDING_SCHEMA.names, description="the columns of the landing contract"
        ),
        ExpectKnownFields(severity=WARNING),
        gxe.ExpectTableRowCountToBeBetween(
            min_value=1, notes="An answer without records never comes to this gate."
        ),
        ExpectRowsToBeTheRecordsRead(),
        gxe.ExpectColumnValuesToBeUnique(column="record_index"),
        gxe.ExpectColumnValuesToMatchRegex(column="record_hash", regex="^[0-9a-f]{32}$"),
        gxe.ExpectColumnValueLengthsToBeBetween(
            column="title", min_value=1, max_value=1000, notes=title_notes
        ),
        gxe.ExpectColumnValueLengthsToBeBetween(
            column="abstract",
            min_value=100,
            max_value=6000,
            mostly=0.95,
            severity=WARNING,
            notes=abstract_notes,
        ),
        ExpectCleanText(),
        ExpectAuthorsInTheirOrder(),
        ExpectNamedAuthors(severity=WARNING),
        ExpectFewRefusedRecords(),
    ]
