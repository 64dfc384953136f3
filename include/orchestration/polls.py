"""The tasks of polling a source with an API, shared by the DAGs that poll by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from airflow.sdk import Param, get_current_context, task
from airflow.sdk.exceptions import AirflowNotFoundException

from include.orchestration.defaults import in_airflows_words
from include.orchestration.landing import land_waiting_files
from include.settings import Settings, utc_now

DAY_PARAMS = {
    "day": Param(
        None,
        type=["null", "string"],
        format="date",
        description="For a run by hand: the day to poll; without it, yesterday.",
    )
}


def poll_and_land(source: str, parts: Sequence[str], *, connection: str | None = None) -> None:
    """Add the tasks of one day: poll each part, find what has to be landed, land each answer.

    parts: what is polled apart, such as sets. connection: the Airflow connection whose password
    is the source's token, where a user has made one.
    """

    @task
    @in_airflows_words
    def poll(part: str) -> list[str]:
        from include.landing import polling  # noqa: PLC0415  pyarrow, inside tasks only

        settings, token = Settings.from_environment(), _token_of(connection)
        asked = (settings, source, day_of_run(), part, utc_now())
        kept = polling.poll(*asked, token=token)
        return kept + polling.catch_up(*asked, token=token)

    # A part that had nothing to ask for is skipped; one that failed must not look landed.
    @task(trigger_rule="none_failed")
    @in_airflows_words
    def find(polled: Any) -> list[str]:  # noqa: ARG001  what waits in the raw zone counts
        from include.landing.polling import find_answers  # noqa: PLC0415  pyarrow

        return find_answers(Settings.from_environment(), source, day_of_run(), utc_now())

    land_waiting_files(source, find(poll.expand(part=list(parts))))


def day_of_run() -> date:
    """The day a run is for: its parameter `day`, its logical date, or else the day before it."""
    context = get_current_context()
    run = context["dag_run"]
    given = context["params"].get("day")
    if given:
        return date.fromisoformat(given)
    if run.logical_date:
        return date.fromisoformat(run.logical_date.date().isoformat())
    return date.fromisoformat(run.run_after.date().isoformat()) - timedelta(days=1)


def _token_of(connection: str | None) -> str | None:
    """The password of an Airflow connection, which Airflow keeps out of its logs; None without."""
    if connection is None:
        return None
    from airflow.sdk import Connection  # noqa: PLC0415  asks Airflow's server

    try:
        return Connection.get(connection).password or None
    except AirflowNotFoundException:
        return None
