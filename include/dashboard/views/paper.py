"""Paper: its title and abstract with every fact marked at its evidence, and its feed history."""

from __future__ import annotations

from html import escape

import streamlit as st

from include.dashboard.facts import spans_of_links, spans_of_methods
from include.dashboard.highlight import ROLE_WORDS, highlighted
from include.dashboard.queries import ABSTRACT_SEARCH_SECONDS
from include.dashboard.release import Row
from include.dashboard.shell import (
    SHOWN_ROWS,
    House,
    heading,
    provenance,
    search_box,
    table,
    title,
)
from include.dashboard.tables import Column, address, as_text

_FOUND = (
    Column("title", "Paper", "wide", link=("paper", "paper", "paper_key")),
    Column("first_seen_date", "First seen", "date"),
    Column("best_feed_position", "Best place", "number"),
    Column("introduced_method_count", "Introduces", "number"),
    Column("has_code", "Code"),
    Column("has_code_promise", "Promised"),
)
_FACTS = (
    Column("role", "The paper", "words"),
    Column("method_name", "Name", link=("methods", "method", "method_key")),
    Column("method_kind", "Kind"),
    Column("evidence_text", "In these words", "wide"),
    Column("evidence_field", "Of the"),
    Column("rule_id", "Rule", "code"),
    Column("confidence", "Confidence", "share"),
    Column("correction_action", "Corrected by"),
    Column("correction_reason", "Because", "wide"),
)
_LINKS = (
    Column("link_type", "Link", "words"),
    Column("link_status", "Status"),
    Column("author_name", "Author"),
    Column("url_owner", "Owner", link=("author_links", "author", "author_key")),
    Column("url", "Address", "address"),
    Column("evidence_text", "In these words", "wide"),
    Column("rule_id", "Rule", "code"),
)
_HISTORY = (
    Column("feed_date", "Date", "date"),
    Column("source", "Source"),
    Column("feed_list", "List"),
    Column("feed_position", "Place", "number"),
    Column("upvotes", "Upvotes", "number"),
    Column("comment_count", "Comments", "number"),
    Column("measured_at", "Measured", "date"),
    Column("is_feed_date_inferred", "Year inferred"),
)


def draw(house: House) -> None:
    """Draw the search and its answer, or one paper where the address names it."""
    title("Paper", "Every name and link that was read from a paper, marked where it was read.")
    words = search_box(
        "Search titles",
        placeholder="words of a title, or an arXiv id",
        clears="paper",
    )
    paper_key = st.query_params.get("paper", "")
    if paper_key:
        _one(house, paper_key)
    elif words:
        _found(house, words)
    else:
        heading("Newest papers")
        table(
            house,
            "paper/newest_papers",
            _FOUND,
            caption="Newest papers",
            empty="This release holds no papers.",
            row_limit=SHOWN_ROWS,
        )


def _found(house: House, words: str) -> None:
    in_abstracts = st.checkbox(
        f"Search abstracts too (about {ABSTRACT_SEARCH_SECONDS} seconds in a million papers)",
        key="abstracts",
        bind="query-params",
    )
    heading("Papers found")
    table(
        house,
        "paper/find_papers_in_abstracts" if in_abstracts else "paper/find_papers",
        _FOUND,
        caption="Papers found",
        empty="No paper holds these words there.",
        words=words,
        row_limit=SHOWN_ROWS,
    )


def _one(house: House, paper_key: str) -> None:
    for redirect in house.rows("paper/redirect", paper_key=paper_key):
        paper_key = redirect["paper_key"]
    found = house.rows("paper/one_paper", paper_key=paper_key)
    if not found:
        st.warning("This release knows no such paper; the search above finds others.")
        return
    (paper,) = found
    facts = house.rows("paper/method_facts", paper_key=paper_key)
    links = house.rows("paper/author_links", paper_key=paper_key)
    _text(paper, facts, links)
    provenance(house, "paper/one_paper", "The paper", paper_key=paper_key)
    heading("Named things")
    table(
        house,
        "paper/method_facts",
        _FACTS,
        caption="Named things in this paper",
        empty="No rule found a named thing in this paper.",
        paper_key=paper_key,
    )
    heading("Author links")
    table(
        house,
        "paper/author_links",
        _LINKS,
        caption="Authors, addresses and promises of this paper",
        empty="The paper names no address and promises none, and no record names its authors.",
        paper_key=paper_key,
    )
    heading("Feed history")
    table(
        house,
        "paper/feed_history",
        _HISTORY,
        caption="Places of this paper on ranked lists",
        empty="The paper was on no ranked list.",
        paper_key=paper_key,
    )


def _text(paper: Row, facts: list[Row], links: list[Row]) -> None:
    """Title, legend and abstract. The title is the page's second heading, for screen readers."""
    marked = {
        field: highlighted(
            paper[field] or "", spans_of_methods(facts, field) + spans_of_links(links, field)
        )
        for field in ("title", "abstract", "comment")
    }
    legend = "".join(
        f'<mark class="ph-name ph-{role.replace("_", "-")}">{word}</mark>'
        for role, word in ROLE_WORDS.items()
    )
    comment = f'<p class="ph-text">Comment: {marked["comment"]}</p>' if paper["comment"] else ""
    st.html(
        f'<h2 class="ph-text ph-title">{marked["title"]}</h2><p class="ph-soft">{_about(paper)}</p>'
        f'<p class="ph-text ph-legend" aria-hidden="true">{legend}</p>'
        f'<p class="ph-text">{marked["abstract"]}</p>{comment}'
    )


def _about(paper: Row) -> str:
    """One line about the paper, as HTML."""
    parts = [
        f"first seen {as_text(paper['first_seen_date'])}",
        f"best place {paper['best_feed_position']}" if paper["best_feed_position"] else "",
        "a survey" if paper["is_survey"] else "",
        escape(paper["primary_category"] or ""),
        address(paper["paper_url"]) if paper["paper_url"] else "no arXiv id known",
        f"text from {escape(paper['source'])}",
    ]
    return " · ".join(part for part in parts if part)
