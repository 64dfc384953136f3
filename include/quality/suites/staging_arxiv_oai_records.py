"""The staging gate of the arXiv harvest: papers and withdrawals together are what landed."""

from __future__ import annotations

import great_expectations.expectations as gxe

from include.quality.suite import Suite
from include.quality.suites.staging_rules import all_landed_records, records_of

_STAGED = """(
    select delivery_key from {batch}
    union all
    select delivery_key from staging.stg_arxiv_oai__withdrawals
) as taken_up"""


def build() -> Suite:
    """The suite `staging.stg_arxiv_oai__records`."""
    return Suite(
        schema_name="staging",
        table_name="stg_arxiv_oai__records",
        expectations=[
            *records_of("arxiv_oai"),
            gxe.ExpectColumnValuesToNotBeNull(column="arxiv_id"),
            all_landed_records("arxiv_oai", _STAGED),
        ],
    )
