"""The house style of DAGs, held against the DAGs as Airflow reads them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag

from include.orchestration.alerts import alert_of_missed_deadline
from include.orchestration.tags import Tag
from include.settings import PROJECT
from include.sources.catalog import SOURCES

DAG_FILES = sorted((PROJECT / "dags").glob("*.py"))
_LIGHT = {"__future__", "pendulum", "airflow", "include"}
_HEAVY = ("pyarrow", "duckdb", "dbt", "great_expectations", "pandas", "numpy")
_MOST_LINES = 80


@pytest.fixture(scope="session")
def dags() -> dict[str, Any]:
    """All DAGs by id, as Airflow's own reader finds them."""
    bag = DagBag(dag_folder=str(PROJECT / "dags"))
    assert not bag.import_errors
    assert bag.dags
    return dict(bag.dags)


def test_each_file_holds_the_one_dag_of_its_name(dags: dict[str, Any]) -> None:
    assert DAG_FILES
    assert {path.stem for path in DAG_FILES} == set(dags)


def test_each_source_has_a_landing_dag(dags: dict[str, Any]) -> None:
    assert {f"land_{source}" for source in SOURCES} <= set(dags)


def test_dags_explain_themselves(dags: dict[str, Any]) -> None:
    runbook = (PROJECT / "docs" / "runbook.md").read_text()
    for dag_id, dag in dags.items():
        for part in ("**What.**", "**When.**", "**A re-run**", "**Backfill.**", "runbook.md"):
            assert part in dag.doc_md, (dag_id, part)
        assert f"\n## {dag_id}\n" in runbook


def test_dags_run_one_at_a_time_with_known_tags_and_owners(dags: dict[str, Any]) -> None:
    for dag_id, dag in dags.items():
        assert dag.max_active_runs == 1, dag_id
        assert dag.tags, dag_id
        assert set(dag.tags) <= {tag.value for tag in Tag}, dag_id
        assert {task.owner for task in dag.tasks} <= {"engineering", "curation"}, dag_id


def test_dags_have_a_deadline(dags: dict[str, Any]) -> None:
    """One whose callback Airflow can import by its path, in whatever process it runs."""
    for dag_id, dag in dags.items():
        (deadline,) = dag.deadline
        assert resolve_name(deadline.callback.path) is alert_of_missed_deadline, dag_id


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: str(path.stem))
def test_dag_files_are_short(path: Path) -> None:
    assert path.read_text().count("\n") <= _MOST_LINES


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: str(path.stem))
def test_dag_files_import_only_what_is_light(path: Path) -> None:
    top = ast.parse(path.read_text()).body
    names = {
        name.split(".")[0]
        for node in top
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= _LIGHT | set(sys.stdlib_module_names)


@pytest.mark.slow
@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: str(path.stem))
def test_reading_a_dag_file_loads_nothing_heavy(path: Path) -> None:
    code = (
        "import sys, runpy, airflow.sdk; before = set(sys.modules);"
        f"runpy.run_path({str(path)!r});"
        f"print([m for m in {_HEAVY!r} if m in set(sys.modules) - before])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_what_asks_the_outside_waits_for_a_person(dags: dict[str, Any]) -> None:
    paused = {dag_id for dag_id, dag in dags.items() if dag.is_paused_upon_creation}
    assert paused == {"land_hf_daily", "land_arxiv_oai"}
