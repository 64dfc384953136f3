"""The house style of Python, held against the syntax trees of include/."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from include.settings import PROJECT

MODULES = sorted(path for path in (PROJECT / "include").rglob("*.py") if path.read_text().strip())
_MOST_MODULE_LINES = 250
_MOST_FUNCTION_LINES = 40

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PROJECT / "include"))
)


def room_of(path: Path) -> str:
    return path.relative_to(PROJECT / "include").parts[0]


def test_there_are_modules() -> None:
    assert len(MODULES) > 40


@each_module
def test_modules_and_functions_are_short(path: Path) -> None:
    assert path.read_text().count("\n") <= _MOST_MODULE_LINES
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        f"{one.name}: {(one.end_lineno or 0) - one.lineno + 1} lines"
        for one in functions
        if (one.end_lineno or 0) - one.lineno + 1 > _MOST_FUNCTION_LINES
    ]
    assert not long


@each_module
def test_modules_say_why_they_exist(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@each_module
def test_only_orchestration_imports_airflow(path: Path) -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "airflow" not in imported or room_of(path) == "orchestration"


@each_module
def test_the_clock_is_read_only_in_settings(path: Path) -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    }
    forbidden = {"datetime.now", "date.today", "datetime.utcnow", "datetime.today"}
    assert not calls & forbidden or path.name == "settings.py"


@each_module
def test_only_commands_read_the_environment_beside_settings(path: Path) -> None:
    """Commands and dbt hand the environment on to the processes that they start."""
    allowed = {"commands", "bench", "settings.py"}
    if room_of(path) in allowed or path.name in ("dbt.py", "engine.py"):
        return
    assert "os.environ" not in path.read_text()
    assert "os.getenv" not in path.read_text()
