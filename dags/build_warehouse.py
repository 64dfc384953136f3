"""Build the warehouse from all landed deliveries, and publish what its gates let through.

**What.** Fixes inputs, makes staging, checks it, makes marts, checks those, publishes a release.

**When.** When something has landed or a release was unpinned; not while one is pinned.

**A re-run** makes a new build; with the inputs and code of the current release it ends at once.

**Backfill.** None: each build makes all tables anew; texts read before come from the cache.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import AssetAny, dag, task

from include.orchestration.assets import RELEASE, UNPINNED, landing_asset
from include.orchestration.deadlines import deadline
from include.orchestration.defaults import BUILD_POOL, default_args, doc_of, in_airflows_words
from include.orchestration.tags import Tag
from include.settings import Settings
from include.sources.catalog import SOURCES


@dag(
    schedule=AssetAny(*(landing_asset(source) for source in SOURCES), UNPINNED),
    start_date=pendulum.datetime(2026, 1, 1),
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("curation") | {"pool": BUILD_POOL},
    tags=[Tag.BUILD, Tag.RELEASE],
    doc_md=doc_of(__file__, __doc__),
)
def build_warehouse() -> None:
    @task
    @in_airflows_words
    def start() -> str:
        from include.transform.build import start_build

        return start_build(Settings.from_environment())

    @task
    @in_airflows_words
    def dbt_staging(build_id: str) -> str:
        from include.transform.build import build_staging

        return build_staging(Settings.from_environment(), build_id)

    @task
    @in_airflows_words
    def staging_gate(build_id: str) -> str:
        from include.quality.gate import run_build_gate

        return run_build_gate(Settings.from_environment(), build_id, "staging")

    @task
    @in_airflows_words
    def dbt_marts(build_id: str) -> str:
        from include.transform.build import build_marts

        return build_marts(Settings.from_environment(), build_id)

    @task
    @in_airflows_words
    def marts_gate(build_id: str) -> str:
        from include.quality.gate import run_build_gate

        return run_build_gate(Settings.from_environment(), build_id, "marts")

    @task(outlets=[RELEASE])
    @in_airflows_words
    def publish(build_id: str) -> str:
        from include.release.publish import publish as publish_build

        return publish_build(Settings.from_environment(), build_id)

    publish(marts_gate(dbt_marts(staging_gate(dbt_staging(start())))))


build_warehouse()
