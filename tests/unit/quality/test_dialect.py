"""The gates' dialect works, and the stock one still does not: when it does, ours can go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
import great_expectations.expectations as gxe
import pytest
import sqlalchemy
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from sqlalchemy.pool import NullPool

from include.quality.dialect import register


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with lists and structs beside text."""
    path = tmp_path / "file.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(
            "create table main.birds as select 'owl' as name, [1, 2] as sightings,"
            " {'place': 'barn'} as seen union all select 'lark', [], {'place': 'field'}"
        )
    return path


def _validate(address: str, file: Path) -> ExpectationValidationResult:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    opening: dict[str, Any] = {
        "connection_string": f"{address}{file}",
        "kwargs": {"connect_args": {"read_only": True}},
    }
    source = context.data_sources.add_sql("file", **opening)
    asset = source.add_table_asset("birds", table_name="birds", schema_name="main")
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    return batch.validate(gxe.ExpectColumnValuesToMatchRegex(column="name", regex="^[a-z]+$"))


@pytest.mark.filterwarnings("ignore")
def test_the_stock_dialect_still_fails_with_great_expectations(file: Path) -> None:
    try:
        result = _validate("duckdb:///", file)
    except Exception:  # noqa: BLE001 - how it fails is upstream's; that it fails is why ours is here
        return

    raised = [one["raised_exception"] for one in result.exception_info.values()]
    assert any(raised), "duckdb_engine works with GX by now: include/quality/dialect.py can go"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_our_dialect_gives_a_result(file: Path) -> None:
    result = _validate(register(), file)

    assert result.success
    assert result.result["element_count"] == 2


@pytest.fixture
def engine(file: Path) -> Iterator[sqlalchemy.Engine]:
    """An engine through our dialect."""
    made = sqlalchemy.create_engine(f"{register()}{file}", poolclass=NullPool)
    yield made
    made.dispose()


def test_columns_of_lists_and_structs_have_the_name_of_a_type(engine: sqlalchemy.Engine) -> None:
    columns = sqlalchemy.inspect(engine).get_columns("birds", schema="main")

    assert [column["name"] for column in columns] == ["name", "sightings", "seen"]
    assert all(str(column["type"]) for column in columns)


def test_a_result_outlives_a_rollback(engine: sqlalchemy.Engine) -> None:
    with engine.connect() as connection:
        result = connection.execute(sqlalchemy.text("select name from birds order by name"))
        connection.rollback()
        connection.commit()
        rows = result.fetchall()

    assert [row[0] for row in rows] == ["lark", "owl"]
