"""The staging gate of JSON-lines dumps: nothing lost or doubled on the way from landing."""

from __future__ import annotations

from include.quality.suite import Suite
from include.quality.suites.staging_rules import all_landed_records, records_of


def build() -> Suite:
    """The suite `staging.stg_jsonl__records`."""
    return Suite(
        schema_name="staging",
        table_name="stg_jsonl__records",
        expectations=[*records_of("jsonl"), all_landed_records("jsonl")],
    )
