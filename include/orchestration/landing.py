"""The tasks of landing one delivery, shared by all landing DAGs: one task per arrow."""

from __future__ import annotations

from typing import Any

from airflow.sdk import Param, get_current_context, task, task_group

from include.orchestration.assets import landing_asset
from include.orchestration.defaults import in_airflows_words
from include.settings import Settings, utc_now

FILE_PARAMS = {
    "file": Param(
        None,
        type=["null", "string"],
        pattern=r"^[^/\x00-\x1f]{1,240}$",
        description="Name of one file in the inbox that is known to be complete.",
    )
}


def land_dropped_files(source: str) -> None:
    """Add the tasks of a source whose deliveries people drop in: find files, land each."""

    @task
    @in_airflows_words
    def find() -> list[str]:
        from include.landing import steps  # noqa: PLC0415  pyarrow, inside tasks only

        file = get_current_context()["params"]["file"]
        return steps.find(Settings.from_environment(), source, file)

    land_waiting_files(source, find())


def land_waiting_files(source: str, waiting_files: Any) -> None:
    """Add a mapped group: raw, parsed, checked and accepted, one file of inbox or raw zone each.

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
