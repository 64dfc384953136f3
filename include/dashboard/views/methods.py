"""Methods: what is introduced and used most, how that grew, who introduced it, who builds on it."""

from __future__ import annotations

from html import escape

import streamlit as st

from include.dashboard import charts
from include.dashboard.highlight import ROLE_WORDS
from include.dashboard.shell import (
    SHOWN_ROWS,
    House,
    heading,
    numbers,
    provenance,
    search_box,
    table,
    title,
)
from include.dashboard.tables import Column, as_text, page_link

_ORDERS = {
    "builds_on": "built on",
    "evaluated_on": "evaluated on",
    "compares_with": "compared with",
    "introduces": "introduced",
    "mentions": "mentioned",
}
_COUNTS = (
    Column("introducing_paper_count", "Introduced by", "number"),
    Column("building_paper_count", "Built on by", "number"),
    Column("comparing_paper_count", "Compared with by", "number"),
    Column("evaluating_paper_count", "Evaluated on by", "number"),
    Column("mentioning_paper_count", "Mentioned by", "number"),
)
_METHODS = (
    Column("canonical_name", "Name", link=("methods", "method", "method_key")),
    Column("long_name", "Long form"),
    Column("method_kind", "Kind"),
    *_COUNTS,
    Column("first_seen_date", "First seen", "date"),
)
_PAPERS = (
    Column("role", "The paper", "words"),
    Column("title", "Paper", "wide", link=("paper", "paper", "paper_key")),
    Column("first_seen_date", "First seen", "date"),
    Column("evidence_text", "In these words", "wide"),
    Column("rule_id", "Rule", "code"),
    Column("confidence", "Confidence", "share"),
)


def draw(house: House) -> None:
    """Draw the list of names, or one of them where the address names it."""
    title("Methods", "Named things that papers introduce, build on, compare with or evaluate on.")
    words = search_box(
        "Search names", placeholder="such as LoRA or low-rank adaptation", clears="method"
    )
    method_key = st.query_params.get("method", "")
    if method_key:
        _one(house, method_key)
    elif words:
        heading(f"Names with “{words}”", "Short and long forms; whole matches first.")
        table(
            house,
            "methods/find_methods",
            _METHODS,
            caption="Names found",
            empty="No name and no long form holds these words.",
            words=words,
            row_limit=SHOWN_ROWS,
        )
    else:
        _most_used(house)


def _most_used(house: House) -> None:
    role = st.selectbox(
        "Order by how many papers say that it is",
        list(_ORDERS),
        format_func=_ORDERS.__getitem__,
        key="order",
        bind="query-params",
        width=340,
    )
    heading(f"Most often {_ORDERS[role]}")
    growth = house.rows("methods/growth_of_top", role=role, line_limit=charts.MOST_LINES)
    # A line needs two months of one name.
    if len(growth) > len({row["method_key"] for row in growth}):
        charts.lines(
            growth,
            ("month", "paper_count"),
            "canonical_name",
            "Papers",
            says=f"Lines: papers by month for the names most often {_ORDERS[role]}.",
        )
        provenance(
            house,
            "methods/growth_of_top",
            "Growth by month",
            role=role,
            line_limit=charts.MOST_LINES,
        )
    table(
        house,
        "methods/top_methods",
        _METHODS,
        caption=f"Names most often {_ORDERS[role]}",
        empty="No paper of this release says so of anything.",
        role=role,
        row_limit=SHOWN_ROWS,
    )


def _one(house: House, method_key: str) -> None:
    found = house.rows("methods/one_method", method_key=method_key)
    if not found:
        st.warning("This release knows no such name; the search above finds others.")
        return
    (method,) = found
    long_name = f": {method['long_name']}" if method["long_name"] else ""
    st.html(
        f"<h2>{escape(method['canonical_name'] + long_name)}</h2>"
        f"<p>{page_link('methods', 'All names')}</p>"
    )
    numbers(
        [
            ("Kind", method["method_kind"]),
            *((column.label, as_text(method[column.name])) for column in _COUNTS),
        ]
    )
    if method["first_title"]:
        first = page_link(
            "paper", escape(method["first_title"]), paper=method["first_introduced_by"]
        )
        st.html(f"<p>First introduced by {first}, seen {as_text(method['first_seen_date'])}.</p>")
    provenance(house, "methods/one_method", "Counts", method_key=method_key)
    _growth(house, method_key)
    heading("Papers", "Who introduced it first, then who builds on it, and where it says so.")
    table(
        house,
        "methods/papers_of_method",
        _PAPERS,
        caption="Papers that name it",
        empty="No paper names it.",
        method_key=method_key,
        row_limit=SHOWN_ROWS,
    )


def _growth(house: House, method_key: str) -> None:
    growth = house.rows("methods/growth", method_key=method_key)
    if len({row["month"] for row in growth}) > 1:
        heading("Over time")
        charts.bars_over_months(
            [row | {"role": ROLE_WORDS.get(row["role"], row["role"])} for row in growth],
            "paper_count",
            "role",
            labels=("Papers", "The paper"),
            says="Bars: papers that name it in each month, by what they say of it.",
        )
        provenance(house, "methods/growth", "Papers by month", method_key=method_key)
