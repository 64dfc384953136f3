"""Land page dumps that were dropped into the inbox.

**What.** Looks for files in `inbox/hf_pages/` that have lain still for 10 seconds, keeps their
bytes under `raw/`, reads them, puts them through the landing gate and lets them into `landing/`.

**When.** Every minute, as a person who drops a file in waits for it. A run that finds nothing ends
after its first task. With the parameter `file` only that file of the inbox is taken, at once.

**A re-run** changes nothing: the same bytes, under whatever name, are landed once.

**Backfill.** None is needed: drop the old dumps in, in any order. A page's date comes from the
page, and from its file's name where that holds a full date.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of
from include.orchestration.landing import FILE_PARAMS, land_dropped_files
from include.orchestration.tags import Tag


@dag(
    schedule="* * * * *",
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering"),
    tags=[Tag.LANDING],
    params=FILE_PARAMS,
    doc_md=doc_of(__file__, __doc__),
)
def land_hf_pages() -> None:
    land_dropped_files("hf_pages")


land_hf_pages()
