"""Each page reads exactly the tables that its exposure names."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from include.dashboard.app import PAGES
from include.dashboard.queries import FOLDER
from include.release.database import exported_tables
from include.release.meta import DESCRIPTIONS
from include.settings import PROJECT, Settings
from tests.unit.dashboard.conftest import mart_columns

EXPOSURES = {
    one["name"]: one
    for one in yaml.safe_load(
        (PROJECT / "dbt_project" / "models" / "marts" / "_exposures.yml").read_text()
    )["exposures"]
}
VIEWS = FOLDER.parent / "views"


def tables_read(files: list[Path]) -> set[str]:
    """Tables that queries name, as `<schema>.<table>`, by DuckDB's own parser."""
    found: set[str] = set()
    with duckdb.connect() as connection:
        for path in files:
            bound = re.sub(r"\$\w+", "null", path.read_text())
            named = connection.get_table_names(bound, qualified=True)
            found |= {name.split(" AS ")[0] for name in named}
    return found


def tables_named(exposure: dict[str, Any]) -> set[str]:
    marts = {re.sub(r"ref\('(\w+)'\)", r"marts.\1", one) for one in exposure["depends_on"]}
    return marts | {f"meta.{one}" for one in exposure["config"]["meta"]["meta_tables"]}


def queries_named(module: Path) -> set[str]:
    """Every text of a page's module that names a query; the last part may be put in."""
    texts = {
        node.value
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if re.fullmatch(r"[a-z_]+/[a-z_]*", text)}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_the_tables_of_its_exposure_and_no_other(page: str) -> None:
    files = [*(FOLDER / page).glob("*.sql"), *(FOLDER / "header").glob("*.sql")]
    assert len(files) > 1
    assert tables_read(files) == tables_named(EXPOSURES[f"dashboard_{page}"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_only_the_queries_of_its_own_folder(page: str) -> None:
    names = queries_named(VIEWS / f"{page}.py")
    assert names
    assert {name.split("/")[0] for name in names} == {page}


def test_every_query_is_shown_somewhere() -> None:
    named = {name for page in PAGES for name in queries_named(VIEWS / f"{page}.py")}
    for path in FOLDER.rglob("*.sql"):
        name = str(path.relative_to(FOLDER).with_suffix(""))
        if not name.startswith("header/"):
            assert any(name == one or (one[-1] in "/_" and name.startswith(one)) for one in named)


def test_a_query_of_an_unnamed_table_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.sql"
    path.write_text("with a as (select 1) select * from a, marts.fct_papers as c where b = $b")
    assert tables_read([path]) == {"marts.fct_papers"}


def test_the_export_names_every_table_of_a_release(settings: Settings) -> None:
    everything = {f"marts.{one}" for one in mart_columns()} | {
        f"meta.{one}" for one in DESCRIPTIONS
    }
    assert tables_named(EXPOSURES["parquet_export"]) == everything
    assert set(exported_tables(settings)) == everything


def test_each_exposure_has_an_owner_and_says_what_it_is_for() -> None:
    assert EXPOSURES
    for exposure in EXPOSURES.values():
        assert exposure["owner"]["email"]
        assert exposure["description"]
