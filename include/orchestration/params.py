"""Parameters that more than one DAG takes; Airflow checks them before a run is made."""

from __future__ import annotations

from airflow.sdk import Param

from include.sources.catalog import SOURCES

_RELEASE_ID = r"\d{8}T\d{6}-[0-9a-f]{6}"


def kept_release() -> Param:
    """The id of one release; it has to be given."""
    return Param(
        None,
        type="string",
        pattern=rf"^{_RELEASE_ID}$",
        description="Id of a kept release: the name of its folder under releases/.",
    )


def release_or_current() -> Param:
    """The id of a release, or `current`."""
    return Param(
        "current",
        type="string",
        pattern=rf"^(current|{_RELEASE_ID})$",
        description="Id of a kept release, or current.",
    )


def older_release() -> Param:
    """The id of a release, or nothing for the one that another was made after."""
    return Param(
        None,
        type=["null", "string"],
        pattern=rf"^{_RELEASE_ID}$",
        description="Id of a kept release; empty: the one that the newer was made after.",
    )


def source_name() -> Param:
    """The name of a source of the catalog."""
    return Param(
        None, type="string", enum=sorted(SOURCES), description="The source, as named in raw/."
    )


def delivery_or_all() -> Param:
    """A delivery key, or `all`."""
    return Param(
        "all",
        type="string",
        pattern=r"^(all|[0-9a-f]{64})$",
        description="Key of a delivery in quarantine/<source>/, or all.",
    )
