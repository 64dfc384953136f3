"""Superset's datasets, charts and dashboard against dbt's manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest
import yaml

from include.settings import Settings
from include.superset.bundle import bundle, write_bundle
from include.superset.dashboard import charts, dashboard
from include.superset.datasets import EXPOSURE, datasets, identity

pytestmark = pytest.mark.slow

Content = dict[str, Any]

# What a chart's parameters name: columns, metrics, or neither.
_COLUMNS = {"x_axis", "groupby", "all_columns", "order_by_cols"}
_METRICS = {"metric", "metrics"}
_LOOKS = {
    "color_scheme",
    "header_font_size",
    "legendOrientation",
    "markerEnabled",
    "orientation",
    "page_length",
    "query_mode",
    "rich_tooltip",
    "row_limit",
    "show_cell_bars",
    "show_legend",
    "stack",
    "table_timestamp_format",
    "time_grain_sqla",
    "x_axis_time_format",
    "y_axis_format",
}


def names_in(params: Content, keys: set[str]) -> set[str]:
    """The names that parameters of these keys hold: a name, a list, or names with an order."""

    def names(value: Any) -> Iterator[str]:
        for one in value if isinstance(value, list) else [value]:
            yield json.loads(one)[0] if one.startswith("[") else one

    return {name for key in keys & set(params) for name in names(params[key])}


def strangers(chart: Content, made: dict[str, Content]) -> set[str]:
    """Columns, metrics and parameters of a chart that its dataset or this test does not know."""
    dataset = made[chart["dataset"]]
    columns = {one["column_name"] for one in dataset["columns"]}
    metrics = {one["metric_name"] for one in dataset["metrics"]}
    return (
        (names_in(chart["params"], _COLUMNS) - columns)
        | (names_in(chart["params"], _METRICS) - metrics)
        | (set(chart["params"]) - _COLUMNS - _METRICS - _LOOKS)
    )


@pytest.fixture(scope="module")
def made(manifest: Content) -> dict[str, Content]:
    found = datasets(manifest)
    assert found
    return found


def test_datasets_are_the_tables_of_the_exposure_and_each_is_charted(
    manifest: Content, made: dict[str, Content]
) -> None:
    nodes = manifest["exposures"][EXPOSURE]["depends_on"]["nodes"]
    assert {f"model.paperhouse.{name}" for name in made} == set(nodes)
    assert {chart["dataset"] for chart in charts().values()} == set(made)


def test_the_exposure_has_an_owner_and_leads_to_the_dashboard(manifest: Content) -> None:
    exposure = manifest["exposures"][EXPOSURE]
    assert exposure["owner"]["email"]
    assert exposure["url"].endswith(f"/superset/dashboard/{dashboard()['slug']}/")


def test_a_dataset_has_the_columns_of_its_model_with_their_descriptions(
    manifest: Content, made: dict[str, Content]
) -> None:
    for name, dataset in made.items():
        model = manifest["nodes"][f"model.paperhouse.{name}"]
        told = {one["column_name"]: (one["type"], one["description"]) for one in dataset["columns"]}
        assert told == {
            column["name"]: (column["data_type"].upper(), " ".join(column["description"].split()))
            for column in model["columns"].values()
        }
        assert dataset["description"].startswith("One row per ")


def test_only_dates_and_moments_are_temporal(made: dict[str, Content]) -> None:
    columns = [one for dataset in made.values() for one in dataset["columns"]]
    temporal = {one["column_name"] for one in columns if one["is_dttm"]}
    assert {"first_seen_date", "feed_date", "measured_at"} <= temporal
    assert all(name.endswith(("_date", "_at")) for name in temporal)


@pytest.mark.parametrize("name", charts())
def test_a_chart_names_only_what_its_dataset_has(name: str, made: dict[str, Content]) -> None:
    assert not strangers(charts()[name], made)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"groupby": ["no_column"]}, "no_column"),
        ({"metrics": ["no_metric"]}, "no_metric"),
        ({"order_by_cols": ['["gone", true]']}, "gone"),
        ({"adhoc_filters": []}, "adhoc_filters"),
    ],
    ids=["column", "metric", "order", "parameter"],
)
def test_a_chart_with_a_wrong_name_is_seen(
    changed: Content, named: str, made: dict[str, Content]
) -> None:
    chart = charts()["papers_by_month"]
    assert strangers(chart | {"params": chart["params"] | changed}, made) == {named}


def test_a_metric_has_a_name_of_its_own_and_runs(made: dict[str, Content], scratch: Path) -> None:
    with duckdb.connect(scratch / "warehouse.duckdb", read_only=True) as connection:
        for name, dataset in made.items():
            assert dataset["metrics"]
            columns = {one["column_name"] for one in dataset["columns"]}
            for metric in dataset["metrics"]:
                assert metric["metric_name"] not in columns
                connection.sql(f"select {metric['expression']} from marts.{name}").fetchall()


def test_shares_are_those_of_the_dashboard(made: dict[str, Content]) -> None:
    """Both count the same papers: three, of which one gives code and two promise it."""
    sql = {one["metric_name"]: one["expression"] for one in made["fct_papers"]["metrics"]}
    totals = Path(__file__).parents[2] / "include" / "dashboard" / "sql" / "overview" / "totals.sql"
    with duckdb.connect() as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.fct_papers as
            select
                number = 1 as has_code,
                number > 1 as has_code_promise,
                number - 1 as introduced_method_count,
                false as is_survey,
                date '2026-03-11' as first_seen_date,
                date '2026-03-11' as last_seen_date
            from range(1, 4) as numbers (number)
            """
        )
        (shown,) = connection.sql(totals.read_text()).to_arrow_table().to_pylist()
        names = ("paper_count", "code_pct", "promise_pct", "introducing_paper_count")
        for name in names:
            ((value,),) = connection.sql(f"select {sql[name]} from marts.fct_papers").fetchall()
            assert round(value, 1) == shown[name], name


def test_the_dashboard_shows_each_chart_once_in_rows_of_twelfths() -> None:
    rows = dashboard()["rows"]
    shown = [name for row in rows for name in row["charts"]]
    assert sorted(shown) == sorted(charts())
    assert [sum(row["charts"].values()) for row in rows] == [12] * len(rows)


def test_boxes_of_the_dashboard_hang_together(settings: Settings, manifest: Content) -> None:
    page = bundle(settings, manifest)[f"dashboards/{dashboard()['slug']}"]
    boxes = {name: box for name, box in page["position"].items() if isinstance(box, dict)}
    children = [child for box in boxes.values() for child in box.get("children", [])]
    assert sorted(children) == sorted(set(boxes) - {"ROOT_ID", "HEADER_ID"})
    for name, box in boxes.items():
        for child in box.get("children", []):
            assert boxes[child]["parents"][-1] == name


def test_what_is_imported_refers_to_itself_alone(settings: Settings, manifest: Content) -> None:
    made = bundle(settings, manifest)
    ids = [one["uuid"] for name, one in made.items() if name != "metadata"]
    assert len(ids) == len(set(ids))
    referred = {
        value
        for one in made.values()
        for key, value in one.items()
        if key in ("dataset_uuid", "database_uuid")
    }
    assert referred <= set(ids)
    assert identity("chart", "papers") in ids


def test_the_database_is_the_current_release_and_closed_to_all_else(
    settings: Settings, manifest: Content
) -> None:
    database = bundle(settings, manifest)["databases/paperhouse"]
    uri = database["sqlalchemy_uri"]
    assert uri.startswith(f"duckdb:///{settings.current}/paperhouse.duckdb?")
    assert "access_mode=read_only" in uri
    assert "enable_external_access=false" in uri
    assert not any(database[name] for name in ("allow_dml", "allow_ctas", "allow_cvas"))


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("create table x as select 1", "read-only"),
        ("copy (select 1) to '{folder}/out.csv'", "disabled by configuration"),
        ("select * from read_text('{folder}/secret.txt')", "disabled by configuration"),
        ("attach '{folder}/other.duckdb'", "disabled by configuration"),
        ("set enable_external_access = true", "while database is running"),
    ],
    ids=["write", "copy out", "read a file", "attach", "open again"],
)
def test_a_query_can_neither_write_nor_leave_the_release(
    query: str, refusal: str, settings: Settings, manifest: Content, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    settings.current.mkdir(parents=True)
    file = settings.current / "paperhouse.duckdb"
    duckdb.connect(file).close()
    uri = urlsplit(bundle(settings, manifest)["databases/paperhouse"]["sqlalchemy_uri"])
    with duckdb.connect(file, config=dict(parse_qsl(uri.query))) as connection:
        assert connection.sql("select 1").fetchall() == [(1,)]
        with pytest.raises(duckdb.Error, match=refusal):
            connection.execute(query.format(folder=tmp_path))


def test_the_folder_is_written_anew_and_alike(
    settings: Settings, manifest: Content, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"

    def written() -> dict[str, str]:
        write_bundle(settings, manifest, folder)
        return {str(one.relative_to(folder)): one.read_text() for one in folder.rglob("*.yaml")}

    first = written()
    (folder / "charts" / "of_yesterday.yaml").write_text("title: x")
    assert written() == first
    assert yaml.safe_load(first["charts/papers.yaml"])["params"]["viz_type"] == "big_number_total"
