"""The marts gate of papers: every record's paper is there, nothing has dwindled unnoticed."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import WARNING, Suite


class ExpectAPaperForEveryRecord(UnexpectedRowsExpectation):
    """Papers are exactly those that the records of all sources speak of."""

    description: str = "exactly the papers of all records"
    unexpected_rows_query: str = """
        with recorded as (
            select distinct paper_key from intermediate.int_records_identified
        )
        select recorded.paper_key as recorded_key, papers.paper_key
        from recorded
        full join {batch} as papers on recorded.paper_key = papers.paper_key
        where recorded.paper_key is null or papers.paper_key is null
    """


class ExpectCountsToMatchTheFacts(UnexpectedRowsExpectation):
    """The counts in a paper's row are those of its rows in the fact tables."""

    description: str = "link and method counts equal the rows of the fact tables"
    unexpected_rows_query: str = """
        with links as (
            select paper_key, count(*) filter (where url is not null) as link_count
            from marts.fct_author_links group by paper_key
        ),
        methods as (
            select paper_key, count(distinct method_key) as introduced_count
            from marts.fct_methods where role = 'introduces' group by paper_key
        )
        select papers.paper_key
        from {batch} as papers
        left join links on papers.paper_key = links.paper_key
        left join methods on papers.paper_key = methods.paper_key
        where papers.link_count <> coalesce(links.link_count, 0)
            or papers.introduced_method_count <> coalesce(methods.introduced_count, 0)
    """


class ExpectNotHalfThePapersGone(UnexpectedRowsExpectation):
    """At least half as many papers as in the release before."""

    description: str = "at least half the papers of the previous release"
    unexpected_rows_query: str = """
        select previous.row_count, present.row_count as present_count
        from raw.previous_row_counts as previous
        cross join (select count(*) as row_count from {batch}) as present
        where previous.table_name = 'fct_papers' and present.row_count < 0.5 * previous.row_count
    """


class ExpectNoPaperGone(UnexpectedRowsExpectation):
    """At least as many papers as in the release before."""

    description: str = "no fewer papers than in the previous release"
    unexpected_rows_query: str = """
        select previous.row_count, present.row_count as present_count
        from raw.previous_row_counts as previous
        cross join (select count(*) as row_count from {batch}) as present
        where previous.table_name = 'fct_papers' and present.row_count < previous.row_count
    """


class ExpectFirstSeenBeforeLastSeen(UnexpectedRowsExpectation):
    """A paper is not last seen before it is first seen."""

    description: str = "first seen is not after last seen"
    unexpected_rows_query: str = """
        select paper_key from {batch} where first_seen_date > last_seen_date
    """


def build() -> Suite:
    """The suite `marts.fct_papers`."""
    return Suite(
        schema_name="marts",
        table_name="fct_papers",
        expectations=[
            gxe.ExpectTableRowCountToBeBetween(min_value=1),
            ExpectNotHalfThePapersGone(),
            ExpectNoPaperGone(
                severity=WARNING, notes="Falls when raw files are taken away on purpose."
            ),
            gxe.ExpectColumnValuesToMatchRegex(
                column="arxiv_id",
                regex=r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})$",
                description="arXiv ids are well-formed and carry no version",
            ),
            gxe.ExpectColumnValuesToMatchRegex(column="doi", regex=r"^10\.[0-9]{4,9}/\S+$"),
            gxe.ExpectColumnValueLengthsToBeBetween(column="title", min_value=1),
            ExpectFirstSeenBeforeLastSeen(),
            ExpectAPaperForEveryRecord(),
            ExpectCountsToMatchTheFacts(),
        ],
    )
