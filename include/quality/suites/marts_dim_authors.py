"""The marts gate of authors: nobody is invented, an identity has a host."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import Suite


class ExpectEveryAuthorToStandBehindAPaper(UnexpectedRowsExpectation):
    """Each person and account stands behind at least one link of a paper."""

    description: str = "every author stands behind a paper"
    unexpected_rows_query: str = """
        select authors.author_key, authors.name
        from {batch} as authors
        left join marts.fct_author_links as links on authors.author_key = links.author_key
        where links.author_key is null
    """


class ExpectAccountsToHaveAHost(UnexpectedRowsExpectation):
    """An account is one on some host."""

    description: str = "accounts have a host"
    unexpected_rows_query: str = """
        select author_key, name from {batch} where author_type = 'account' and host is null
    """


def build() -> Suite:
    """The suite `marts.dim_authors`."""
    return Suite(
        schema_name="marts",
        table_name="dim_authors",
        expectations=[
            gxe.ExpectColumnDistinctValuesToBeInSet(
                column="author_type", value_set=["person", "account"]
            ),
            gxe.ExpectColumnValueLengthsToBeBetween(column="name", min_value=1, max_value=500),
            ExpectAccountsToHaveAHost(),
            ExpectEveryAuthorToStandBehindAPaper(),
        ],
    )
