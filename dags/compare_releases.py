"""Write the change list between two releases.

**What.** Added, changed and removed rows of each table as Parquet files, and a page that shows
them, under `comparisons/<older>..<newer>/`. Both releases are only read.

**When.** By hand or by a job of yours, after a release. Without parameters: the current release
against the one that it was made after.

**A re-run** writes the same again in place of the old.

**Backfill.** Give two ids of kept releases; they need not follow each other.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, get_current_context, task

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of, in_airflows_words
from include.orchestration.params import older_release, release_or_current
from include.orchestration.tags import Tag
from include.settings import Settings


@dag(
    schedule=None,
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering"),
    tags=[Tag.RELEASE],
    params={"older": older_release(), "newer": release_or_current()},
    doc_md=doc_of(__file__, __doc__),
)
def compare_releases() -> None:
    @task
    @in_airflows_words
    def compare() -> str:
        from include.release.compare import compare_releases

        params = get_current_context()["params"]
        return compare_releases(Settings.from_environment(), params["older"], params["newer"])

    compare()


compare_releases()
