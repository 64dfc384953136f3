"""The marts gate of methods: names that stand in the text, roles and kinds that are known."""

from __future__ import annotations

import great_expectations.expectations as gxe
from great_expectations.expectations import UnexpectedRowsExpectation

from include.quality.suite import WARNING, Suite
from include.quality.suites.rules import ExpectEvidenceToGiveBackItsText

METHOD_KINDS = [
    *("method", "model", "framework", "dataset", "benchmark", "task"),
    *("metric", "system", "concept", "architecture", "tool", "product"),
]
ROLES = ["introduces", "builds_on", "compares_with", "evaluated_on", "mentions"]


class ExpectNamesToStandInTheText(UnexpectedRowsExpectation):
    """The name's offsets give back, from the paper's column, the name as written."""

    description: str = "name offsets give back the name, inside its evidence"
    unexpected_rows_query: str = """
        select facts.paper_key, facts.method_name
        from {batch} as facts
        inner join marts.fct_papers as papers on facts.paper_key = papers.paper_key
        where facts.name_start < facts.evidence_start
            or facts.name_end > facts.evidence_end
            or facts.method_name is distinct from substr(
                case facts.evidence_field when 'title' then papers.title else papers.abstract end,
                facts.name_start + 1,
                facts.name_end - facts.name_start
            )
    """


class ExpectAtMostTwoPrimaryNames(UnexpectedRowsExpectation):
    """A paper has at most two primary names, and they are introduced by it."""

    description: str = "at most two primary names a paper, all introduced by it"
    unexpected_rows_query: str = """
        select paper_key from {batch} where is_primary
        group by paper_key having count(*) > 2 or bool_or(role <> 'introduces')
    """


class ExpectAPlausibleShareOfIntroducingPapers(UnexpectedRowsExpectation):
    """Between a tenth and all of the papers introduce a name, where there are at least 20."""

    description: str = "at least a tenth of the papers introduce a name"
    unexpected_rows_query: str = """
        with papers as (select count(*) as paper_count from marts.fct_papers),
        introducing as (
            select count(distinct paper_key) as introducing_count from {batch}
            where role = 'introduces'
        )
        select * from papers cross join introducing
        where paper_count >= 20 and introducing_count < 0.1 * paper_count
    """


def build() -> Suite:
    """The suite `marts.fct_methods`."""
    return Suite(
        schema_name="marts",
        table_name="fct_methods",
        expectations=[
            gxe.ExpectColumnDistinctValuesToBeInSet(column="role", value_set=ROLES),
            gxe.ExpectColumnDistinctValuesToBeInSet(column="method_kind", value_set=METHOD_KINDS),
            gxe.ExpectColumnDistinctValuesToBeInSet(
                column="evidence_field", value_set=["title", "abstract"]
            ),
            gxe.ExpectColumnValuesToBeBetween(column="confidence", min_value=0, max_value=1),
            gxe.ExpectColumnValueLengthsToBeBetween(
                column="method_name", min_value=1, max_value=120
            ),
            ExpectNamesToStandInTheText(),
            ExpectEvidenceToGiveBackItsText(),
            ExpectAtMostTwoPrimaryNames(),
            ExpectAPlausibleShareOfIntroducingPapers(
                severity=WARNING,
                notes="On the real page 88 of 116 papers introduce a name by hand-made labels.",
            ),
        ],
    )
