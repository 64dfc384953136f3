"""Land what arXiv has added, changed and deleted on one day, set by set.

**What.** Harvests each set of `PAPERHOUSE_ARXIV_SETS` over OAI-PMH, page by page, keeps every page
under `raw/` as it came, reads it, puts it through the landing gate and lets it into `landing/`.
Over all tasks one request runs at a time, and three seconds lie between two.

**When.** Daily at 06:00 UTC for the day before, when arXiv has announced it. Days that an outage
of this machine left out are caught up one by one, from `PAPERHOUSE_ARXIV_OAI_START` on; days on
which arXiv was down fail, and the first newest run that it answers asks for them too.

**A re-run** goes on where the pages in `raw/` end: from the last resumption token, or from the
beginning of the day where that has expired. A set and day harvested to its end is not asked again.

**Backfill.** `make airflow ARGS="backfill create --dag-id land_arxiv_oai .."`. arXiv
lists a paper under the day of its last change, so an old day holds what has not changed since.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import CronDataIntervalTimetable, dag

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of
from include.orchestration.polls import DAY_PARAMS, poll_and_land
from include.orchestration.tags import Tag
from include.settings import Settings

SETTINGS = Settings.from_environment()
START = SETTINGS.arxiv_oai_start


@dag(
    schedule=CronDataIntervalTimetable("0 6 * * *", timezone="UTC"),
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
def land_arxiv_oai() -> None:
    poll_and_land("arxiv_oai", SETTINGS.arxiv_sets)


land_arxiv_oai()
