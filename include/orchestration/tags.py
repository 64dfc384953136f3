"""The tags a DAG may carry."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """What a DAG is for; shown on Airflow's page."""

    LANDING = "landing"
    BUILD = "build"
    RELEASE = "release"
    HOUSEKEEPING = "housekeeping"
