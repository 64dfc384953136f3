"""The landing gate of JSON-lines dumps: every line accounted for."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import WARNING, Suite
from include.quality.suites.landing_rules import papers


class ExpectEveryLineToBeARecordOrQuarantined(UnexpectedRowsExpectation):
    """Records and quarantined lines add up to the lines that are not blank."""

    description: str = "records + quarantined lines = lines that are not blank"
    unexpected_rows_query: str = """
        select * from landing.tally
        where record_count + quarantined_lines <> nonblank_lines
    """


def build() -> Suite:
    """The suite `landing.jsonl`."""
    return Suite(
        schema_name="landing",
        table_name="jsonl",
        expectations=[
            *papers(
                title_notes="In 14,010 real listings titles have 6 to 212 characters.",
                abstract_notes="In 14,010 real listings 99 % have 552 to 1,916 characters.",
            ),
            gxe.ExpectColumnValuesToNotBeNull(column="title_normalised"),
            gxe.ExpectColumnValuesToBeUnique(column="line_start"),
            gxe.ExpectColumnValuesToNotBeNull(
                column="source_paper_id",
                mostly=0.95,
                severity=WARNING,
                notes="All 14,010 have one.",
            ),
            ExpectEveryLineToBeARecordOrQuarantined(),
        ],
    )
