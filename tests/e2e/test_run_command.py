"""`make run` as a person types it: real Airflow, the sample page, a second time, and garbage."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from include.settings import PROJECT
from tests.receiver import SECRET, receiving

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def run_command(home: Path, *arguments: str, name: str = "run") -> Outcome:
    """Run one of the project's commands over a house, as the Makefile does, in this process.

    What it starts (Airflow, dbt) are processes of their own, as always.
    """
    module = import_module(f"include.commands.{name}")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("AIRFLOW_HOME", "PYTHONPATH"):
            patch.delenv(variable, raising=False)
        patch.setenv("PAPERHOUSE_HOME", str(home))
        patch.setattr(sys, "argv", [name, *arguments])
        with redirect_stdout(StringIO()) as stdout, redirect_stderr(StringIO()) as stderr:
            returncode = module.main()
    return Outcome(returncode, stdout.getvalue(), stderr.getvalue())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "house"


@pytest.fixture(scope="module")
def first_run(home: Path) -> Outcome:
    """The first run of a new user, typed as the README says."""
    done = subprocess.run(
        ["make", "run", f"PAPERHOUSE_HOME={home}"],
        cwd=PROJECT,
        env={name: text for name, text in os.environ.items() if "AIRFLOW" not in name},
        capture_output=True,
        text=True,
        check=False,
        timeout=550,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_a_run_on_an_empty_inbox_publishes_the_sample(first_run: Outcome, home: Path) -> None:
    assert first_run.returncode == 0, first_run.stdout + first_run.stderr
    assert "taking the bundled sample" in first_run.stdout
    for step in (
        "parse hf_pages",
        "landing gate hf_pages",
        "staging gate",
        "marts gate",
        "publish",
    ):
        assert f"ok  {step} " in first_run.stdout
    assert "all open" in first_run.stdout
    with duckdb.connect(home / "current" / "paperhouse.duckdb", read_only=True) as connection:
        assert connection.sql("select count(*) from marts.fct_papers").fetchall() == [(40,)]


def test_the_query_that_a_run_suggests_works(first_run: Outcome, home: Path) -> None:
    query = first_run.stdout.split("one query to try")[1].split("\n\n")[1].strip()
    answer = run_command(home, query, name="sql")
    assert answer.returncode == 0, answer.stderr
    assert "feed_position" in answer.stdout


def test_a_second_run_publishes_nothing_and_says_so(first_run: Outcome, home: Path) -> None:
    before = (home / "current").readlink()
    again = run_command(home)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "the same bytes came on" in again.stdout
    assert "Nothing new to publish" in again.stdout
    assert (home / "current").readlink() == before


def test_garbage_is_refused_with_a_reason_told_once_and_the_release_stays(
    first_run: Outcome, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (home / "current").readlink()
    garbage = tmp_path / "garbage.txt"
    garbage.write_text("no page at all\n" * 10)
    with receiving() as receiver:
        monkeypatch.setenv("PAPERHOUSE_ALERT_WEBHOOK", receiver.address)
        refused = run_command(home, "--feed", str(garbage))
    (alert,) = receiver.received
    assert (alert["dag_id"], alert["task_id"]) == ("land_hf_pages", "land.parse")
    assert "a line with the page's date" in alert["text"]
    told = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in told if SECRET.encode() in path.read_bytes()]
    assert refused.returncode == 1
    assert "a line with the page's date" in refused.stdout
    assert garbage.exists()
    assert (home / "inbox/hf_pages/.refused/garbage.txt").exists()
    assert (home / "current").readlink() == before
    state = run_command(home, name="status")
    assert state.returncode == 0
    assert "a line with the page's date" in state.stdout


def test_a_feed_that_is_not_there_gets_a_clear_error(home: Path) -> None:
    missing = run_command(home, "--feed", str(home / "nowhere.txt"))
    assert missing.returncode == 1
    assert "nothing there" in missing.stderr
    assert "Traceback" not in missing.stderr
