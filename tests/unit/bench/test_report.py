"""The page of measurements: what it says of budgets, of growth, and of a smaller run's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from include.bench import main
from include.bench.budgets import judge
from include.bench.pages import ABSTRACT_SEARCH
from include.bench.pipeline import Run, Step
from include.bench.processes import RESULT, Cost, run_measured
from include.bench.report import largest_of, render
from include.bench.sizes import at_full_size, growth
from include.bench.step import BUILD_STEPS, LANDING_STEPS
from include.bench.tables import table

COST = {"seconds": 1.0, "cpu_seconds": 2.0, "peak_bytes": 10**9}
SLOW, SLOWER = COST | {"cpu_seconds": 5.0}, COST | {"cpu_seconds": 8.0}


def _run(papers: int, names: list[str], seconds: float, texts_read: int = 0) -> dict[str, Any]:
    steps = [Step(name, Cost(seconds, 2 * seconds, 10**9), 10**6) for name in names]
    zones = ("page", "landing", "work file", "release")
    disk = dict.fromkeys(zones, papers * 2_000)
    return Run(papers, steps, texts_read, disk, [("a_model", 0.5)]).to_json()


def _size(papers: int, build_seconds: float) -> dict[str, Any]:
    landing, build = list(LANDING_STEPS), list(BUILD_STEPS)
    return {
        "landing": _run(papers, landing, 1.0),
        "build": _run(papers, build, build_seconds, papers),
        "daily_landing": _run(300, landing, 1.0),
        "daily_build": _run(papers + 300, build, 5.0, 300),
        "script": {"cost": COST, "result": 3},
        "limit_cpu_seconds": 0.5,
        "dashboard": {
            "Feed": {"feed/ranking": papers / 2_000, "feed/lists": papers / 4_000},
            ABSTRACT_SEARCH: {"paper/find_papers_in_abstracts": papers / 500_000},
        },
        "dump": {"parse": COST, "dlt_arrow": SLOW, "dlt_rows": SLOWER, "dump_bytes": 9},
    }


@pytest.fixture
def results() -> dict[str, Any]:
    machine = dict.fromkeys(("processor", "cores", "memory", "system", "software"), "some")
    text = {
        "origin": "generated",
        "paper_count": 1,
        "abstract_characters": 1400.0,
        "distinct_word_count": 9,
        "zstd_ratio": 2.5,
        "address_pct": 20.0,
    }
    sizes = {"10": _size(10, 1.0), "100": _size(100, 10.0), "1000": _size(1000, 145.0)}
    return {"date": "2026-03-11", "machine": machine, "text": text, "sizes": sizes}


def test_a_table_has_a_line_per_row() -> None:
    assert table(["step", "s"], [["parse", "1.0"]]) == "| step | s |\n|---|---:|\n| parse | 1.0 |\n"


def test_the_page_names_the_largest_size(results: dict[str, Any]) -> None:
    page = render(results)
    assert largest_of(page) == 1000
    assert "## Budgets" in page
    assert "Measured on 2026-03-11" in page


def test_growth_is_the_later_rise_over_the_earlier(results: dict[str, Any]) -> None:
    sizes = {int(size): found for size, found in results["sizes"].items()}
    assert growth(sizes, "marts", use_cpu=False) == pytest.approx((135 / 900) / (9 / 90))
    assert growth({10: sizes[10]}, "marts", use_cpu=False) is None


def test_the_outlook_is_a_line_through_the_two_largest_sizes() -> None:
    measured = {1_000: {"s": 10.0}, 2_000: {"s": 20.0}}
    assert at_full_size(measured, lambda found: float(found["s"])) == 10_000
    falling = {1_000: {"s": 20.0}, 2_000: {"s": 10.0}}
    assert at_full_size(falling, lambda found: float(found["s"])) is None
    whole = measured | {1_000_000: {"s": 30.0}}
    assert at_full_size(whole, lambda found: float(found["s"])) == 30


def test_a_missed_budget_says_where_the_time_went(results: dict[str, Any]) -> None:
    verdicts = {one.what: one for one in judge(results)}
    build = verdicts["full build of 1,000,000 papers"]
    assert build.verdict.startswith("**missed**")
    assert "`a_model`" in build.reason
    assert verdicts["its memory, summed over processes"].verdict.startswith("met")


def test_the_slowest_page_and_the_search_in_abstracts_have_budgets_of_their_own(
    results: dict[str, Any],
) -> None:
    verdicts = {one.what: one for one in judge(results)}
    page = verdicts["queries of the dashboard's slowest page"]
    assert (page.reason, page.measured) == ("Feed", "0.75 s at 1,000; outlook 750.00 s")
    assert page.verdict.startswith("**missed**")
    assert verdicts["its search in abstracts"].verdict == "met, by outlook"


def test_the_page_gives_seconds_of_each_page_by_size_and_its_slowest_query(
    results: dict[str, Any],
) -> None:
    assert "| Feed | 0.007 | 0.075 | 0.750 | `feed/ranking` |" in render(results)


def test_a_run_without_the_dashboard_says_so(results: dict[str, Any]) -> None:
    for found in results["sizes"].values():
        del found["dashboard"]
    page = render(results)
    assert "- the dashboard's queries" in page
    assert "## The dashboard's queries" not in page


def test_landing_is_held_against_the_plain_writer_and_dlt(results: dict[str, Any]) -> None:
    verdicts = {one.what: one for one in judge(results)}
    json_lines = verdicts["landing, records of JSON lines a second"]
    assert json_lines.measured == "1,000; 500 a CPU second"
    assert json_lines.verdict.startswith("**missed**")
    assert verdicts["its CPU time over the plain writer's"].measured == "4.0 x"
    assert verdicts["dlt's CPU time over ours, dlt over Arrow"].verdict.startswith("**missed**")
    assert verdicts["dlt's CPU time over ours, dlt over rows"].verdict.startswith("met")
    page = render(results)
    assert "| 1,000 | 1.0 | 2.0 | 1,000 | 1.00 | 5.0 (2.5x) | 8.0 (4.0x) |" in page
    assert "| 1,000 | 0.5 | 2.0 (4.0x) | 2.0 (4.0x) |" in page


def test_the_models_are_held_against_the_script(results: dict[str, Any]) -> None:
    """290 CPU seconds of ours over its 2."""
    verdicts = {one.what: one for one in judge(results)}
    found = verdicts["our models' CPU time over the Polars script's"]
    assert (found.measured, found.verdict[:10]) == ("145.0 x", "**missed**")


def test_the_load_is_a_number_or_a_range(results: dict[str, Any]) -> None:
    for size, load in (("10", 2.6), ("100", 3.4)):
        results["sizes"][size]["load_average"] = load
    assert "The load average was 3." in render(results)
    results["sizes"]["1000"]["load_average"] = 10.2
    assert "The load average was 3 to 10." in render(results)


def test_where_all_was_measured_nothing_is_named(results: dict[str, Any]) -> None:
    results["sizes"]["1000000"] = _size(1_000_000, 150_000.0)
    results["sizes"]["1000000"]["tight_build"] = results["sizes"]["1000000"]["build"]
    results["dag_files"] = {"a_dag": 0.1}
    results["sample"] = COST
    results["many_files"] = {"files": 3, "landing": COST, "build": _size(9, 1.0)["build"]}
    assert "## Not measured here" not in render(results)
    del results["dag_files"]
    assert "## Not measured here\n\n- reading DAG files" in render(results)


def test_what_was_not_measured_is_named(results: dict[str, Any]) -> None:
    assert "- dlt" not in render(results)
    for found in results["sizes"].values():
        del found["dump"], found["script"]
    page = render(results)
    for what in ("landing of JSON lines", "Polars", "dlt"):
        assert f"\n- {what}\n" in page


def test_a_smaller_run_leaves_the_page_alone(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    assert main._may_replace(page, 10)
    page.write_text("<!-- largest size: 1000 -->")
    assert not main._may_replace(page, 100)
    assert main._may_replace(page, 1000)


def test_a_measured_command_gives_its_result_and_its_cost(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", f"echo noise; echo '{RESULT}[1]'; exit 0"]
    finished = run_measured(command, {}, tmp_path / "log.txt")
    assert finished.exit_code == 0
    assert finished.result == "[1]"
    assert finished.cost.seconds > 0
