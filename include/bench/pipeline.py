"""The pipeline step by step over one house, each step measured in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from include import ledger
from include.bench.processes import Cost, run_measured
from include.bench.step import BUILD_STEPS, LANDING_STEPS
from include.errors import PaperhouseError
from include.files import folder_bytes, make_folder, read_json
from include.release.releases import FILE_NAME
from include.settings import PROJECT, Settings


@dataclass(frozen=True)
class Step:
    """One measured step. input_bytes: what it reads, None where that says nothing."""

    name: str
    cost: Cost
    input_bytes: int | None = None

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Step:
        return cls(content["name"], Cost(**content["cost"]), content["input_bytes"])


@dataclass
class Run:
    """The measured steps over one delivery or one build.

    papers: records delivered, or papers in the build. texts_read: texts whose extraction was not
    in the cache. disk_bytes: size of each zone afterwards. nodes: what dbt built, by name, and how
    long it took, the slowest first.
    """

    papers: int
    steps: list[Step] = field(default_factory=list)
    texts_read: int | None = None
    disk_bytes: dict[str, int] = field(default_factory=dict)
    nodes: list[tuple[str, float]] = field(default_factory=list)

    def seconds(self, *names: str) -> float:
        """Wall time of the named steps, of all where none is named."""
        return sum(one.cost.seconds for one in self.steps if not names or one.name in names)

    def cpu_seconds(self, *names: str) -> float:
        """CPU time of the named steps, of all where none is named."""
        return sum(one.cost.cpu_seconds for one in self.steps if not names or one.name in names)

    @property
    def peak_bytes(self) -> int:
        return max(one.cost.peak_bytes for one in self.steps)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Run:
        steps = [Step.from_json(one) for one in content["steps"]]
        names = ("texts_read", "disk_bytes", "nodes")
        return cls(content["papers"], steps, **{name: content[name] for name in names})


@dataclass(frozen=True)
class House:
    """A house to measure in. say: told of each step as it ends."""

    settings: Settings
    logs: Path
    say: Callable[[str], None] = print

    def land(self, page: Path, papers: int) -> Run:
        """Land a page that lies in the inbox."""
        run = Run(papers)
        page_bytes = page.stat().st_size
        step, found = self.step("keep_raw", page.name)
        waiting, raw_file = found
        run.steps.append(Step(step.name, step.cost, page_bytes))
        for name in list(LANDING_STEPS)[1:]:
            step, _ = self.step(name, waiting, raw_file)
            run.steps.append(Step(name, step.cost, page_bytes))
        run.disk_bytes = {
            "page": page_bytes,
            "landing": folder_bytes(self.settings.home / "landing"),
        }
        return run

    def build(self, papers: int) -> Run:
        """Build and publish what has landed."""
        run = Run(papers)
        landed = folder_bytes(self.settings.home / "landing")
        step, build_id = self.step("start")
        run.steps.append(step)
        for name in list(BUILD_STEPS)[1:]:
            step, _ = self.step(name, build_id)
            run.steps.append(Step(name, step.cost, landed))
        release = self.settings.releases / build_id
        run.texts_read = self._texts_read(build_id)
        run.nodes = self._nodes(build_id)
        run.disk_bytes = {
            "landing": landed,
            "work file": (self.settings.builds / build_id / "warehouse.duckdb").stat().st_size,
            "extraction cache": folder_bytes(self.settings.cache),
            "release, DuckDB": (release / FILE_NAME).stat().st_size,
            "release, Parquet": folder_bytes(release / "parquet"),
            "release": folder_bytes(release),
        }
        return run

    def step(self, name: str, *arguments: str) -> tuple[Step, Any]:
        """Run one step in a process of its own; returns its cost and its result.

        Raises PaperhouseError where it failed.
        """
        make_folder(self.logs)
        command = [sys.executable, "-W", "ignore", "-m", "include.bench.step", name, *arguments]
        log = self.logs / f"{name}.txt"
        finished = run_measured(command, self.environment(), log)
        if finished.exit_code != 0:
            raise PaperhouseError(
                expected=f"the step {name} to end well",
                found=finished.output[-1500:],
                where=str(log),
                next_step="mend what it says and measure again",
            )
        cost = finished.cost
        self.say(
            f"    {name:<14}{cost.seconds:8.1f} s {cost.cpu_seconds:8.1f} CPU s"
            f" {cost.peak_bytes / 1e9:6.2f} GB"
        )
        return Step(name, cost), json.loads(finished.result)

    def environment(self) -> dict[str, str]:
        """The environment of a process that works in this house."""
        return os.environ | {
            "PAPERHOUSE_HOME": str(self.settings.home),
            "PAPERHOUSE_MEMORY_LIMIT": self.settings.memory_limit,
            "PYTHONPATH": str(PROJECT),
        }

    def _texts_read(self, build_id: str) -> int | None:
        for one in reversed(ledger.entries(self.settings, "step")):
            if one["subject"] == build_id and "texts_read" in one["counts"]:
                return int(one["counts"]["texts_read"])
        return None

    def _nodes(self, build_id: str) -> list[tuple[str, float]]:
        results = read_json(self.settings.builds / build_id / "dbt" / "run_results.json")["results"]
        took = [(one["unique_id"].split(".")[2], one["execution_time"]) for one in results]
        return sorted(took, key=lambda pair: -pair[1])
