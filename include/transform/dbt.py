"""Runs dbt as a process of its own, so that its locks and its memory end with it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from include.errors import ContractBroken, PaperhouseError
from include.files import copy_file, make_folder, read_json
from include.settings import Settings

_PARSED = "partial_parse.msgpack"
_FAILED = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class DbtNode:
    """What became of one model, seed or test. message: dbt's own words."""

    unique_id: str
    status: str
    seconds: float
    message: str


@dataclass(frozen=True)
class DbtRun:
    """One dbt invocation and what became of its nodes."""

    nodes: list[DbtNode]

    @property
    def failed(self) -> list[DbtNode]:
        return [node for node in self.nodes if node.status in _FAILED]

    @property
    def warned(self) -> list[DbtNode]:
        return [node for node in self.nodes if node.status == "warn"]


def reuse_parse(settings: Settings, build_folder: Path, code_version: str) -> None:
    """Give a new build what dbt made of the project when a build of the same code ran it."""
    kept = _kept_parse(settings, code_version)
    if kept.exists():
        copy_file(kept, build_folder / "dbt" / _PARSED)


def keep_parse(settings: Settings, build_folder: Path, code_version: str) -> None:
    """Keep what dbt made of the project for builds of the same code; of other code it goes."""
    kept, parsed = _kept_parse(settings, code_version), build_folder / "dbt" / _PARSED
    if parsed.exists() and not kept.exists():
        for other in kept.parent.glob("*.msgpack"):
            other.unlink(missing_ok=True)
        copy_file(parsed, kept)


def _kept_parse(settings: Settings, code_version: str) -> Path:
    return settings.cache / "dbt" / f"{code_version}.msgpack"


def run_dbt(
    settings: Settings, build_folder: Path, extractor_version: str, *arguments: str
) -> DbtRun:
    """Run `dbt <arguments>` on the work file of a build and return what became of each node.

    Logs and compiled SQL go to `<build_folder>/dbt/`. Raises ContractBroken where a model, a seed
    or a test failed, PaperhouseError where dbt itself could not run.
    """
    output = make_folder(build_folder / "dbt")
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "--log-level", "warn"),
        *arguments,
        *("--project-dir", str(settings.dbt_project), "--profiles-dir", str(settings.dbt_project)),
        *("--target-path", str(output), "--log-path", str(output)),
    ]
    finished = subprocess.run(
        command,
        # The work file's name is the same text in every build: dbt parses anew where it is not.
        cwd=build_folder,
        env=_environment(settings, extractor_version),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    (output / f"{arguments[0]}.output.txt").write_text(finished.stdout)
    run = DbtRun(_nodes(output / "run_results.json"))
    _require_passed(run, finished, output, arguments)
    return run


def _require_passed(
    run: DbtRun,
    finished: subprocess.CompletedProcess[str],
    output: Path,
    arguments: tuple[str, ...],
) -> None:
    if run.failed:
        first = run.failed[0]
        raise ContractBroken(
            expected=f"dbt {arguments[0]} to pass",
            found=f"{len(run.failed)} failed nodes, first {first.unique_id}: {first.message}",
            where=str(output / "dbt.log"),
            next_step="read the compiled SQL beside the log; the work file is kept",
        )
    if finished.returncode != 0:
        raise PaperhouseError(
            expected=f"dbt {arguments[0]} to run",
            found=finished.stdout.strip()[-1500:] or f"exit code {finished.returncode}",
            where=str(output),
            next_step="read the log there",
        )


def _environment(settings: Settings, extractor_version: str) -> dict[str, str]:
    return {
        **os.environ,
        "PAPERHOUSE_BUILD_FILE": "warehouse.duckdb",
        "PAPERHOUSE_THREADS": str(settings.threads),
        "PAPERHOUSE_MEMORY_LIMIT": settings.memory_limit,
        "PAPERHOUSE_EXTRACTOR_VERSION": extractor_version,
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
        "DO_NOT_TRACK": "1",
    }


def _nodes(results: Path) -> list[DbtNode]:
    if not results.exists():
        return []
    content: dict[str, Any] = read_json(results)
    return [
        DbtNode(
            unique_id=one["unique_id"],
            status=one["status"],
            seconds=one["execution_time"],
            message=one.get("message") or "",
        )
        for one in content["results"]
    ]
