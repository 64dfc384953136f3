"""Runs suites of Great Expectations over a DuckDB file and returns plain results."""

from __future__ import annotations

import copy
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
from great_expectations.core import ExpectationSuite
from great_expectations.core.expectation_validation_result import (
    ExpectationValidationResult,
)
from great_expectations.core.result_format import ResultFormat
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations import (
    Expectation,
    ExpectTableColumnsToMatchOrderedList,
    UnexpectedRowsExpectation,
)

_SHOWN_VALUES = 3
_SHOWN_DISTINCT = 20
# What GX's own expectations expect, in words; {range} is made of their bounds.
_WORDS = {
    "expect_column_distinct_values_to_be_in_set": "only: {value_set}",
    "expect_column_max_to_be_between": "the largest {range}",
    "expect_column_min_to_be_between": "the smallest {range}",
    "expect_column_value_lengths_to_be_between": "{range} characters",
    "expect_column_values_to_be_between": "{range}",
    "expect_column_values_to_be_in_set": "only: {value_set}",
    "expect_column_values_to_be_unique": "no value twice",
    "expect_column_values_to_match_regex": "of the form {regex}",
    "expect_column_values_to_not_be_null": "never empty",
    "expect_compound_columns_to_be_unique": "no combination twice",
    "expect_table_columns_to_match_ordered_list": "exactly these columns, in this order",
    "expect_table_row_count_to_be_between": "{range} rows",
}


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
        results += _validate(batch, suite)
    return results


def _validate(batch: Batch, suite: Suite) -> list[ExpectationResult]:
    """All expectations of a suite, in their order; GX asks for what several need only once."""
    found: dict[int, ExpectationResult] = {}
    # Only with COMPLETE does a query of our own show the rows it found.
    for is_query, result_format in ((False, ResultFormat.SUMMARY), (True, ResultFormat.COMPLETE)):
        together = ExpectationSuite(suite.data_set)
        for place, expectation in enumerate(suite.expectations):
            if isinstance(expectation, UnexpectedRowsExpectation) is is_query:
                numbered = copy.copy(expectation)
                numbered.meta = {"place": place}
                together.expectations.append(numbered)
        if together.expectations:
            for result in batch.validate(together, result_format=result_format).results:
                configuration: Any = result.expectation_config
                place = configuration.meta["place"]
                found[place] = _plain(suite, suite.expectations[place], result)
    return [found[place] for place in range(len(suite.expectations))]


def _plain(
    suite: Suite, expectation: Expectation, result: ExpectationValidationResult
) -> ExpectationResult:
    is_contract = isinstance(expectation, ExpectTableColumnsToMatchOrderedList)
    columns = None if is_contract else getattr(expectation, "column_list", None)
    column = getattr(expectation, "column", None) or columns
    seen = result.result
    error = _error_of(result)
    outcome = Outcome.NOT_RUN if error else Outcome.MET if result.success else Outcome.NOT_MET
    is_query = isinstance(expectation, UnexpectedRowsExpectation)
    unexpected = seen.get("observed_value" if is_query else "unexpected_count")
    observed = _observed_columns if is_contract else _observed_rows if is_query else _observed
    return ExpectationResult(
        data_set=suite.data_set,
        expectation=_words(expectation),
        column_name=", ".join(column) if isinstance(column, list) else column,
        severity=str(expectation.severity.value),
        outcome=outcome,
        observed=error or observed(seen),
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
    """The expectation in words: its own description, or those for its kind with its bounds."""
    if expectation.description:
        return str(expectation.description)
    kind = type(expectation).expectation_type
    bounds = expectation.configuration.kwargs
    plain = kind.removeprefix("expect_").replace("_", " ")
    told = _WORDS.get(kind, plain).format(
        range=_range(bounds.get("min_value"), bounds.get("max_value")),
        regex=bounds.get("regex"),
        value_set=", ".join(str(one) for one in bounds.get("value_set") or []),
    )
    told = told.replace("at least 1 rows", "at least 1 row")
    mostly = bounds.get("mostly") or 1
    return told if mostly == 1 else f"at least {100 * mostly:g} % of rows: {told}"


def _range(least: float | None, most: float | None) -> str:
    """Bounds in words; both are included."""
    if least is not None and most is not None:
        return f"between {least:,.10g} and {most:,.10g}"
    return f"at least {least:,.10g}" if least is not None else f"at most {most or 0:,.10g}"


def _observed(seen: dict[str, Any]) -> str:
    """What an expectation of GX's own saw; on an empty table it counts nothing at all."""
    if "unexpected_count" in seen:
        told = _against(seen["unexpected_count"])
        if seen.get("element_count"):
            told = f"{seen['unexpected_count'] or 0:,} of {seen['element_count']:,} rows against it"
        return _with_examples(told, seen.get("partial_unexpected_list") or [])
    value = seen.get("observed_value")
    if isinstance(value, list):
        shown = ", ".join(str(one) for one in value[:_SHOWN_DISTINCT])
        more = f" and {len(value) - _SHOWN_DISTINCT:,} more" if len(value) > _SHOWN_DISTINCT else ""
        return f"{len(value):,}: {shown}{more}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _observed_columns(seen: dict[str, Any]) -> str:
    """How many columns there are; which of them differ, where some do."""
    differing = (seen.get("details") or {}).get("mismatched") or []
    told = [
        f"column {one['Expected Column Position']} is {one['Found'] or 'missing'}"
        f" instead of {one['Expected'] or 'none'}"
        for one in differing
    ]
    return _with_examples(f"{len(seen.get('observed_value') or []):,} columns", told)


def _observed_rows(seen: dict[str, Any]) -> str:
    """What a query of our own found."""
    rows = (seen.get("details") or {}).get("unexpected_rows") or []
    return _with_examples(_against(seen.get("observed_value")), rows)


def _against(row_count: int | None) -> str:
    return f"{row_count or 0:,} row{'' if row_count == 1 else 's'} against it"


def _with_examples(told: str, examples: list[Any]) -> str:
    shown = "; ".join(str(one)[:120] for one in examples[:_SHOWN_VALUES])
    return f"{told}: {shown}" if shown else told


def _text(notes: str | list[str] | None) -> str:
    return " ".join(notes) if isinstance(notes, list) else notes or ""
