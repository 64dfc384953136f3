"""What all pages share: the release they are drawn from, tables with CSV and SQL, search boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import streamlit as st

from include.dashboard.csv_export import to_csv
from include.dashboard.queries import query, shown
from include.dashboard.release import Parameters, Release, Row, fetch
from include.dashboard.tables import Column, html_table
from include.settings import Settings

SHOWN_ROWS = 25
_EXPORTED_ROWS = 100_000
_STYLE = Path(__file__).parent / "style.css"


@dataclass(frozen=True)
class House:
    """One drawing of a page. now: the moment of it, in UTC."""

    settings: Settings
    release: Release
    now: datetime

    def rows(self, name: str, **parameters: str | int | None) -> list[Row]:
        """All rows of a query of `sql/`; kept in memory, since a release never changes."""
        return _kept(self.release, query(name), parameters, self.settings)


@st.cache_data(show_spinner="Reading the release", max_entries=300)
def _kept(release: Release, sql: str, parameters: Parameters, _settings: Settings) -> list[Row]:
    return fetch(_settings, release, sql, parameters)


def put_style() -> None:
    """The styles of tables and highlights."""
    st.html(_STYLE)


def title(text: str, purpose: str) -> None:
    """A page's heading and the one sentence that says what it answers."""
    st.title(text, anchor=False)
    st.markdown(purpose)


def heading(text: str, note: str = "") -> None:
    """A section's heading, with a sentence under it where one is needed."""
    st.header(text, anchor=False, divider=False)
    if note:
        st.caption(note)


def table(
    house: House,
    name: str,
    columns: Sequence[Column],
    caption: str,
    empty: str,
    most: int | None = None,
    **parameters: str | int | None,
) -> list[Row]:
    """Run a query and show it as a table with its CSV and SQL; returns its rows.

    caption: what the table is, for screen readers and the CSV. empty: said where no row came.
    most: rows to show of those that came, where a query has no limit of its own.
    """
    rows = house.rows(name, **parameters)
    if not rows:
        st.info(empty)
        return rows
    st.html(html_table(rows[:most], columns, caption))
    if most is not None and most < len(rows):
        st.caption(f"The first {most:,} of {len(rows):,}; the CSV has all.")
    if parameters.get("row_limit") == len(rows):
        st.caption(f"The first {len(rows):,}; the CSV has up to {_EXPORTED_ROWS:,}.")
    provenance(house, name, caption, **parameters)
    return rows


def provenance(house: House, name: str, caption: str, **parameters: str | int | None) -> None:
    """Where numbers come from: their SQL, and all of them as CSV (made when it is asked for)."""
    sql = query(name)
    with st.expander(f"CSV and SQL: {caption}", type="compact"):
        wide = parameters | ({"row_limit": _EXPORTED_ROWS} if "row_limit" in parameters else {})
        st.download_button(
            "Download CSV",
            data=partial(_csv, house, sql, wide),
            file_name=f"{house.release.release_id}-{name.replace('/', '-')}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv {name} {sorted(parameters.items(), key=str)}",
        )
        st.code(shown(sql, parameters), language="sql", wrap_lines=True)


def records_as_csv(house: House, rows: Sequence[Row], name: str) -> None:
    """Rows that no query gave, as CSV. name: of the file, after the release's id."""
    st.download_button(
        "Download CSV",
        data=partial(to_csv, rows),
        file_name=f"{house.release.release_id}-{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv {name}",
    )


def _csv(house: House, sql: str, parameters: Parameters) -> bytes:
    return to_csv(fetch(house.settings, house.release, sql, parameters))


def search_box(label: str, placeholder: str, clears: str) -> str:
    """A search box whose words stand in the address as `search`.

    clears: the parameter of the address that a new search takes away, such as `paper`.
    """
    words = st.text_input(
        label,
        key="search",
        placeholder=placeholder,
        bind="query-params",
        width=640,
        max_chars=200,
        on_change=_forget,
        args=(clears,),
    )
    return (words or "").strip()


def _forget(parameter: str) -> None:
    st.query_params.pop(parameter, None)


def numbers(cards: Sequence[tuple[str, str]]) -> None:
    """Some numbers with their labels, side by side where there is room."""
    with st.container(horizontal=True):
        for label, value in cards:
            st.metric(label, value, width="content")
