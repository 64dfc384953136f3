"""What Airflow adds: how long its DAG files take to read, and a whole run on the sample."""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import Any

from include.bench.pipeline import House
from include.bench.processes import RESULT, Finished, run_measured
from include.errors import PaperhouseError
from include.settings import PROJECT


def dag_file_seconds(house: House) -> dict[str, float]:
    """Seconds to read each DAG file, in a process that has Airflow loaded, as its processor has."""
    found = {}
    for file in sorted((PROJECT / "dags").glob("*.py")):
        finished = _run(house, "-m", "include.bench.orchestration", file.stem)
        found[file.stem] = float(json.loads(finished.result))
    return found


def sample_run(house: House) -> dict[str, Any]:
    """Wall and CPU seconds of `make run` on the bundled sample, set-up left out."""
    finished = _run(house, "-m", "include.commands.run")
    return {"seconds": finished.cost.seconds, "cpu_seconds": finished.cost.cpu_seconds}


def _run(house: House, *arguments: str) -> Finished:
    log = house.logs / f"{arguments[-1]}.txt"
    command = [sys.executable, "-W", "ignore", *arguments]
    finished = run_measured(command, house.environment(), log)
    if finished.exit_code != 0:
        raise PaperhouseError(
            expected=f"{arguments[-1]} to end well",
            found=finished.output[-1500:],
            where=str(log),
            next_step="mend what it says and measure again",
        )
    return finished


if __name__ == "__main__":
    import_module("airflow.sdk")
    started = time.perf_counter()
    import_module(f"dags.{sys.argv[1]}")
    print(f"{RESULT}{time.perf_counter() - started}")
