"""Overview: how many papers, from which feeds, how many with code, and what the gates said."""

from __future__ import annotations

from html import escape

import streamlit as st

from include.dashboard import charts
from include.dashboard.release import Row
from include.dashboard.shell import House, heading, numbers, provenance, table, title
from include.dashboard.tables import Column, as_text, page_link, verdict

_SHOWN_MONTHS = 12
_MONTHS = (
    Column("month", "Month", "month"),
    Column("source", "Text from"),
    Column("paper_count", "Papers", "number"),
    Column("code_paper_count", "With code", "number"),
    Column("code_pct", "Share", "percent"),
    Column("promise_paper_count", "Code promised", "number"),
    Column("promise_pct", "Share", "percent"),
)
_FEEDS = (
    Column("month", "Month", "month"),
    Column("source", "Source"),
    Column("feed_list", "List"),
    Column("feed_date_count", "Days", "number"),
    Column("entry_count", "Entries", "number"),
    Column("paper_count", "Papers", "number"),
)
_GATES = (
    Column("gate", "Gate"),
    Column("verdict", "Verdict", "verdict"),
    Column("subject_count", "Judged", "number"),
    Column("met_count", "Met", "number"),
    Column("expectation_count", "Of", "number"),
    Column("warning_count", "Warnings", "number"),
)


def draw(house: House) -> None:
    """Draw the page."""
    title(
        "Papers in this release",
        "What has been read, how much of it comes with code, and whether it passed its gates.",
    )
    _verdict(house)
    _totals(house)
    _months(house)
    heading("Feeds by month", "Ranked lists; a paper counts once in a month, however often listed.")
    table(
        house,
        "overview/feeds_by_month",
        _FEEDS,
        caption="Feeds by month",
        empty="No ranked list is in this release.",
        most=_SHOWN_MONTHS,
    )
    heading("Gates", "The newest verdict of each gate on this build and on the deliveries in it.")
    table(
        house,
        "overview/gates",
        _GATES,
        caption="Gates of this release",
        empty="No gate's verdict is noted in this release.",
        release_id=house.release.release_id,
    )


def _months(house: House) -> None:
    heading("Papers by month", "By the day on which a feed or delivery first showed them.")
    months = house.rows("overview/papers_by_month")
    if len({row["month"] for row in months}) > 1:
        charts.bars_over_months(
            months,
            "paper_count",
            "source",
            labels=("Papers", "Text from"),
            says="Bars: papers first seen in each month, by source; the table below has them.",
        )
        charts.lines(
            _shares(months),
            ("month", "share"),
            "kind",
            "Percent of papers",
            says="Lines: percent of each month's papers with code given, and with code promised.",
        )
    table(
        house,
        "overview/papers_by_month",
        _MONTHS,
        caption="Papers by month",
        empty="This release holds no papers.",
        most=_SHOWN_MONTHS,
    )


def _shares(months: list[Row]) -> list[Row]:
    """A row for each month and each of the two shares, for the chart."""
    several = len({row["source"] for row in months}) > 1
    return [
        {
            "month": row["month"],
            "share": row[column],
            "kind": f"{label} ({row['source']})" if several else label,
        }
        for column, label in (("code_pct", "code given"), ("promise_pct", "code promised"))
        for row in months
    ]


def _totals(house: House) -> None:
    (totals,) = house.rows("overview/totals")
    numbers(
        [
            ("Papers", as_text(totals["paper_count"])),
            ("With code", _share(totals, "code")),
            ("Code promised", _share(totals, "promise")),
            ("Introduce something", as_text(totals["introducing_paper_count"])),
            ("Surveys", as_text(totals["survey_count"])),
        ]
    )
    provenance(house, "overview/totals", "Papers in all")


def _share(totals: Row, what: str) -> str:
    count, share = totals[f"{what}_paper_count"], totals[f"{what}_pct"]
    return as_text(count) if share is None else f"{as_text(count)} ({as_text(share, 'percent')})"


def _verdict(house: House) -> None:
    """All gates in one line, before any number that rests on them."""
    gates = house.rows("overview/gates", release_id=house.release.release_id)
    if not gates:
        st.warning("No gate's verdict is noted in this release.")
        return
    shut = [row["gate"] for row in gates if not row["is_gate_open"]]
    warnings = sum(row["warning_count"] for row in gates)
    met = sum(row["met_count"] for row in gates)
    of = f"{met:,} of {sum(row['expectation_count'] for row in gates):,} expectations met"
    text = f"Gate closed: {', '.join(shut)}; {of}" if shut else f"All gates are open; {of}"
    word = "closed" if shut else "warning" if warnings else "open"
    st.html(f"<p>{verdict(word)} {escape(text)}. {page_link('quality', 'What was checked')}</p>")
