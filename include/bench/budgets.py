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
    if "tight_build" in found:
        tight = Run.from_json(found["tight_build"])
        told = f"{tight.seconds():,.0f} s, {tight.peak_bytes / 2**30:.2f} GiB at its peak"
        verdicts.append(_verdict("memory_limit of 2 GB", "finishes", told, size, is_met=True))
    return verdicts


def _verdict(
    what: str, budget: str, measured: str, size: int, *, is_met: bool, reason: str = ""
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
