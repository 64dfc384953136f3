"""`make bench`: how fast the pipeline is, how much memory and disk it takes, and how both grow.

`python -m include.bench.main 1000 10000`. For each size a page is generated, landed and built in an
empty house, every step in a process of its own; then 300 more papers arrive. The largest size is
built once more with less memory. docs/benchmarks.md is replaced only by a run whose largest size is
at least the one it speaks of; a smaller run's page stays beside its data. `--resume` goes on where
a run of the same folder was interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from include.bench.comparison import compare_dump, compare_landing, run_module
from include.bench.figures import text_figures
from include.bench.generate import listings_folder, papers, write_dump, write_page
from include.bench.machine import describe_machine
from include.bench.orchestration import dag_file_seconds, sample_run
from include.bench.pipeline import House
from include.bench.report import largest_of, render
from include.files import make_folder, write_bytes, write_json
from include.settings import PROJECT, Settings, utc_now

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DAILY_PAPERS = 300
TIGHT_MEMORY = "2GB"
MANY_FILES, PAPERS_IN_EACH = 3_000, 30
PAGE = PROJECT / "docs" / "benchmarks.md"
_SEED = 7


def main() -> None:
    """Measure what was asked for and write the page."""
    asked = _arguments()
    folder: Path = asked.folder
    results = _begin(asked)
    for size in sorted(asked.sizes):
        found = results["sizes"].setdefault(str(size), {})
        is_largest = size == max(asked.sizes)
        for part in _measure(folder / f"of_{size}", size, found, is_largest=is_largest):
            found |= part
            _keep(folder, results)
    if asked.files and "many_files" not in results:
        results["many_files"] = _many_files(folder / "many_files", asked.files)
        _keep(folder, results)
    if "dag_files" not in results:
        results["dag_files"] = dag_file_seconds(_new_house(folder / "dag_files"))
        results["sample"] = sample_run(_new_house(folder / "sample"))
        _keep(folder, results)
    page = render(results)
    target = PAGE if _may_replace(PAGE, max(asked.sizes)) else folder / PAGE.name
    write_bytes(target, page.encode())
    print(f"\nWritten: {target}")


def _begin(asked: argparse.Namespace) -> dict[str, Any]:
    """What an interrupted run of the same folder has measured, or an empty page."""
    kept = asked.folder / "results.json"
    if asked.resume and kept.exists():
        begun: dict[str, Any] = json.loads(kept.read_text())
        return begun
    shutil.rmtree(asked.folder, ignore_errors=True)
    make_folder(asked.folder)
    return {
        "date": asked.date or f"{utc_now():%F}",
        "machine": describe_machine(),
        "text": asdict(text_figures(papers(10_000, _SEED)))
        | {"origin": "mixed from real abstracts" if listings_folder() else "generated"},
        "sizes": {},
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", help=f"papers a page, default {SIZES}")
    parser.add_argument("--date", help="the date to write on the page, default today")
    parser.add_argument("--files", type=int, help="small landing files; 0: none")
    parser.add_argument("--resume", action="store_true", help="go on where a run has ended")
    parser.add_argument("--folder", type=Path, default=Settings.from_environment().home / "bench")
    asked = parser.parse_args()
    asked.sizes = asked.sizes or list(SIZES)
    if asked.files is None:
        asked.files = min(MANY_FILES, max(asked.sizes) // PAPERS_IN_EACH)
    return asked


def _keep(folder: Path, results: dict[str, Any]) -> None:
    write_json(folder / "results.json", results)
    write_bytes(folder / PAGE.name, render(results).encode())


def _may_replace(page: Path, largest: int) -> bool:
    return not page.exists() or largest >= largest_of(page.read_text(encoding="utf-8"))


def _measure(
    folder: Path, size: int, found: dict[str, Any], *, is_largest: bool
) -> Iterator[dict[str, Any]]:
    """Measure a size part by part, leaving out the parts that were found before."""
    if "load_average" in found:
        return
    print(f"\n{size:,} papers")
    house = _new_house(folder)
    if "landing" not in found:
        shutil.rmtree(folder)
        house = _new_house(folder)
        page = _drop(house, "page.txt", papers(size, _SEED), size)
        yield {"landing": house.land(page, size).to_json()}
    if "build" not in found:
        yield {"build": house.build(size).to_json()}
    if "dashboard" not in found:
        print("  the dashboard's queries")
        yield {"dashboard": run_module(house, "dashboard")["result"]}
    if "limit_cpu_seconds" not in found:
        yield compare_landing(house, folder, size, _SEED)
    if "dump" not in found:
        dumps = _new_house(folder / "dumps", "jsonl")
        dump = dumps.settings.inbox("jsonl") / "dump.jsonl"
        write_dump(dump, papers(size, _SEED))
        yield {"dump": compare_dump(dumps, dump, folder)}
        shutil.rmtree(folder / "dumps")
    if "daily_build" not in found:
        print(f"  {DAILY_PAPERS} more")
        more = islice(papers(size + DAILY_PAPERS, _SEED), size, None)
        landing = house.land(_drop(house, "daily.txt", more, DAILY_PAPERS), DAILY_PAPERS)
        build = house.build(size + DAILY_PAPERS)
        yield {"daily_landing": landing.to_json(), "daily_build": build.to_json()}
    if is_largest and "tight_build" not in found:
        print(f"  built afresh with memory_limit {TIGHT_MEMORY}")
        tight = replace(house.settings, memory_limit=TIGHT_MEMORY)
        _forget_builds(tight)
        build = replace(house, settings=tight).build(size + DAILY_PAPERS)
        yield {"tight_build": build.to_json()}
    yield {"load_average": os.getloadavg()[2]}
    shutil.rmtree(folder)


def _many_files(folder: Path, file_count: int) -> dict[str, Any]:
    print(f"\n{file_count:,} deliveries of {PAPERS_IN_EACH}")
    house = _new_house(folder)
    texts = papers(file_count * PAPERS_IN_EACH, _SEED)
    for number in range(file_count):
        _drop(house, f"page_{number:05}.txt", texts, PAPERS_IN_EACH)
    step, _ = house.step("land_unchecked")
    found = {
        "files": file_count,
        "landing": asdict(step.cost),
        "build": house.build(file_count * PAPERS_IN_EACH).to_json(),
    }
    shutil.rmtree(folder)
    return found


def _new_house(folder: Path, source: str = "hf_pages") -> House:
    settings = replace(Settings.from_environment(), home=make_folder(folder / "house"))
    make_folder(settings.inbox(source))
    return House(settings, make_folder(folder / "logs"))


def _drop(house: House, name: str, texts: Any, count: int) -> Path:
    page = house.settings.inbox("hf_pages") / name
    write_page(page, islice(texts, count))
    return page


def _forget_builds(settings: Settings) -> None:
    settings.current.unlink(missing_ok=True)
    for folder in (settings.cache, settings.builds, settings.releases):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
