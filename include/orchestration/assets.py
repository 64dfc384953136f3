"""The assets through which DAGs meet."""

from __future__ import annotations

from airflow.sdk import Asset

RELEASE = Asset(name="release", uri="release://paperhouse")

UNPINNED = Asset(name="unpinned", uri="unpinned://paperhouse")


def landing_asset(source: str) -> Asset:
    """The landing zone of a source. Its events only wake a build; the zone says what to read."""
    return Asset(name=f"landing_{source}", uri=f"landing://{source}")
