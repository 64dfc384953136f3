"""Land JSON-lines dumps that were dropped into the inbox.

**What.** Looks for files in `inbox/jsonl/` that have lain still for 10 seconds, plain or
compressed (gzip, bzip2, xz, zstd), keeps their bytes under `raw/`, reads them by the mapping file
in `include/sources/mappings/` that their first record fits, puts them through the landing gate
and lets them into `landing/`.

**When.** Every ten minutes; a run that finds nothing ends after its first task. With the parameter
`file` only that file of the inbox is taken, at once.

**A re-run** changes nothing: the same bytes, under whatever name, are landed once.

**Backfill.** None is needed: drop the old dumps in, in any order. A full date in a file's name is
the day that it counts for, else it is the day on which the file was dropped.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import dag

from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args, doc_of
from include.orchestration.landing import FILE_PARAMS, land_dropped_files
from include.orchestration.tags import Tag


@dag(
    schedule="*/10 * * * *",
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    deadline=deadline(),
    default_args=default_args("engineering"),
    tags=[Tag.LANDING],
    params=FILE_PARAMS,
    doc_md=doc_of(__file__, __doc__),
)
def land_jsonl() -> None:
    land_dropped_files("jsonl")


land_jsonl()
