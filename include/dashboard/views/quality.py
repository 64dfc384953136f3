"""Quality: what each gate expected and saw, how good the extraction is, and what was refused."""

from __future__ import annotations

import streamlit as st

from include.dashboard.refusals import MOST_RECORDS, refused_records
from include.dashboard.shell import (
    SHOWN_ROWS,
    House,
    heading,
    records_as_csv,
    table,
    title,
)
from include.dashboard.tables import Column, html_table

_SHOWN_EXPECTATIONS = 200
_GATES = {"any": "all gates", "landing": "landing", "staging": "staging", "marts": "marts"}
_CLOSED = (
    Column("judged_at", "When"),
    Column("gate", "Gate"),
    Column("data_set", "Data set", "code"),
    Column("expectation", "Expected", "wide"),
    Column("column_name", "Of column", "name"),
    Column("observed", "Seen", "wide"),
)
_RUNS = (
    Column("judged_at", "When"),
    Column("gate", "Gate"),
    Column("subject_name", "Of"),
    Column("verdict", "Verdict", "verdict"),
    Column("met_count", "Met", "number"),
    Column("warning_count", "Warnings", "number"),
    Column("critical_count", "Critical", "number"),
)
_EXPECTATIONS = (
    Column("last_outcome", "Last outcome", "verdict"),
    Column("data_set", "Data set", "code"),
    Column("expectation", "Expected", "wide"),
    Column("column_name", "Of column", "name"),
    Column("last_observed", "Last seen", "wide"),
    Column("severity", "Severity"),
    Column("judged_count", "Judged", "number"),
    Column("unmet_count", "Not met", "number"),
    Column("notes", "Why this bound", "wide"),
)
_EXTRACTION = (
    Column("measure", "Measure"),
    Column("status", "Status", "verdict"),
    Column("precision", "Precision", "share"),
    Column("recall", "Recall", "share"),
    Column("f1", "F1", "share"),
    Column("paper_count", "Labelled papers", "number"),
    Column("measured_date", "Measured", "date"),
)
_DELIVERIES = (
    Column("delivery_date", "Counts for", "date"),
    Column("source", "Source"),
    Column("delivery_name", "Delivery"),
    Column("record_count", "Read", "number"),
    Column("refused_count", "Refused", "number"),
)
_REFUSED = (
    Column("source", "Source"),
    Column("delivery_name", "Delivery"),
    Column("line_start", "Line", "number"),
    Column("reason", "Reason", "wide"),
    Column("text", "Text", "wide"),
)
_RELEASES = (
    Column("released_at", "Released"),
    Column("release_id", "Release", "code"),
    Column("delivery_count", "Deliveries", "number"),
    Column("code_version", "Code", "code"),
    Column("extractor_version", "Extractor", "code"),
)


def draw(house: House) -> None:
    """Draw the page."""
    title("Quality", "A gate lets data through or stops it; nothing that it stopped is a release.")
    _closed(house)
    heading("Gates over time", "Each time a gate judged a delivery or a build.")
    table(
        house,
        "quality/gates_by_release",
        _RUNS,
        caption="Gates over time",
        empty="No gate's verdict is noted in this release.",
        row_limit=SHOWN_ROWS,
    )
    heading("How good the extraction is", "Measured against papers that were labelled by hand.")
    table(
        house,
        "quality/extraction_quality",
        _EXTRACTION,
        caption="Precision and recall of the extraction",
        empty="Nothing is noted about it in this release.",
    )
    _refusals(house)
    heading("Releases that are kept")
    table(
        house,
        "quality/releases",
        _RELEASES,
        caption="Releases that are kept",
        empty="None.",
        row_limit=SHOWN_ROWS,
    )
    _expectations(house)


def _closed(house: House) -> None:
    heading("What gates have stopped", "Critical expectations that were not met, newest first.")
    table(
        house,
        "quality/closed_gates",
        _CLOSED,
        caption="Expectations that closed a gate",
        empty="No gate was closed up to this release.",
        row_limit=SHOWN_ROWS,
    )


def _expectations(house: House) -> None:
    heading("Expectations", "What the gates expect, and what they saw when they last looked.")
    gate = st.selectbox(
        "Of",
        list(_GATES),
        format_func=_GATES.__getitem__,
        key="gate",
        bind="query-params",
        width=240,
    )
    table(
        house,
        "quality/expectations",
        _EXPECTATIONS,
        caption=f"Expectations of {_GATES[gate]}",
        empty="No expectation is noted.",
        gate=gate,
        row_limit=_SHOWN_EXPECTATIONS,
    )


def _refusals(house: House) -> None:
    heading("Refused records", "Kept in quarantine with their reason; they are in no table.")
    rows = table(
        house,
        "quality/refusals",
        _DELIVERIES,
        caption="Deliveries with refused records",
        empty="None: every record of every delivery in this release was read.",
        row_limit=SHOWN_ROWS,
    )
    records = refused_records(house.settings, rows)
    if records:
        st.html(html_table(records, _REFUSED, caption="Refused records with their reasons"))
        st.caption(f"From the quarantine folder as it is now; at most {MOST_RECORDS:,} are shown.")
        records_as_csv(house, records, "refused-records")
