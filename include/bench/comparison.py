"""The pipeline beside others, on the same data and in the same run."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from include.bench.pipeline import House
from include.bench.processes import run_measured
from include.errors import PaperhouseError
from include.files import make_folder
from include.settings import PROJECT

# Polars and dlt are no part of what is installed to use the warehouse: `make bench` makes this.
OTHERS = PROJECT / ".venv-bench" / "bin" / "python"


def compare_landing(house: House, folder: Path, size: int, seed: int) -> dict[str, Any]:
    """What the plain writer takes, and where its environment is there, the Polars script."""
    limit = run_module(house, "against", str(folder / "limit.parquet"), str(size), str(seed))
    found: dict[str, Any] = {"limit_cpu_seconds": limit["result"]}
    if OTHERS.exists():
        landed, target = str(house.settings.home / "landing"), make_folder(folder / "script")
        found["script"] = run_module(house, "others", "polars_script", landed, str(target))
        shutil.rmtree(target)
    return found


def compare_dump(house: House, dump: Path, folder: Path) -> dict[str, Any]:
    """What it takes to read and write a JSON-lines dump that lies in the inbox: us, then dlt."""
    _, found = house.step("keep_raw", dump.name, "jsonl")
    step, _ = house.step("parse", *found, "jsonl")
    costs: dict[str, Any] = {"parse": asdict(step.cost), "dump_bytes": dump.stat().st_size}
    for name in ("dlt_arrow", "dlt_rows") if OTHERS.exists() else ():
        target = make_folder(folder / name)
        costs[name] = run_module(house, "others", name, str(dump), str(target))["cost"]
        shutil.rmtree(target)
    return costs


def run_module(house: House, module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of the bench in a process of its own; its cost and its result."""
    python = str(OTHERS) if module == "others" else sys.executable
    command = [python, "-W", "ignore", "-m", f"include.bench.{module}", *arguments]
    log = house.logs / f"{'-'.join((module, *(Path(one).stem for one in arguments[:1])))}.txt"
    finished = run_measured(command, house.environment(), log)
    if finished.exit_code != 0:
        raise PaperhouseError(
            expected=f"{log.stem} to end well",
            found=finished.output[-1500:],
            where=str(log),
            next_step="mend what it says and measure again",
        )
    cost = asdict(finished.cost)
    house.say(f"    {log.stem:<22}{cost['seconds']:8.1f} s {cost['cpu_seconds']:8.1f} CPU s")
    return {"cost": cost, "result": json.loads(finished.result)}
