"""Runs suites of Great Expectations over a DuckDB file and returns plain results."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import duckdb_engine

from include.quality.dialect import register
from include.quality.results import ExpectationResult, Outcome
from include.quality.suite import Suite
from include.settings import Settings
from include.transform.workfile import connect

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
from great_expectations.core.expectation_validation_result import (
    ExpectationValidationResult,
)
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations import (
    Expectation,
    UnexpectedRowsExpectation,
)

_SHOWN_VALUES = 3
_NOT_SHOWN = {"batch_id", "column", "column_list", "catch_exceptions", "unexpected_rows_query"}


def run_suites(settings: Settings, file: Path, suites: Sequence[Suite]) -> list[ExpectationResult]:
    """Run every expectation of the suites over the file, which is opened read-only and closed.

    An expectation that raises is returned as one that could not run.
    """
    opened: list[duckdb.DuckDBPyConnection] = []

    def open_one() -> duckdb_engine.ConnectionWrapper:
        opened.append(connect(file, settings, read_only=True))
        return duckdb_engine.ConnectionWrapper(opened[-1])

    try:
        return _run(suites, open_one)
    finally:
        for connection in opened:
            connection.close()


def _run(
    suites: Sequence[Suite], open_one: Callable[[], duckdb_engine.ConnectionWrapper]
) -> list[ExpectationResult]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # GX never closes what it pools, and an open file keeps other processes from writing it.
    opening: dict[str, Any] = {"connection_string": register(), "kwargs": {"creator": open_one}}
    source = context.data_sources.add_sql("file", **opening)
    results: list[ExpectationResult] = []
    for suite in suites:
        asset = source.add_table_asset(
            suite.data_set, table_name=suite.table_name, schema_name=suite.schema_name
        )
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        for expectation in suite.expectations:
            # Only with COMPLETE does a query of our own show the rows it found.
            is_query = isinstance(expectation, UnexpectedRowsExpectation)
            result = batch.validate(
                expectation, result_format="COMPLETE" if is_query else "SUMMARY"
            )
            results.append(_plain(suite, expectation, result))
    return results


def _plain(
    suite: Suite, expectation: Expectation, result: ExpectationValidationResult
) -> ExpectationResult:
    column = getattr(expectation, "column", None) or getattr(expectation, "column_list", None)
    seen = result.result
    error = _error_of(result)
    outcome = Outcome.NOT_RUN if error else Outcome.MET if result.success else Outcome.NOT_MET
    is_query = isinstance(expectation, UnexpectedRowsExpectation)
    unexpected = seen.get("observed_value" if is_query else "unexpected_count")
    return ExpectationResult(
        data_set=suite.data_set,
        expectation=_words(expectation),
        column_name=", ".join(column) if isinstance(column, list) else column,
        severity=str(expectation.severity.value),
        outcome=outcome,
        observed=error or (_observed_rows(seen) if is_query else _observed(seen)),
        unexpected_count=None if unexpected is None else int(unexpected),
        notes=_text(expectation.notes),
    )


def _error_of(result: ExpectationValidationResult) -> str:
    """The message of an exception inside the expectation, or an empty text."""
    info: dict[str, Any] = result.exception_info or {}
    nested = [one for one in info.values() if isinstance(one, dict)]
    for one in nested or [info]:
        if one.get("raised_exception") or one.get("exception_message"):
            return str(one.get("exception_message"))
    return "" if result.success or result.result else "no result"


def _words(expectation: Expectation) -> str:
    """The expectation in words: its description, or its class's name with its bounds."""
    if expectation.description:
        return str(expectation.description)
    name = type(expectation).expectation_type.removeprefix("expect_").replace("_", " ")
    bounds = {
        key: value
        for key, value in expectation.configuration.kwargs.items()
        if key not in _NOT_SHOWN and value is not None
    }
    told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in sorted(bounds.items()))
    return f"{name} ({told})" if told else name


def _observed(seen: dict[str, Any]) -> str:
    """What an expectation of GX's own saw; on an empty table it counts nothing at all."""
    if "unexpected_count" in seen:
        told = f"{seen['unexpected_count'] or 0:,} rows against it"
        if seen.get("element_count"):
            told = told.replace("rows", f"of {seen['element_count']:,} rows")
        return _with_examples(told, seen.get("partial_unexpected_list") or [])
    value = seen.get("observed_value")
    if isinstance(value, list):
        return f"{len(value)}: {', '.join(str(one) for one in value)}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _observed_rows(seen: dict[str, Any]) -> str:
    """What a query of our own found."""
    rows = (seen.get("details") or {}).get("unexpected_rows") or []
    return _with_examples(f"{seen.get('observed_value') or 0:,} rows against it", rows)


def _with_examples(told: str, examples: list[Any]) -> str:
    shown = "; ".join(str(one)[:120] for one in examples[:_SHOWN_VALUES])
    return f"{told}: {shown}" if shown else told


def _text(notes: str | list[str] | None) -> str:
    return " ".join(notes) if isinstance(notes, list) else notes or ""
