"""Author links: accounts and authors by papers and by code, and what one of them stands behind."""

from __future__ import annotations

from html import escape

import streamlit as st

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

_ORDERS = {"papers": "papers", "code": "code addresses"}
_TYPES = {"any": "authors and accounts", "person": "authors", "account": "accounts"}
_TOTALS = (
    Column("link_type", "Link", "words"),
    Column("link_status", "Status"),
    Column("link_count", "Links", "number"),
)
_AUTHORS = (
    Column("name", "Name", link=("author_links", "author", "author_key")),
    Column("author_type", "Is"),
    Column("host", "On"),
    Column("paper_count", "Papers", "number"),
    Column("code_link_count", "Code addresses", "number"),
    Column("first_seen_date", "First seen", "date"),
)
_LINKS = (
    Column("title", "Paper", "wide", link=("paper", "paper", "paper_key")),
    Column("link_type", "Link", "words"),
    Column("link_status", "Status"),
    Column("url", "Address", "address"),
    Column("evidence_text", "In these words", "wide"),
    Column("rule_id", "Rule", "code"),
    Column("first_seen_date", "First seen", "date"),
)


def draw(house: House) -> None:
    """Draw the list of identities, or one of them where the address names it."""
    title("Author links", "Who stands behind papers: named authors, and accounts with their code.")
    words = search_box("Search names", placeholder="an author or an account", clears="author")
    author_key = st.query_params.get("author", "")
    if author_key:
        _one(house, author_key)
        return
    author_type, order = _choices()
    heading(f"With the most {_ORDERS[order]}")
    table(
        house,
        f"author_links/top_by_{order}",
        _AUTHORS,
        caption=f"{_TYPES[author_type].capitalize()} with most {_ORDERS[order]}",
        empty="None is known here by these words.",
        author_type=author_type,
        words=words,
        row_limit=SHOWN_ROWS,
    )
    heading("All links", "Given: a name or an address is there. Stated, promised: words are.")
    table(
        house,
        "author_links/totals",
        _TOTALS,
        caption="Links by type and status",
        empty="This release holds no author links.",
    )


def _choices() -> tuple[str, str]:
    """Which identities to show, and by what they are ordered."""
    with st.container(horizontal=True):
        author_type = st.selectbox(
            "Show",
            list(_TYPES),
            format_func=_TYPES.__getitem__,
            key="type",
            bind="query-params",
            width=240,
        )
        order = st.selectbox(
            "Order by",
            list(_ORDERS),
            format_func=_ORDERS.__getitem__,
            key="order",
            bind="query-params",
            width=240,
        )
    return author_type, order


def _one(house: House, author_key: str) -> None:
    found = house.rows("author_links/one_author", author_key=author_key)
    if not found:
        st.warning("This release knows no such author or account; the search above finds others.")
        return
    (author,) = found
    place = f" on {author['host']}" if author["host"] else ""
    st.html(
        f"<h2>{escape(author['name'] + place)}</h2>"
        f"<p>{page_link('author_links', 'All authors and accounts')}</p>"
    )
    if author["is_name_only"]:
        st.caption("Known by name alone: two people of one name would share this page.")
    numbers([("Papers", as_text(author["paper_count"]))])
    provenance(house, "author_links/one_author", "Author", author_key=author_key)
    heading("Papers and links")
    table(
        house,
        "author_links/links_of_author",
        _LINKS,
        caption="Papers and links",
        empty="No link is left in this release.",
        author_key=author_key,
        row_limit=SHOWN_ROWS,
    )
