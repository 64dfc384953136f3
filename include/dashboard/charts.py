"""Charts that the colour-blind can read: their colours can be told apart, and are never alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import streamlit as st

from include.dashboard.release import Row
from include.dashboard.tables import as_text
from include.palette import PALETTE

MOST_LINES = len(PALETTE)
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


def bars_over_months(
    rows: Sequence[Row], value: str, kind: str, labels: tuple[str, str], says: str
) -> None:
    """Stacked bars by month. value, kind: columns of height and of colour. labels: of both."""
    data = alt.InlineData(values=[_plain(row) for row in rows])
    chart = (
        alt.Chart(data)
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
            y=alt.Y(f"{value}:Q", title=labels[0], axis=alt.Axis(tickMinStep=1, format=",d")),
            color=alt.Color(
                f"{kind}:N",
                title=labels[1],
                scale=alt.Scale(range=PALETTE),
                legend=_legend() if len({row[kind] for row in rows}) > 1 else None,
            ),
            tooltip=["month:O", f"{kind}:N", f"{value}:Q"],
        )
        .properties(height=220)
    )
    _draw(chart, says)


def lines(
    rows: Sequence[Row],
    axes: tuple[str, str],
    kind: str,
    value_label: str,
    says: str,
    *,
    is_rank: bool = False,
) -> None:
    """A line for each kind, told apart by colour and by the shape of its points.

    axes: the columns of time and value. is_rank: whether 1 is the best and stands at the top.
    """
    time, value = axes
    data = alt.InlineData(values=[_plain(row) for row in rows])
    kinds = list(dict.fromkeys(str(row[kind]) for row in rows))[:MOST_LINES]
    colour = alt.Color(
        f"{kind}:N", title=None, scale=alt.Scale(domain=kinds, range=PALETTE), legend=_legend()
    )
    shape = alt.Shape(f"{kind}:N", title=None, scale=alt.Scale(domain=kinds, range=_SHAPES))
    base = alt.Chart(data).encode(
        x=alt.X(f"{time}:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
        y=alt.Y(
            f"{value}:Q",
            title=value_label,
            scale=alt.Scale(reverse=True, domainMin=1) if is_rank else alt.Scale(zero=True),
            axis=alt.Axis(tickMinStep=1, format=",d"),
        ),
        color=colour,
        tooltip=[f"{kind}:N", f"{time}:O", f"{value}:Q"],
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(shape=shape)
    _draw((base.mark_line(strokeWidth=2) + points).properties(height=320), says)


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", columns=2, labelLimit=280)


def _plain(row: Row) -> Row:
    """Dates as text: time zones of the reader's browser must not move a month."""
    return {
        name: as_text(value, "month" if name == "month" else "text")
        if isinstance(value, date)
        else value
        for name, value in row.items()
    }


def _draw(chart: alt.Chart | alt.LayerChart, says: str) -> None:
    st.altair_chart(chart, alt=says)
