"""The budgets of the design, and what was measured against each."""

from __future__ import annotations

from typing import Any

from include.bench.pages import ABSTRACT_SEARCH, page_seconds
from include.bench.pipeline import Run
from include.bench.sizes import FULL_SIZE, at_full_size, growth, measured_sizes
from include.bench.step import GATES
from include.bench.verdict import Verdict, met_or_missed, only_at
from include.dashboard.queries import ABSTRACT_SEARCH_SECONDS

LANDING_RECORDS_PER_SECOND = 25_000
JSON_RECORDS_PER_SECOND = 50_000
TIMES_THE_LIMIT = 1.5
TIMES_FASTER_THAN_DLT = 3
TIMES_THE_SCRIPT = 1
BUILD_SECONDS = 300
BUILD_PEAK_BYTES = 4 * 2**30
DAILY_SECONDS = 120
RELEASE_BYTES = 2.5e9
GATE_SHARE = 0.25
GROWTH = 1.2
DAG_FILE_SECONDS = 1
SAMPLE_SECONDS = 90
PAGE_SECONDS = 1


def judge(results: dict[str, Any]) -> list[Verdict]:
    """Each budget against the largest size; if that is not the full one, against an outlook."""
    sizes = measured_sizes(results)
    size = max(sizes)
    landing, build = (Run.from_json(sizes[size][part]) for part in ("landing", "build"))
    rate = size / landing.seconds("parse")
    share = build.seconds(*GATES) / build.seconds()
    verdicts = [
        Verdict(
            "landing, parse and write, records of text a second",
            f"{LANDING_RECORDS_PER_SECOND:,}",
            f"{rate:,.0f}; {size / landing.cpu_seconds('parse'):,.0f} a CPU second",
            met_or_missed(is_met=rate >= LANDING_RECORDS_PER_SECOND) + only_at(size),
            "start of Python and imports are in it; " + _flatness(sizes),
        ),
        *_of_dumps(sizes),
        *_of_script(sizes),
        _timed("full build of 1,000,000 papers", BUILD_SECONDS, sizes, ["build"], build),
        Verdict(
            "its memory, summed over processes",
            "4 GiB",
            f"{build.peak_bytes / 2**30:.2f} GiB at {size:,}",
            met_or_missed(is_met=build.peak_bytes <= BUILD_PEAK_BYTES) + only_at(size),
        ),
        *_of_days(results),
        _sized(sizes),
        Verdict(
            "gates, of the build's time",
            f"{GATE_SHARE:.0%}",
            f"{share:.0%} at {size:,}",
            met_or_missed(is_met=share <= GATE_SHARE) + only_at(size),
        ),
    ]
    verdicts += _of_growth(sizes)
    verdicts += _of_pages(results)
    verdicts += _of_orchestration(results)
    return verdicts + _of_little_memory(sizes)


def _of_dumps(sizes: dict[int, dict[str, Any]]) -> list[Verdict]:
    """Landing of JSON lines, and landing beside the plain writer and dlt."""
    size = max(sizes)
    dump, limit = sizes[size].get("dump"), sizes[size].get("limit_cpu_seconds")
    if not dump or not limit:
        return []
    own = dump["parse"]
    rate = size / own["seconds"]
    told = f"{rate:,.0f}; {size / own['cpu_seconds']:,.0f} a CPU second"
    verdicts = [
        Verdict(
            "landing, records of JSON lines a second",
            f"{JSON_RECORDS_PER_SECOND:,}",
            told,
            met_or_missed(is_met=rate >= JSON_RECORDS_PER_SECOND) + only_at(size),
            f"peak memory {own['peak_bytes'] / 1e9:.2f} GB",
        )
    ]
    times = own["cpu_seconds"] / limit
    verdict = met_or_missed(is_met=times <= TIMES_THE_LIMIT) + only_at(size)
    what = "its CPU time over the plain writer's"
    verdicts.append(Verdict(what, f"{TIMES_THE_LIMIT} x", f"{times:.1f} x", verdict))
    for name, words in (("dlt_rows", "rows"), ("dlt_arrow", "Arrow")):
        if name in dump:
            faster = dump[name]["cpu_seconds"] / own["cpu_seconds"]
            verdict = met_or_missed(is_met=faster >= TIMES_FASTER_THAN_DLT) + only_at(size)
            what = f"dlt's CPU time over ours, dlt over {words}"
            verdicts.append(Verdict(what, f"{TIMES_FASTER_THAN_DLT} x", f"{faster:.1f} x", verdict))
    return verdicts


def _of_script(sizes: dict[int, dict[str, Any]]) -> list[Verdict]:
    """Our models beside the Polars script, on the largest page that both have read."""
    size = max((one for one in sizes if "script" in sizes[one]), default=None)
    if size is None:
        return []
    own = Run.from_json(sizes[size]["build"]).cpu_seconds("marts")
    times = own / sizes[size]["script"]["cost"]["cpu_seconds"]
    verdict = met_or_missed(is_met=times <= TIMES_THE_SCRIPT) + only_at(size)
    what = "our models' CPU time over the Polars script's"
    reason = "the script makes far less; see below"
    return [Verdict(what, f"{TIMES_THE_SCRIPT} x", f"{times:.1f} x", verdict, reason)]


def _of_days(results: dict[str, Any]) -> list[Verdict]:
    """The daily delivery, onto the largest release that it was measured on."""
    daily = measured_sizes(results, "daily_build")
    if not daily:
        return []
    build = Run.from_json(daily[max(daily)]["daily_build"])
    what = f"300 more papers onto 1,000,000 ({build.texts_read} texts read)"
    return [_timed(what, DAILY_SECONDS, daily, ["daily_landing", "daily_build"], build)]


def _of_growth(sizes: dict[int, dict[str, Any]]) -> list[Verdict]:
    """How the cost per paper grows from the second size to the third."""
    rise = growth(sizes, use_cpu=True)
    if rise is None:
        return []
    told = f"{rise:.2f} of CPU time, {growth(sizes, use_cpu=False) or 0:.2f} of wall time"
    what = "growth, fixed cost removed: landing and build"
    verdict = met_or_missed(is_met=rise <= GROWTH) + only_at(max(sizes))
    return [Verdict(what, f"{GROWTH} x", told, verdict)]


def _of_pages(results: dict[str, Any]) -> list[Verdict]:
    """The dashboard's slowest page, and its search in abstracts, on the largest release."""
    sizes = measured_sizes(results, "dashboard")
    if not sizes:
        return []
    largest = page_seconds(sizes[max(sizes)])
    slowest = max(set(largest) - {ABSTRACT_SEARCH}, key=largest.__getitem__)
    return [
        _paged("queries of the dashboard's slowest page", slowest, PAGE_SECONDS, sizes),
        _paged("its search in abstracts", ABSTRACT_SEARCH, ABSTRACT_SEARCH_SECONDS, sizes),
    ]


def _paged(what: str, view: str, budget: float, sizes: dict[int, Any]) -> Verdict:
    def spent(found: dict[str, Any]) -> float:
        return page_seconds(found)[view]

    size, full = max(sizes), at_full_size(sizes, spent)
    told = f"{spent(sizes[size]):.2f} s at {size:,}"
    if size < FULL_SIZE and full is not None:
        told += f"; outlook {full:.2f} s"
    return Verdict(what, f"{budget} s", told, _outlook(full, budget, size), view)


def _flatness(sizes: dict[int, Any]) -> str:
    """What parsing took of memory, by size."""
    peaks = [
        f"{step.cost.peak_bytes / 1e9:.2f} GB at {size:,}"
        for size, found in sizes.items()
        for step in Run.from_json(found["landing"]).steps
        if step.name == "parse"
    ]
    return f"peak memory {', '.join(peaks)}"


def _timed(
    what: str, budget: float, sizes: dict[int, Any], parts: list[str], slowest: Run
) -> Verdict:
    def spent(found: dict[str, Any], *, use_cpu: bool) -> float:
        runs = [Run.from_json(found[part]) for part in parts]
        return sum(run.cpu_seconds() if use_cpu else run.seconds() for run in runs)

    size = max(sizes)
    own = spent(sizes[size], use_cpu=False)
    told = f"{own:,.0f} s ({spent(sizes[size], use_cpu=True):,.0f} CPU s)"
    wall = at_full_size(sizes, lambda found: spent(found, use_cpu=False))
    cpu = at_full_size(sizes, lambda found: spent(found, use_cpu=True))
    if size < FULL_SIZE:
        told += f" at {size:,}"
    if size < FULL_SIZE and wall is not None:
        told += f"; outlook {wall:,.0f} s" + (f" ({cpu:,.0f} CPU s)" if cpu is not None else "")
    return Verdict(what, f"{budget:,.0f} s", told, _outlook(wall, budget, size), _slowest(slowest))


def _outlook(value: float | None, budget: float, size: int) -> str:
    """Met or missed; unknown where noise is larger than growth."""
    if value is None:
        return "unknown: the larger size took no longer, so that there is no outlook"
    return met_or_missed(is_met=value <= budget) + (", by outlook" if size < FULL_SIZE else "")


def _sized(sizes: dict[int, Any]) -> Verdict:
    def held(found: dict[str, Any]) -> float:
        return float(Run.from_json(found["build"]).disk_bytes["release"])

    size, full = max(sizes), at_full_size(sizes, held)
    told = f"{held(sizes[size]) / 1e9:.2f} GB at {size:,}"
    if size < FULL_SIZE and full is not None:
        told += f"; outlook {full / 1e9:.2f} GB"
    verdict = _outlook(full, RELEASE_BYTES, size)
    return Verdict("release of 1,000,000 papers", "2.5 GB", told, verdict)


def _of_little_memory(sizes: dict[int, dict[str, Any]]) -> list[Verdict]:
    """The build with less memory, of the largest size."""
    size = max(sizes)
    if "tight_build" not in sizes[size]:
        return []
    tight = Run.from_json(sizes[size]["tight_build"])
    told = f"{tight.seconds():,.0f} s, {tight.peak_bytes / 2**30:.2f} GiB, at {size:,}"
    return [
        Verdict(
            "memory_limit of 2 GB", "finishes", told, met_or_missed(is_met=True) + only_at(size)
        )
    ]


def _of_orchestration(results: dict[str, Any]) -> list[Verdict]:
    if "dag_files" not in results:
        return []
    name, slowest = max(results["dag_files"].items(), key=lambda pair: pair[1])
    sample = results["sample"]
    told = f"{sample['seconds']:.0f} s ({sample['cpu_seconds']:.0f} CPU s)"
    is_soon, is_read = sample["seconds"] <= SAMPLE_SECONDS, slowest < DAG_FILE_SECONDS
    return [
        Verdict(
            "reading a DAG file", "1 s", f"{slowest:.2f} s, `{name}`", met_or_missed(is_met=is_read)
        ),
        Verdict("`make run` on the sample", "90 s", told, met_or_missed(is_met=is_soon)),
    ]


def _slowest(run: Run) -> str:
    """Where the time went: the three slowest steps, and the slowest models of all."""
    steps = sorted(run.steps, key=lambda one: -one.cost.seconds)[:3]
    told = [f"{one.name} {one.cost.seconds:.0f} s" for one in steps]
    models = [f"`{name}` {seconds:.0f} s" for name, seconds in run.nodes[:3]]
    return f"{', '.join(told)}; of the models {', '.join(models)}"
