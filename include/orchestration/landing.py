"""The tasks of landing one delivery, shared by all landing DAGs: one task per arrow."""

from __future__ import annotations

from typing import Any

from airflow.sdk import get_current_context, task, task_group

from include.orchestration.assets import landing_asset
from include.orchestration.defaults import in_airflows_words
from include.settings import Settings, utc_now


def land_waiting_files(source: str, waiting_files: Any) -> None:
    """Add a mapped group: raw, parsed, checked and accepted, one file of the inbox each.

    waiting_files: an XCom of paths, as `include.landing.steps.find` returns them.
    """

    @task
    @in_airflows_words
    def keep_raw(waiting: str) -> str:
        from include.landing import steps  # noqa: PLC0415  pyarrow, inside tasks only

        day = get_current_context()["dag_run"].run_after.date()
        return steps.keep_raw(Settings.from_environment(), source, waiting, day, utc_now())

    @task
    @in_airflows_words
    def parse(waiting: str, raw_file: str) -> str:
        from include.landing import steps  # noqa: PLC0415  pyarrow, inside tasks only

        return steps.parse(Settings.from_environment(), source, waiting, raw_file)

    @task
    @in_airflows_words
    def check(waiting: str, raw_file: str) -> str:
        from include.landing import steps  # noqa: PLC0415  pyarrow, inside tasks only

        return steps.check(Settings.from_environment(), source, waiting, raw_file)

    @task(outlets=[landing_asset(source)])
    @in_airflows_words
    def accept(waiting: str, raw_file: str) -> str:
        from include.landing import steps  # noqa: PLC0415  pyarrow, inside tasks only

        return steps.accept(Settings.from_environment(), source, waiting, raw_file)

    @task_group
    def land(waiting: str) -> None:
        accept(waiting, check(waiting, parse(waiting, keep_raw(waiting))))

    land.expand(waiting=waiting_files)
