"""The budgets of the design, and what was measured against each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from include.bench.pipeline import Run
from include.bench.step import GATES

LANDING_RECORDS_PER_SECOND = 25_000
BUILD_SECONDS = 300
BUILD_PEAK_BYTES = 4 * 2**30
DAILY_SECONDS = 120
RELEASE_BYTES = 2.5e9
GATE_SHARE = 0.25
GROWTH = 1.2
FULL_SIZE = 1_000_000


@dataclass(frozen=True)
class Verdict:
    """One budget. verdict: `met`, `missed`, or `met, at N papers` where N is not the full size."""

    what: str
    budget: str
    measured: str
    verdict: str
    reason: str = ""


def judge(results: dict[str, Any]) -> list[Verdict]:
    """Each budget against the largest size that was measured."""
    sizes = {int(size): found for size, found in results["sizes"].items()}
    size = max(sizes)
    found = sizes[size]
    landing, build = Run.from_json(found["landing"]), Run.from_json(found["build"])
    daily_steps = [*Run.from_json(found["daily_landing"]).steps]
    daily_build = Run.from_json(found["daily_build"])
    daily = Run(300, [*daily_steps, *daily_build.steps])
    rate = size / landing.seconds("parse")
    share = build.seconds(*GATES) / build.seconds()
    slow = _slowest(build)
    verdicts = [
        _verdict(
            "landing, parse and write, records of text a second",
            f"{LANDING_RECORDS_PER_SECOND:,}",
            f"{rate:,.0f} ({size / landing.cpu_seconds('parse'):,.0f} a CPU second)",
            size,
            reason="start of Python and imports are in it; see CPU time" if size < 1e5 else "",
            is_met=rate >= LANDING_RECORDS_PER_SECOND,
        ),
        _verdict(
            "full build of 1,000,000 papers",
            f"{BUILD_SECONDS} s",
            f"{build.seconds():,.0f} s ({build.cpu_seconds():,.0f} CPU s)",
            size,
            reason=slow,
            is_met=build.seconds() <= BUILD_SECONDS * size / FULL_SIZE
            if size < FULL_SIZE
            else build.seconds() <= BUILD_SECONDS,
        ),
        _verdict(
            "its memory, summed over processes",
            "4 GiB",
            f"{build.peak_bytes / 2**30:.2f} GiB",
            size,
            is_met=build.peak_bytes <= BUILD_PEAK_BYTES,
        ),
        _verdict(
            "300 more papers onto 1,000,000",
            f"{DAILY_SECONDS} s, 300 texts read",
            f"{daily.seconds():,.0f} s ({daily.cpu_seconds():,.0f} CPU s),"
            f" {daily_build.texts_read} texts read",
            size,
            reason=_slowest(daily_build),
            is_met=daily.seconds() <= DAILY_SECONDS and (daily_build.texts_read or 0) <= 300,
        ),
        _verdict(
            "release of 1,000,000 papers",
            "2.5 GB",
            f"{build.disk_bytes['release'] / 1e9:.2f} GB",
            size,
            is_met=build.disk_bytes["release"] <= RELEASE_BYTES * size / FULL_SIZE,
        ),
        _verdict("gates, of the build's time", "25 %", f"{share:.0%}", size, is_met=share <= 0.25),
    ]
    rise = growth(sizes, use_cpu=True)
    if rise is not None:
        told = f"{rise:.2f} of CPU time, {growth(sizes, use_cpu=False) or 0:.2f} of wall time"
        what = "growth, fixed cost removed: landing and build"
        verdicts.append(_verdict(what, f"{GROWTH} x", told, size, is_met=rise <= GROWTH))
    verdicts += _verdicts_of_orchestration(results)
    if "tight_build" in found:
        tight = Run.from_json(found["tight_build"])
        told = f"{tight.seconds():,.0f} s, {tight.peak_bytes / 2**30:.2f} GiB at its peak"
        verdicts.append(_verdict("memory_limit of 2 GB", "finishes", told, size, is_met=True))
    return verdicts


def growth(sizes: dict[int, Any], *steps: str, use_cpu: bool) -> float | None:
    """Time per paper between the two largest sizes, over that between the two before.

    steps: of landing and build; all where none is named. None with fewer than three sizes, or where
    the earlier times do not rise.
    """
    three = sorted(sizes)[-3:]
    if len(three) < 3:
        return None
    times = []
    for size in three:
        runs = [Run.from_json(sizes[size][part]) for part in ("landing", "build")]
        times.append(
            sum(one.cpu_seconds(*steps) if use_cpu else one.seconds(*steps) for one in runs)
        )
    before = (times[1] - times[0]) / (three[1] - three[0])
    after = (times[2] - times[1]) / (three[2] - three[1])
    return after / before if before > 0 else None


def _verdicts_of_orchestration(results: dict[str, Any]) -> list[Verdict]:
    if "dag_files" not in results:
        return []
    name, slowest = max(results["dag_files"].items(), key=lambda pair: pair[1])
    sample = results["sample"]
    told = f"{sample['seconds']:.0f} s ({sample['cpu_seconds']:.0f} CPU s)"
    return [
        _verdict("reading a DAG file", "1 s", f"{slowest:.2f} s, `{name}`", is_met=slowest < 1),
        _verdict("`make run` on the sample", "90 s", told, is_met=sample["seconds"] <= 90),
    ]


def _verdict(
    what: str, budget: str, measured: str, size: int = FULL_SIZE, *, is_met: bool, reason: str = ""
) -> Verdict:
    verdict = "met" if is_met else "**missed**"
    if size != FULL_SIZE:
        verdict += f" in proportion, at {size:,} papers"
    return Verdict(what, budget, measured, verdict, "" if is_met else reason)


def _slowest(run: Run) -> str:
    """Where the time went: the three slowest steps, and the slowest models of all."""
    steps = sorted(run.steps, key=lambda one: -one.cost.seconds)[:3]
    told = [f"{one.name} {one.cost.seconds:.0f} s" for one in steps]
    models = [f"`{name}` {seconds:.0f} s" for name, seconds in run.nodes[:3]]
    return f"{', '.join(told)}; of the models {', '.join(models)}"
