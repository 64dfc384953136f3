"""Superset's datasets, made from dbt's manifest: a table's columns, types and metrics stand there.

Which tables become datasets is for the dashboard's exposure to say.
"""

from __future__ import annotations

import uuid
from typing import Any

EXPOSURE = "exposure.paperhouse.superset_papers"
VERSION = "1.0.0"  # of the form that Superset imports
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "paperhouse.invalid")
_MOMENTS = ("date", "timestamp", "timestamp with time zone")

Content = dict[str, Any]


def identity(kind: str, name: str) -> str:
    """The id by which Superset knows a thing again when it is imported once more."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{name}"))


def datasets(manifest: Content) -> dict[str, Content]:
    """The dataset of each table that the dashboard reads, by name, as Superset imports it."""
    nodes = manifest["exposures"][EXPOSURE]["depends_on"]["nodes"]
    models = [manifest["nodes"][name] for name in sorted(nodes)]
    return {model["name"]: _dataset(model) for model in models}


def _dataset(model: Content) -> Content:
    columns = list(model["columns"].values())
    moments = [one for one in columns if one["data_type"] in _MOMENTS]
    # A filter by time must not lose rows: a column that every row has comes first.
    moments.sort(key=lambda one: not _is_never_null(one))
    return {
        "table_name": model["name"],
        "schema": "marts",
        "description": _one_line(model["description"]),
        "main_dttm_col": moments[0]["name"] if moments else None,
        "columns": [_column(one) for one in columns],
        "metrics": [_metric(one) for one in model["config"]["meta"]["metrics"]],
        "uuid": identity("dataset", model["name"]),
        "database_uuid": identity("database", "paperhouse"),
        "version": VERSION,
    }


def _is_never_null(column: Content) -> bool:
    return any(one["type"] == "not_null" for one in column["constraints"])


def _column(column: Content) -> Content:
    return {
        "column_name": column["name"],
        "verbose_name": column["name"].replace("_", " ").strip().capitalize(),
        "description": _one_line(column["description"]),
        "type": column["data_type"].upper(),
        "is_dttm": column["data_type"] in _MOMENTS,
        "is_active": True,
        "groupby": True,
        "filterable": True,
    }


def _metric(metric: Content) -> Content:
    return {
        "metric_name": metric["name"],
        "verbose_name": metric["label"],
        "description": _one_line(metric["description"]),
        "expression": metric["expression"],
        "d3format": metric["format"],
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
