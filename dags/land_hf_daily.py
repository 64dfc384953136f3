"""Land the ranked lists of the daily papers API of Hugging Face.

**What.** Asks for the list of one day, page by page, and in the newest run for what is trending
now; keeps every answer under `raw/` as it came, reads it, puts it through the landing gate and
lets it into `landing/`. Positions, upvotes, comments and stars are measurements of that moment.

**When.** Daily at 02:00 UTC for the day before, when its list is complete. Days that an outage
of this machine left out are caught up one by one, from `PAPERHOUSE_HF_DAILY_START` on; days on
which the site was down fail, and the first newest run that it answers asks for them too.

**A re-run** measures the list again: an answer that has changed is landed beside the earlier one,
one that has not changes nothing.

**Backfill.** `make airflow ARGS="backfill create --dag-id land_hf_daily .."`. An old
list is measured as it stands today, and `is_backfilled` says so.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import CronDataIntervalTimetable, dag

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of
from include.orchestration.polls import DAY_PARAMS, poll_and_land
from include.orchestration.tags import Tag
from include.settings import Settings

START = Settings.from_environment().hf_daily_start


@dag(
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    start_date=pendulum.datetime(START.year, START.month, START.day),
    catchup=True,
    is_paused_upon_creation=True,  # nothing is asked of the outside until a person wants it
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering"),
    tags=[Tag.LANDING],
    params=DAY_PARAMS,
    doc_md=doc_of(__file__, __doc__),
)
def land_hf_daily() -> None:
    poll_and_land("hf_daily", ["daily", "trending"], connection="paperhouse_huggingface")


land_hf_daily()
