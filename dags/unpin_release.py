"""Let builds publish again after a roll-back.

**What.** Takes the pin away and wakes a build, which reads all that has landed meanwhile.

**When.** By hand, when what was wrong with the newer release has been mended.

**A re-run** finds no pin and is skipped.

**Backfill.** None.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, task

from include.orchestration.assets import UNPINNED
from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of, in_airflows_words
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
    doc_md=doc_of(__file__, __doc__),
)
def unpin_release() -> None:
    @task(outlets=[UNPINNED])
    @in_airflows_words
    def unpin() -> str:
        from include.release.pin import unpin_release

        return unpin_release(Settings.from_environment())

    unpin()


unpin_release()
