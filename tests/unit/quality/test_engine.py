"""Suites run over a file and give plain results in words; the file is free again afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import great_expectations.expectations as gxe
import pytest
from great_expectations.expectations import Expectation, UnexpectedRowsExpectation

from include.quality import engine
from include.quality.engine import run_suites
from include.quality.results import ExpectationResult, GateVerdict, Outcome
from include.quality.suite import WARNING, Suite
from include.settings import Settings


class ExpectNoOwls(UnexpectedRowsExpectation):
    """No row is an owl."""

    description: str = "no owls"
    unexpected_rows_query: str = "select name from {batch} where name = 'owl'"


class ExpectWhatCannotBeAsked(UnexpectedRowsExpectation):
    """A query over a table that is not there."""

    description: str = "cannot be asked"
    unexpected_rows_query: str = "select * from no_such_table"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small file with one table."""
    path = tmp_path / "it's here.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create schema zoo")
        connection.execute(
            "create table zoo.birds as select * from"
            " (values (1, 'owl', null), (2, 'owl', 'x'), (3, 'lark', 'y')) as t(number, name, note)"
        )
    return path


def _run(settings: Settings, file: Path, *expectations: Expectation) -> list[ExpectationResult]:
    return run_suites(settings, file, [Suite("zoo", "birds", list(expectations))])


def test_results_say_what_was_expected_and_seen(settings: Settings, file: Path) -> None:
    unique, absent, owls, rows, columns, smallest = _run(
        settings,
        file,
        gxe.ExpectColumnValuesToBeUnique(column="name", notes=["Measured:", "none."]),
        gxe.ExpectColumnValuesToNotBeNull(column="number", severity=WARNING),
        ExpectNoOwls(),
        gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=2),
        gxe.ExpectTableColumnsToMatchOrderedList(column_list=["number", "label"]),
        gxe.ExpectColumnMinToBeBetween(column="number", min_value=1),
    )

    assert (unique.data_set, unique.column_name, unique.severity) == (
        *("zoo.birds", "name", "critical"),
    )
    assert (unique.expectation, unique.outcome) == ("no value twice", Outcome.NOT_MET)
    assert (unique.observed, unique.unexpected_count) == ("2 of 3 rows against it: owl; owl", 2)
    assert unique.notes == "Measured: none."
    assert (absent.outcome, absent.severity, absent.observed) == (
        *(Outcome.MET, "warning", "0 of 3 rows against it"),
    )
    assert (owls.expectation, owls.outcome, owls.unexpected_count) == (
        *("no owls", Outcome.NOT_MET, 2),
    )
    assert owls.observed.startswith("2 rows against it: {'name': 'owl'}")
    assert (rows.outcome, rows.observed, rows.column_name) == (Outcome.NOT_MET, "3", None)
    assert rows.unexpected_count is None
    assert (columns.outcome, columns.column_name) == (Outcome.NOT_MET, None)
    assert columns.observed == (
        "3 columns: column 1 is name instead of label; column 2 is note instead of none"
    )
    assert (smallest.outcome, smallest.observed) == (Outcome.MET, "1")


def test_what_cannot_run_is_critical_whatever_it_was_declared(
    settings: Settings, file: Path
) -> None:
    results = _run(
        settings,
        file,
        gxe.ExpectColumnValuesToNotBeNull(column="no_such_column", severity=WARNING),
        ExpectWhatCannotBeAsked(severity=WARNING),
        gxe.ExpectColumnValuesToNotBeNull(column="number"),
    )
    verdict = GateVerdict("zoo", "subject", results)

    assert [one.outcome for one in results] == [Outcome.NOT_RUN, Outcome.NOT_RUN, Outcome.MET]
    assert "no_such_column" in results[0].observed
    assert "no_such_table" in results[1].observed
    assert [one.severity for one in verdict.critical] == ["warning", "warning"]
    assert not verdict.is_open


def test_a_warning_leaves_the_gate_open(settings: Settings, file: Path) -> None:
    results = _run(
        settings, file, gxe.ExpectColumnValuesToNotBeNull(column="note", severity=WARNING)
    )
    verdict = GateVerdict("zoo", "subject", results)

    assert [one.outcome for one in verdict.warnings] == [Outcome.NOT_MET]
    assert verdict.is_open


def test_no_suite_and_an_empty_one_leave_the_gate_closed(settings: Settings, file: Path) -> None:
    assert not GateVerdict("zoo", "subject", run_suites(settings, file, [])).is_open
    assert not GateVerdict("zoo", "subject", _run(settings, file)).is_open


def test_another_process_can_write_the_file_right_after_a_gate(
    settings: Settings, file: Path
) -> None:
    assert _run(settings, file, gxe.ExpectColumnValuesToBeUnique(column="number"), ExpectNoOwls())

    write = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('create table t as select 1')"
    subprocess.run([sys.executable, "-c", write, str(file)], check=True, capture_output=True)

    with duckdb.connect(file, read_only=True) as connection:
        assert connection.execute("select * from t").fetchall() == [(1,)]


def test_the_file_is_free_after_a_run_that_fails(settings: Settings, file: Path) -> None:
    with pytest.raises(Exception, match="no_such_table"):
        run_suites(settings, file, [Suite("zoo", "no_such_table", [ExpectNoOwls()])])

    with duckdb.connect(file) as connection:
        connection.execute("drop table zoo.birds")


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        pytest.param(gxe.ExpectColumnValuesToBeUnique(column="a"), "no value twice", id="unique"),
        pytest.param(
            gxe.ExpectCompoundColumnsToBeUnique(column_list=["a", "b"]),
            "no combination twice",
            id="unique together",
        ),
        pytest.param(gxe.ExpectColumnValuesToNotBeNull(column="a"), "never empty", id="not null"),
        pytest.param(
            gxe.ExpectColumnValueLengthsToBeBetween(column="a", min_value=1, max_value=4000),
            "between 1 and 4,000 characters",
            id="lengths",
        ),
        pytest.param(
            gxe.ExpectColumnValueLengthsToBeBetween(
                column="a", min_value=200, max_value=400, mostly=0.95
            ),
            "at least 95 % of rows: between 200 and 400 characters",
            id="mostly",
        ),
        pytest.param(
            gxe.ExpectColumnValuesToBeBetween(column="a", max_value=1), "at most 1", id="at most"
        ),
        pytest.param(
            gxe.ExpectColumnValuesToBeBetween(column="a", min_value=0, max_value=1),
            "between 0 and 1",
            id="between",
        ),
        pytest.param(
            gxe.ExpectColumnDistinctValuesToBeInSet(column="a", value_set=["x", "y", 3]),
            "only: x, y, 3",
            id="domain",
        ),
        pytest.param(
            gxe.ExpectTableRowCountToBeBetween(min_value=1), "at least 1 row", id="one row"
        ),
        pytest.param(
            gxe.ExpectTableRowCountToBeBetween(min_value=10_000),
            "at least 10,000 rows",
            id="many rows",
        ),
        pytest.param(
            gxe.ExpectColumnMinToBeBetween(column="a", min_value=1),
            "the smallest at least 1",
            id="smallest",
        ),
        pytest.param(
            gxe.ExpectColumnMaxToBeBetween(column="a", max_value=9),
            "the largest at most 9",
            id="largest",
        ),
        pytest.param(
            gxe.ExpectColumnValuesToMatchRegex(column="a", regex="^[a-f]{32}$"),
            "of the form ^[a-f]{32}$",
            id="a form with braces",
        ),
        pytest.param(
            gxe.ExpectTableColumnsToMatchOrderedList(column_list=["a"] * 50),
            "exactly these columns, in this order",
            id="columns",
        ),
        pytest.param(
            gxe.ExpectColumnValuesToBeNull(column="a"), "column values to be null", id="others"
        ),
        pytest.param(
            gxe.ExpectColumnValuesToBeNull(column="a", description="nothing, {ever}"),
            "nothing, {ever}",
            id="a description of its own",
        ),
        pytest.param(ExpectNoOwls(), "no owls", id="an expectation of our own"),
    ],
)
def test_expectations_read_well(expectation: Expectation, words: str) -> None:
    assert engine._words(expectation) == words


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        pytest.param({"observed_value": 12345}, "12,345", id="a number"),
        pytest.param({"observed_value": None}, "None", id="nothing"),
        pytest.param({"observed_value": ["a", "b"]}, "2: a, b", id="a few values"),
        pytest.param(
            {"observed_value": list(range(25))},
            "25: " + ", ".join(str(one) for one in range(20)) + " and 5 more",
            id="many values",
        ),
        pytest.param({"unexpected_count": None}, "0 rows against it", id="an empty table"),
        pytest.param({"unexpected_count": 1}, "1 row against it", id="one row"),
        pytest.param(
            {
                "unexpected_count": 4,
                "element_count": 2000,
                "partial_unexpected_list": ["a" * 200, "b", "c", "d"],
            },
            f"4 of 2,000 rows against it: {'a' * 120}; b; c",
            id="examples, few and short",
        ),
    ],
)
def test_what_was_seen_reads_well(seen: dict[str, object], words: str) -> None:
    assert engine._observed(seen) == words
