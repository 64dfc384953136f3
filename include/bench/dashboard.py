"""How long the dashboard's queries take on a release, with what a reader of it would look for.

`python -m include.bench.dashboard`: the house is PAPERHOUSE_HOME; the result is a line of the
output, as JSON: seconds by view and query. Each query opens the release, as it does for a reader,
and counts with the median of some runs.
"""

from __future__ import annotations

import json
import re
import time
from statistics import median

from include.bench.pages import VIEWS
from include.bench.processes import RESULT
from include.dashboard.charts import MOST_LINES
from include.dashboard.queries import query
from include.dashboard.release import Parameters, Release, Row, fetch, find_release
from include.dashboard.shell import SHOWN_ROWS
from include.errors import ContractBroken
from include.settings import Settings

_RUNS = 3


def measure(settings: Settings) -> dict[str, dict[str, float]]:
    """Seconds of each query by view, on the current release.

    Raises ContractBroken where there is none.
    """
    release = find_release(settings)
    if release is None:
        raise ContractBroken(
            expected="a release to ask",
            found="none",
            where=str(settings.current),
            next_step="build and publish one first",
        )
    values, words = _values(settings, release)
    return {
        view: {
            name: _seconds(
                settings,
                release,
                query(name),
                values | {"words": words if "search" in view else ""},
            )
            for name in names
        }
        for view, names in VIEWS.items()
    }


def _values(settings: Settings, release: Release) -> tuple[Parameters, str]:
    """Values for all parameters but the words to search for, and those.

    They are the name, the paper, the account and the list that the dashboard shows first.
    """
    fixed: Parameters = {
        "author_type": "any",
        "gate": "any",
        "line_limit": MOST_LINES,
        "release_id": release.release_id,
        "role": "builds_on",
        "row_limit": SHOWN_ROWS,
    }

    def first(name: str) -> Row:
        taken = _taken(query(name), fixed | {"words": ""})
        found = fetch(settings, release, query(name), taken)
        return found[0] if found else {}

    method, feed = first("methods/top_methods"), first("feed/lists")
    day = str(feed["last_feed_date"]) if feed else None
    # A generated feed has one day; it is held against itself, so that comparing is measured too.
    days = dict.fromkeys(("feed_date", "previous_date", "first_date"), day)
    shown: Parameters = {
        "method_key": method.get("method_key"),
        "paper_key": first("paper/newest_papers").get("paper_key"),
        "author_key": first("author_links/top_by_papers").get("author_key"),
        "source": feed.get("source"),
        "feed_list": feed.get("feed_list"),
    }
    return fixed | shown | days, method.get("canonical_name", "attention")


def _seconds(settings: Settings, release: Release, sql: str, values: Parameters) -> float:
    took = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        fetch(settings, release, sql, _taken(sql, values))
        took.append(time.perf_counter() - started)
    return median(took)


def _taken(sql: str, values: Parameters) -> Parameters:
    """The values of those parameters that a query takes."""
    return {name: values[name] for name in set(re.findall(r"\$(\w+)", sql))}


if __name__ == "__main__":
    print(RESULT + json.dumps(measure(Settings.from_environment())))
