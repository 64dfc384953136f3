"""Make everything again from the raw files, and prove that it comes out the same.

**What.** Sets `landing/`, `cache/` and `builds/` aside under `aside/<moment>/`, lands every raw
file from its bytes and sidecar, builds, and compares each table with the current release. Equal
tables, or tables that other code made, are published; a difference that no code explains is not.

**When.** By hand, after damage to a zone, or to see that raw files are enough. Not while a release
is pinned.

**A re-run** does all of it again. One that was killed needs none: landing runs find what has not
landed, and a build follows.

**Backfill.** None: it reads all there is.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, task

from include.orchestration.assets import RELEASE
from include.orchestration.deadlines import deadline
from include.orchestration.defaults import BUILD_POOL, default_args, doc_of, in_airflows_words
from include.orchestration.tags import Tag
from include.settings import Settings, utc_now


@dag(
    schedule=None,
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering") | {"pool": BUILD_POOL},
    tags=[Tag.BUILD, Tag.RELEASE],
    doc_md=doc_of(__file__, __doc__),
)
def rebuild_from_raw() -> None:
    @task
    @in_airflows_words
    def set_aside() -> str:
        from include.release.rebuild import set_derived_aside

        return set_derived_aside(Settings.from_environment(), utc_now())

    @task
    @in_airflows_words
    def land(_: str) -> list[str]:
        from include.release.rebuild import land_all_again

        return land_all_again(Settings.from_environment())

    @task
    @in_airflows_words
    def build(_: list[str]) -> str:
        from include.release.rebuild import build_and_prove

        return build_and_prove(Settings.from_environment())

    @task(outlets=[RELEASE])
    @in_airflows_words
    def publish(build_id: str) -> str:
        from include.release.publish import publish as publish_build

        return publish_build(Settings.from_environment(), build_id)

    publish(build(land(set_aside())))


rebuild_from_raw()
