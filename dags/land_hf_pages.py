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
from airflow.sdk import Param, dag, get_current_context, task

from include.orchestration.defaults import default_args, doc_of, in_airflows_words
from include.orchestration.landing import land_waiting_files
from include.orchestration.tags import Tag
from include.settings import Settings

SOURCE = "hf_pages"


@dag(
    schedule="* * * * *",
    start_date=pendulum.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=default_args("engineering"),
    tags=[Tag.LANDING],
    params={
        "file": Param(
            None,
            type=["null", "string"],
            pattern=r"^[^/\x00-\x1f]{1,240}$",
            description="Name of one file in the inbox that is known to be complete.",
        )
    },
    doc_md=doc_of(__file__, __doc__),
)
def land_hf_pages() -> None:
    @task
    @in_airflows_words
    def find() -> list[str]:
        from include.landing import steps

        file = get_current_context()["params"]["file"]
        return steps.find(Settings.from_environment(), SOURCE, file)

    land_waiting_files(SOURCE, find())


land_hf_pages()
