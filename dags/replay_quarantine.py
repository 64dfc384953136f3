"""Have refused deliveries, or refused records of landed ones, read anew from raw.

**What.** Clears the refusal of one delivery or of all of a source. The next run of
`land_<source>` reads their raw files; what the gate then lets through replaces what had landed.

**When.** By hand, after a parser or an expectation was mended.

**A re-run** has them read once more; where the quarantine is empty it is skipped.

**Backfill.** None: `delivery_key` is `all` unless told otherwise.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag, get_current_context, task

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of, in_airflows_words
from include.orchestration.params import delivery_or_all, source_name
from include.orchestration.tags import Tag
from include.settings import Settings


@dag(
    schedule=None,
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering"),
    tags=[Tag.LANDING],
    params={"source": source_name(), "delivery_key": delivery_or_all()},
    doc_md=doc_of(__file__, __doc__),
)
def replay_quarantine() -> None:
    @task
    @in_airflows_words
    def replay() -> list[str]:
        from include.landing.replay import replay_quarantine

        params = get_current_context()["params"]
        settings = Settings.from_environment()
        return replay_quarantine(settings, params["source"], params["delivery_key"])

    replay()


replay_quarantine()
