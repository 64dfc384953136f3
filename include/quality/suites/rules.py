"""Expectations of our own that several suites share; each class is named as the sentence it is."""

from __future__ import annotations

from great_expectations.expectations import UnexpectedRowsExpectation


class ExpectEvidenceToGiveBackItsText(UnexpectedRowsExpectation):
    """The offsets of a fact give back, from the paper's column, exactly the text it quotes."""

    description: str = "evidence offsets give back the quoted text"
    unexpected_rows_query: str = """
        select facts.paper_key, facts.evidence_field, facts.evidence_text
        from {batch} as facts
        inner join marts.fct_papers as papers on facts.paper_key = papers.paper_key
        where facts.evidence_field in ('title', 'abstract', 'comment')
            and facts.evidence_text is distinct from substr(
                case facts.evidence_field
                    when 'title' then papers.title
                    when 'abstract' then papers.abstract
                    else papers.comment
                end,
                facts.evidence_start + 1,
                facts.evidence_end - facts.evidence_start
            )
    """
