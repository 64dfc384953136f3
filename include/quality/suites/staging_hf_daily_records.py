"""The staging gate of the daily papers API: nothing lost or doubled on the way from landing."""

from __future__ import annotations

from include.quality.suite import Suite
from include.quality.suites.staging_rules import all_landed_records, records_of


def build() -> Suite:
    """The suite `staging.stg_hf_daily__records`."""
    return Suite(
        schema_name="staging",
        table_name="stg_hf_daily__records",
        expectations=[*records_of("hf_daily"), all_landed_records("hf_daily")],
    )
