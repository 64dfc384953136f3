"""Feed: a ranked list on a day, how it moved since the day before, who entered and who left."""

from __future__ import annotations

import streamlit as st

from include.dashboard import charts
from include.dashboard.release import Parameters, Row
from include.dashboard.shell import SHOWN_ROWS, House, heading, provenance, table, title
from include.dashboard.tables import Column, as_text

_HISTORY_DATES = 30
_MOST_DATES = 10_000
_RANKING = (
    Column("feed_position", "Place", "number"),
    Column("title", "Paper", "wide", link=("paper", "paper", "paper_key")),
    Column("movement", "Since the list before"),
    Column("upvotes", "Upvotes", "number"),
    Column("comment_count", "Comments", "number"),
)
_LEFT = (
    Column("previous_position", "Place before", "number"),
    Column("title", "Paper", "wide", link=("paper", "paper", "paper_key")),
)
_DATES = (
    Column("feed_date", "Date", "date"),
    Column("entry_count", "Entries", "number"),
    Column("measured_at", "Last measured"),
    Column("is_feed_date_inferred", "Year inferred"),
    Column("is_backfilled", "Measured later"),
)


def draw(house: House) -> None:
    """Draw one list on one date."""
    title("Feed", "Ranked lists as they were measured, and how papers moved on them.")
    lists = house.rows("feed/lists")
    if not lists:
        st.info("No ranked list is in this release.")
        return
    with st.container(horizontal=True):
        source, feed_list = _chosen_list(lists)
        dates = house.rows("feed/dates", source=source, feed_list=feed_list, row_limit=_MOST_DATES)
        days = [as_text(row["feed_date"]) for row in dates]
        day = st.selectbox("Date", days, key="date", bind="query-params", width=200)
    earlier = days[days.index(day) + 1 :]
    _ranking(house, source, feed_list, day, earlier)
    heading("Dates of this list")
    table(
        house,
        "feed/dates",
        _DATES,
        caption="Dates of this list",
        empty="None.",
        source=source,
        feed_list=feed_list,
        row_limit=SHOWN_ROWS,
    )


def _chosen_list(lists: list[Row]) -> tuple[str, str]:
    names = {f"{row['source']} {row['feed_list']}": row for row in lists}
    chosen = names[st.selectbox("List", list(names), key="list", bind="query-params", width=280)]
    return chosen["source"], chosen["feed_list"]


def _ranking(house: House, source: str, feed_list: str, day: str, earlier: list[str]) -> None:
    before = earlier[0] if earlier else None
    since = f"Compared with {before}." if before else "The first date of this list."
    heading(f"Ranking of {day}", since)
    table(
        house,
        "feed/ranking",
        _RANKING,
        caption=f"Ranking of {day}",
        empty="No paper is on this list.",
        source=source,
        feed_list=feed_list,
        feed_date=day,
        previous_date=before,
        row_limit=SHOWN_ROWS,
    )
    if before is None:
        return
    heading("Left the list", f"On the list of {before}, not on that of {day}.")
    table(
        house,
        "feed/left_papers",
        _LEFT,
        caption=f"Papers that left after {before}",
        empty="None: every paper stayed.",
        source=source,
        feed_list=feed_list,
        feed_date=day,
        previous_date=before,
        row_limit=SHOWN_ROWS,
    )
    first = earlier[: _HISTORY_DATES - 1][-1]
    _positions(house, source, feed_list, day, first)


def _positions(house: House, source: str, feed_list: str, day: str, first: str) -> None:
    """Places of the leading papers over the last dates, where any was there more than once."""
    parameters: Parameters = {
        "source": source,
        "feed_list": feed_list,
        "feed_date": day,
        "first_date": first,
        "line_limit": charts.MOST_LINES,
    }
    rows = house.rows("feed/positions", **parameters)
    if len({row["feed_date"] for row in rows}) < 2:
        return
    heading(f"Places of the leading papers since {first}")
    charts.lines(
        [row | {"title": _short(row["title"])} for row in rows],
        ("feed_date", "feed_position"),
        "title",
        "Place",
        says="Lines: places of the leading papers over the dates of the list; 1 is at the top.",
        is_rank=True,
    )
    provenance(house, "feed/positions", "Places over time", **parameters)


def _short(text: str) -> str:
    return text if len(text) <= 44 else text[:43].rstrip() + "…"
