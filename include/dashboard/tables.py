"""Rows as an HTML table that keyboards, screen readers and narrow screens can use.

Streamlit's own data frame is drawn on a canvas: its links cannot be reached by keyboard. Every
value is escaped, and an address from outside becomes a link only if it is http or https.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from urllib.parse import quote, urlencode, urlsplit

from include.dashboard.release import Row

_NUMERIC = ("number", "percent", "share")


@dataclass(frozen=True)
class Column:
    """A column to show.

    kind: text, words (underscores become spaces), number, percent (0 to 100), share (0 to 1),
    date, month, code, name (code that may be long), wide, verdict or address. link: page,
    parameter and the column with its value, for a cell that leads to another page.
    """

    name: str
    label: str
    kind: str = "text"
    link: tuple[str, str, str] | None = None


def html_table(rows: Sequence[Row], columns: Sequence[Column], caption: str) -> str:
    """The whole table, without columns in which no row has a value.

    caption: what screen readers announce.
    """
    columns = [one for one in columns if any(row.get(one.name) is not None for row in rows)]
    head = "".join(f'<th scope="col"{_look(one)}>{escape(one.label)}</th>' for one in columns)
    body = "".join(
        "<tr>" + "".join(f"<td{_look(one)}>{cell(row, one)}</td>" for one in columns) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="ph-scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="ph-table"><caption class="ph-heard">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _look(column: Column) -> str:
    names = [
        *(["ph-number"] if column.kind in _NUMERIC else []),
        *([f"ph-{column.kind}"] if column.kind in ("wide", "date", "code", "name") else []),
    ]
    return f' class="{" ".join(names)}"' if names else ""


def cell(row: Row, column: Column) -> str:
    """One value as escaped HTML."""
    value = row.get(column.name)
    if value is None or value == "":
        return '<span class="ph-soft" aria-label="none">–</span>'
    if column.kind == "verdict":
        return verdict(str(value))
    if column.kind == "address":
        return address(str(value))
    if value == 0 and column.kind == "number":
        return '<span class="ph-soft">0</span>'
    text = escape(as_text(value, column.kind))
    if column.kind == "words":
        text = text.replace("_", " ")
    if column.kind in ("code", "name"):
        text = f"<code>{text}</code>"
    page, parameter, key = column.link or ("", "", "")
    return page_link(page, text, **{parameter: str(row[key])}) if row.get(key) else text


def as_text(value: object, kind: str = "text") -> str:
    """A value as a person reads it; not escaped."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f} %" if kind == "percent" else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def page_address(page: str, **parameters: str) -> str:
    """The address of a page of the dashboard, relative to wherever it is served; not escaped."""
    return f"?{urlencode({'page': page, **parameters}, quote_via=quote)}"


def page_link(page: str, text: str, **parameters: str) -> str:
    """A link to a page of the dashboard, opened in place; `text` is HTML already."""
    return f'<a href="{escape(page_address(page, **parameters))}" target="_self">{text}</a>'


def address(url: str) -> str:
    """A link to the outside where the address is http or https, else its text."""
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_web = False
    if not is_web:
        return escape(url)
    shown = url.split("://", 1)[1]
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">'
        f'{escape(shown)}<span class="ph-heard"> (opens another site)</span></a>'
    )


def verdict(text: str) -> str:
    """An outcome as a badge; its word says it, the colour only helps."""
    good, soft = {"met", "open", "measured"}, {"warning", "not measured"}
    look = "ph-good" if text in good else "ph-warn" if text in soft else "ph-bad"
    return f'<span class="ph-badge {look}">{escape(text)}</span>'
