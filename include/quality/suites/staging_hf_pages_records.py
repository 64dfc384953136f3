"""The staging gate of page dumps: nothing lost or doubled between landing files and staging."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import Suite


class ExpectAllLandedRecords(UnexpectedRowsExpectation):
    """Each delivery has as many staged rows as its landing file had records."""

    description: str = "each delivery has as many rows as its landing file had records"
    unexpected_rows_query: str = """
        with staged as (
            select delivery_key, count(*) as row_count from {batch} group by delivery_key
        )
        select deliveries.delivery_key, deliveries.record_count, staged.row_count
        from raw.deliveries as deliveries
        full join staged on deliveries.delivery_key = staged.delivery_key
        where coalesce(deliveries.source, 'hf_pages') = 'hf_pages'
            and deliveries.record_count is distinct from staged.row_count
    """


def build() -> Suite:
    """The suite `staging.stg_hf_pages__records`."""
    return Suite(
        schema_name="staging",
        table_name="stg_hf_pages__records",
        expectations=[
            gxe.ExpectCompoundColumnsToBeUnique(column_list=["delivery_key", "record_index"]),
            gxe.ExpectColumnDistinctValuesToBeInSet(column="source", value_set=["hf_pages"]),
            gxe.ExpectColumnValuesToNotBeNull(column="title"),
            gxe.ExpectColumnValuesToNotBeNull(column="abstract"),
            gxe.ExpectColumnValuesToNotBeNull(column="feed_date"),
            gxe.ExpectColumnValuesToBeBetween(
                column="record_index", min_value=1, description="positions count from 1"
            ),
            ExpectAllLandedRecords(),
        ],
    )
