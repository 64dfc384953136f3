"""The facts of a paper as spans of its title and abstract."""

from __future__ import annotations

from collections.abc import Sequence

from include.dashboard.highlight import ROLE_WORDS, Span
from include.dashboard.release import Row


def spans_of_methods(facts: Sequence[Row], field: str) -> list[Span]:
    """Names, and the phrases that name them, in one field (`title` or `abstract`)."""
    spans = []
    for fact in facts:
        if fact["evidence_field"] != field:
            continue
        word = str(ROLE_WORDS.get(fact["role"], fact["role"]))
        says = account_of_method(fact)
        spans.append(Span(fact["name_start"], fact["name_end"], fact["role"], word, says))
        phrase = (fact["evidence_start"], fact["evidence_end"])
        if phrase != (fact["name_start"], fact["name_end"]):
            says = f"read as evidence: {says}"
            spans.append(Span(*phrase, fact["role"], "", says, is_phrase=True))
    return spans


def spans_of_links(links: Sequence[Row], field: str) -> list[Span]:
    """Addresses and statements of availability in one field."""
    return [
        Span(
            link["evidence_start"],
            link["evidence_end"],
            "link",
            name_of_link(link),
            account_of_link(link),
        )
        for link in links
        if link["evidence_field"] == field and link["evidence_start"] is not None
    ]


def account_of_method(fact: Row) -> str:
    """One line that says what a fact is and how it is known."""
    word = ROLE_WORDS.get(fact["role"], fact["role"])
    headline = ", a headline of the paper" if fact["is_primary"] else ""
    long_name = f" ({fact['long_name']})" if fact["long_name"] else ""
    known = f"rule {fact['rule_id']}, confidence {confidence(fact['confidence'])}"
    if fact["correction_action"]:
        known += f", corrected by a curator ({fact['correction_action']})"
    return f"{word} {fact['method_name']}{long_name}: {fact['method_kind']}{headline}; {known}"


def account_of_link(link: Row) -> str:
    """One line that says what is linked to or promised, and by which rule that is known."""
    address = f": {link['url']}" if link["url"] else ""
    return f"{name_of_link(link)}{address}; rule {link['rule_id']}"


def name_of_link(link: Row) -> str:
    """A link's type and status in words, such as `code given` or `project page promised`."""
    return f"{str(link['link_type']).replace('_', ' ')} {link['link_status']}"


def confidence(value: float | None) -> str:
    """A confidence between 0 and 1 with two digits; `not given` where there is none."""
    return "not given" if value is None else f"{value:.2f}"
