"""The marts gate of author links: addresses that are addresses, evidence that can be read."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import Suite
from include.quality.suites.rules import ExpectEvidenceToGiveBackItsText

LINK_TYPES = [
    *("authorship", "code", "project_page", "dataset", "model", "demo", "benchmark", "other"),
]


class ExpectGivenLinksToHaveAnAddressOrAnAuthor(UnexpectedRowsExpectation):
    """What is given has an address or an author; only what is promised or stated may have none."""

    description: str = "given links have an address or an author"
    unexpected_rows_query: str = """
        select author_link_key from {batch}
        where link_status = 'given' and url is null and author_name is null
    """


def build() -> Suite:
    """The suite `marts.fct_author_links`."""
    return Suite(
        schema_name="marts",
        table_name="fct_author_links",
        expectations=[
            gxe.ExpectColumnDistinctValuesToBeInSet(column="link_type", value_set=LINK_TYPES),
            gxe.ExpectColumnDistinctValuesToBeInSet(
                column="link_status", value_set=["given", "promised", "stated"]
            ),
            gxe.ExpectColumnDistinctValuesToBeInSet(
                column="evidence_field", value_set=["title", "abstract", "comment", "record"]
            ),
            gxe.ExpectColumnValuesToMatchRegex(
                column="url",
                regex=r"^https?://[^\s{}<>]+[^\s{}<>.,;]$",
                description="addresses are http(s), without trailing punctuation or braces",
                notes="24 of the 34 addresses on the real page carry some in the text.",
            ),
            gxe.ExpectColumnValuesToMatchRegex(column="url_host", regex=r"^[a-z0-9.-]+(:[0-9]+)?$"),
            ExpectGivenLinksToHaveAnAddressOrAnAuthor(),
            ExpectEvidenceToGiveBackItsText(),
        ],
    )
