"""Make a kept release current again, and pin it.

**What.** Verifies the release against its manifest, pins it and moves `current` to it in one step.
Readers that have the other release open keep what they read; the next query sees this one.

**When.** By hand, when the current release turns out to be wrong. Builds publish nothing from then
on until `unpin_release` has run; deliveries go on landing.

**A re-run** changes nothing. It also mends a pointer that leads nowhere.

**Backfill.** None.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, get_current_context, task

from include.orchestration.assets import RELEASE
from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of, in_airflows_words
from include.orchestration.params import kept_release
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
    params={"release_id": kept_release()},
    doc_md=doc_of(__file__, __doc__),
)
def roll_back_release() -> None:
    @task(outlets=[RELEASE])
    @in_airflows_words
    def roll_back() -> str:
        from include.release.roll_back import roll_back_release

        release_id = get_current_context()["params"]["release_id"]
        return roll_back_release(Settings.from_environment(), release_id)

    roll_back()


roll_back_release()
