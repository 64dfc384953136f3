"""The page of measurements: a table per question, and each budget with met or missed."""

from __future__ import annotations

import re
from typing import Any

from include.bench.budgets import judge
from include.bench.pages import page_table
from include.bench.pipeline import Run
from include.bench.sizes import FULL_SIZE, growth, measured_sizes
from include.bench.step import GATES
from include.bench.tables import others, table
from include.bench.verdict import Verdict

_LARGEST = re.compile(r"<!-- largest size: (\d+) -->")
_MB, _GB = 1e6, 1e9


def largest_of(page: str) -> int:
    """The largest size that a page of measurements speaks of; 0 where it names none."""
    found = _LARGEST.search(page)
    return int(found[1]) if found else 0


def render(results: dict[str, Any]) -> str:
    """The whole page. results: what `main` measured, as plain JSON."""
    sizes = measured_sizes(results)
    if not sizes:
        return "# Benchmarks\n\nNothing has been measured yet.\n"
    parts = [
        _opening(results, sizes),
        _budgets(judge(results)),
        _absent(results, sizes),
        _steps("Landing, step by step", "landing", sizes),
        _steps("Building, step by step", "build", sizes),
        _slowest(sizes),
        _daily(sizes),
        _pages(measured_sizes(results, "dashboard")),
        _disk(sizes),
        _growth(sizes),
        _many_files(results.get("many_files")),
        others(sizes),
        _text(results["text"]),
    ]
    return "\n".join(part for part in parts if part)


def _opening(results: dict[str, Any], sizes: dict[int, Any]) -> str:
    machine = results["machine"]
    return (
        f"<!-- written by `make bench`; do not edit -->\n<!-- largest size: {max(sizes)} -->\n"
        "# Benchmarks\n\n"
        f"Measured on {results['date']} with `make bench`: {machine['processor']},"
        f" {machine['cores']} cores, {machine['memory']} of memory, {machine['system']};"
        f" {machine['software']}.\n\n"
        "Every step ran in a process of its own, as under a scheduler: start of Python and imports"
        " are in the times. CPU seconds are those of the process and all that it started. Wall time"
        " rises where other work shares the machine; CPU time tells more there. Memory is the"
        " largest sum of resident memory over the process tree. The papers are"
        f" {results['text']['origin']}."
        f"{_load(sizes)} A run of smaller sizes than these"
        " leaves this page alone and writes one beside its data.\n"
    )


def _load(sizes: dict[int, Any]) -> str:
    loads = [found["load_average"] for found in sizes.values() if "load_average" in found]
    if not loads:
        return ""
    least, most = f"{min(loads):.0f}", f"{max(loads):.0f}"
    return f" The load average was {least if least == most else f'{least} to {most}'}."


def _budgets(verdicts: list[Verdict]) -> str:
    rows = [[one.what, one.budget, one.measured, one.verdict, one.reason] for one in verdicts]
    heads = ["what", "budget", "measured", "verdict", "note"]
    return (
        "## Budgets\n\nWhere 1,000,000 papers were not measured, the outlook is a straight line"
        " through the two largest sizes. The last column says where the time went.\n\n"
        + table(heads, rows)
    )


def _absent(results: dict[str, Any], sizes: dict[int, Any]) -> str:
    """What the run has not measured, so that no one takes silence for an answer."""
    dumps = measured_sizes(results, "dump")
    missing = {
        f"{FULL_SIZE:,} papers": FULL_SIZE not in sizes,
        "a build with memory_limit of 2 GB": not measured_sizes(results, "tight_build"),
        "thousands of small deliveries": "many_files" not in results,
        "reading DAG files, and `make run` on the sample": "dag_files" not in results,
        "the dashboard's queries": not measured_sizes(results, "dashboard"),
        "landing of JSON lines": not measured_sizes(results, "dump"),
        "Polars": not measured_sizes(results, "script"),
        "dlt": not any("dlt_rows" in one["dump"] for one in dumps.values()),
    }
    lines = [f"- {what}" for what, is_missing in missing.items() if is_missing]
    return "## Not measured here\n\n" + "\n".join(lines) + "\n" if lines else ""


def _steps(title: str, part: str, sizes: dict[int, Any]) -> str:
    blocks = [f"## {title}\n"]
    for size, found in sizes.items():
        run = Run.from_json(found[part])
        rows = [
            [
                one.name,
                f"{one.cost.seconds:.1f}",
                f"{one.cost.cpu_seconds:.1f}",
                f"{size / one.cost.seconds:,.0f}",
                f"{(one.input_bytes or 0) / _MB / one.cost.seconds:.1f}",
                f"{1000 * one.cost.seconds / (size / 1000):.0f}",
                f"{one.cost.peak_bytes / _GB:.2f}",
            ]
            for one in run.steps
        ]
        total = ["all", f"{run.seconds():.1f}", f"{run.cpu_seconds():.1f}"]
        total += [f"{size / run.seconds():,.0f}", "", f"{1e6 * run.seconds() / size:.0f}"]
        rows.append([*total, f"{run.peak_bytes / _GB:.2f}"])
        heads = ["step", "s", "CPU s", "papers/s", "MB/s read", "ms per 1,000 papers", "peak GB"]
        share = f"Gates took {gate_share(run):.0%} of the time.\n" if part == "build" else ""
        blocks.append(f"### {size:,} papers\n\n{table(heads, rows)}\n{share}")
    return "\n".join(blocks)


def gate_share(run: Run) -> float:
    """The gates' part of a build's wall time."""
    return run.seconds(*GATES) / run.seconds()


def _slowest(sizes: dict[int, Any]) -> str:
    largest = max(sizes)
    nodes = Run.from_json(sizes[largest]["build"]).nodes
    rows = [[name, f"{seconds:.1f}"] for name, seconds in nodes[:15]]
    title = f"## The slowest models and tests at {largest:,} papers\n\nTwo run at a time.\n\n"
    return title + table(["model or test", "s"], rows)


def _daily(sizes: dict[int, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "daily_build" not in found:
            continue
        landing, build = Run.from_json(found["daily_landing"]), Run.from_json(found["daily_build"])
        row = [f"{size:,}", f"{landing.seconds():.1f}", f"{build.seconds():.1f}"]
        row += [f"{build.cpu_seconds():.1f}", f"{build.peak_bytes / _GB:.2f}"]
        rows.append([*row, f"{build.texts_read:,}"])
    heads = ["papers before", "landing s", "build s", "build CPU s", "peak GB", "texts read"]
    return "## 300 more papers\n\n" + table(heads, rows)


def _pages(sizes: dict[int, Any]) -> str:
    if not sizes:
        return ""
    return (
        "## The dashboard's queries\n\nAll queries of a page one after the other, each on a newly"
        " opened release and the median of three runs; drawing the page and the browser are not in"
        " it. An answer is kept until the next release, so that only its first reader waits. All"
        " papers of the bench stand on one list of one day, far more than on any real one: Feed is"
        " slower here than on real data.\n\n" + table(*page_table(sizes))
    )


def _disk(sizes: dict[int, Any]) -> str:
    zones = list(Run.from_json(next(iter(sizes.values()))["build"]).disk_bytes)
    rows = []
    for size, found in sizes.items():
        held = Run.from_json(found["build"]).disk_bytes
        page = Run.from_json(found["landing"]).disk_bytes["page"]
        rows.append([f"{size:,}", f"{page / _MB:,.1f}", *(f"{held[z] / _MB:,.1f}" for z in zones)])
    return "## Disk, in MB\n\n" + table(["papers", "page", *zones], rows)


def _growth(sizes: dict[int, Any]) -> str:
    if len(sizes) < 3:
        return ""
    first = next(iter(sizes.values()))
    names = [s.name for p in ("landing", "build") for s in Run.from_json(first[p]).steps]
    rows = []
    for name in names:
        found = [growth(sizes, name, use_cpu=use_cpu) for use_cpu in (False, True)]
        rows.append([name, *("" if one is None else f"{one:.2f}" for one in found)])
    told = ", ".join(f"{size:,}" for size in sorted(sizes)[-3:])
    return (
        f"## Growth\n\nTime per added paper, of the sizes {told}: the later rise over the earlier,"
        " so that fixed costs fall out. 1 is linear; empty is a step"
        " whose fixed cost hides its growth.\n\n" + table(["step", "wall", "CPU"], rows)
    )


def _many_files(found: dict[str, Any] | None) -> str:
    if not found:
        return ""
    build = Run.from_json(found["build"])
    landing = found["landing"]
    rows = [
        ["landing, without the gate", f"{landing['seconds']:.1f}", f"{landing['cpu_seconds']:.1f}"],
        *([s.name, f"{s.cost.seconds:.1f}", f"{s.cost.cpu_seconds:.1f}"] for s in build.steps),
    ]
    title = f"## {found['files']:,} deliveries, {build.papers:,} papers in all\n\n"
    return title + table(["step", "s", "CPU s"], rows)


def _text(text: dict[str, Any]) -> str:
    rows = [
        [
            f"{text['origin']}, {text['paper_count']:,} papers",
            f"{text['abstract_characters']:,.0f}",
            f"{text['distinct_word_count']:,}",
            f"{text['zstd_ratio']:.2f}",
            f"{text['address_pct']:.0f}",
        ],
        ["the real page, 116 papers", "1,599", "4,102", "2.51", "29"],
        ["daily deliveries of arXiv, 10,000 records", "1,344", "48,568", "3.32", "16"],
    ]
    heads = ["text", "characters an abstract", "distinct words", "zstd ratio", "% with an address"]
    return "## The text\n\n" + table(heads, rows)
