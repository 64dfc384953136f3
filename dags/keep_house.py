"""Keep the house small: old releases, finished builds and what crashes left behind.

**What.** Removes releases beyond the newest seven, build folders that are no longer needed, and
files that a killed process left half written. Reads the current release back and compares it with
its manifest, so that damage is told of within a day. Fails for each source that has been silent for
too long, though nothing builds.

**When.** Daily at 03:30 UTC, when few people read.

**A re-run** finds nothing more to remove.

**Backfill.** None: it looks at what is there now.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, task

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import BUILD_POOL, default_args, doc_of, in_airflows_words
from include.orchestration.tags import Tag
from include.settings import Settings, utc_now
from include.sources.catalog import SOURCES


@dag(
    schedule="30 3 * * *",
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering") | {"pool": BUILD_POOL},
    tags=[Tag.HOUSEKEEPING],
    doc_md=doc_of(__file__, __doc__),
)
def keep_house() -> None:
    @task
    @in_airflows_words
    def tidy_up() -> list[str]:
        from include.release.retention import tidy_up

        return tidy_up(Settings.from_environment(), utc_now())

    @task
    @in_airflows_words
    def verify_current() -> str:
        from include.release.verify import verify

        return verify(Settings.from_environment(), "current")

    @task
    @in_airflows_words
    def check_freshness(source: str) -> str:
        from include.quality.freshness import check_freshness

        return check_freshness(Settings.from_environment(), source, utc_now())

    tidy_up()
    verify_current()
    check_freshness.expand(source=list(SOURCES))


keep_house()
