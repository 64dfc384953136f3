"""Expectations that the staging gates of all sources share."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import Expectation, UnexpectedRowsExpectation


def all_landed_records(source: str, staged: str = "{batch}") -> UnexpectedRowsExpectation:
    """Each delivery of a source has as many staged rows as its landing file had records.

    staged: the relation that holds the staged rows, where more than one model takes them up.
    """
    return UnexpectedRowsExpectation(
        description="each delivery has as many rows as its landing file had records",
        unexpected_rows_query=f"""
            with staged as (
                select delivery_key, count(*) as row_count from {staged} group by delivery_key
            ),
            landed as (
                select delivery_key, record_count from raw.deliveries where source = '{source}'
            )
            select delivery_key, landed.record_count, staged.row_count
            from landed
            full join staged using (delivery_key)
            where landed.record_count is distinct from staged.row_count
        """,
    )


def records_of(source: str) -> list[Expectation]:
    """What holds for the staged records of every source."""
    return [
        gxe.ExpectCompoundColumnsToBeUnique(column_list=["delivery_key", "record_index"]),
        gxe.ExpectColumnDistinctValuesToBeInSet(column="source", value_set=[source]),
        gxe.ExpectColumnValuesToNotBeNull(column="title"),
        gxe.ExpectColumnValuesToNotBeNull(column="title_normalised"),
        gxe.ExpectColumnValuesToNotBeNull(column="measured_at"),
        gxe.ExpectColumnValuesToBeBetween(
            column="record_index", min_value=1, description="positions count from 1"
        ),
    ]
