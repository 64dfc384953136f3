"""Read a release back and compare it with its manifest.

**What.** Compares the sha256 of every file and the logical hash of every table with what the
manifest says. Nothing is changed.

**When.** By hand, after trouble with a disk or a copy; `keep_house` does it daily for the current
release.

**A re-run** does the same again.

**Backfill.** None: give the id of any kept release.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, get_current_context, task

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of, in_airflows_words
from include.orchestration.params import release_or_current
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
    params={"release_id": release_or_current()},
    doc_md=doc_of(__file__, __doc__),
)
def verify_release() -> None:
    @task
    @in_airflows_words
    def compare_with_manifest() -> str:
        from include.release.verify import verify

        release_id = get_current_context()["params"]["release_id"]
        return verify(Settings.from_environment(), release_id)

    compare_with_manifest()


verify_release()
