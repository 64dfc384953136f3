"""Superset's charts and its one dashboard, from the YAML in `assets/`.

There a chart names its dataset, and the dashboard its charts row by row; the ids and the tree of
boxes that Superset wants besides are put in here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from include.superset.datasets import VERSION, Content, identity

ASSETS = Path(__file__).parent / "assets"


def charts() -> dict[str, Content]:
    """Each chart by the stem of its file, as it was written."""
    files = sorted((ASSETS / "charts").glob("*.yaml"))
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


def dashboard() -> Content:
    """The dashboard as it was written: title, address, and rows of charts with their widths."""
    content: Content = yaml.safe_load((ASSETS / "dashboard.yaml").read_text(encoding="utf-8"))
    return content


def imported_chart(name: str, chart: Content) -> Content:
    """A chart as Superset imports it."""
    return {
        "slice_name": chart["title"],
        "description": chart["description"],
        "viz_type": chart["kind"],
        "params": {"viz_type": chart["kind"], **chart["params"]},
        "dataset_uuid": identity("dataset", chart["dataset"]),
        "uuid": identity("chart", name),
        "version": VERSION,
    }


def imported_dashboard(written: Content, titles: dict[str, str]) -> Content:
    """The dashboard as Superset imports it. titles: of each chart that it shows."""
    return {
        "dashboard_title": written["title"],
        "description": written["description"],
        "slug": written["slug"],
        "position": _position(written, titles),
        "metadata": {"color_scheme": "paperhouse", "cross_filters_enabled": True},
        "published": True,
        "uuid": identity("dashboard", written["slug"]),
        "version": VERSION,
    }


def _position(written: Content, titles: dict[str, str]) -> dict[str, Any]:
    """Superset's boxes by id: root, header, grid, rows, and a box for each chart."""
    rows = {f"ROW-{number}": row for number, row in enumerate(written["rows"], start=1)}
    boxes: list[Content] = [
        {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"], "parents": []},
        {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": written["title"]}},
        {"id": "GRID_ID", "type": "GRID", "children": list(rows), "parents": ["ROOT_ID"]},
    ]
    for row_id, row in rows.items():
        boxes.append(
            {
                "id": row_id,
                "type": "ROW",
                "children": [f"CHART-{name}" for name in row["charts"]],
                "parents": ["ROOT_ID", "GRID_ID"],
                "meta": {"background": "BACKGROUND_TRANSPARENT"},
            }
        )
        boxes += [
            _chart_box(name, titles[name], (width, row["height"]), row_id)
            for name, width in row["charts"].items()
        ]
    return {"DASHBOARD_VERSION_KEY": "v2", **{box["id"]: box for box in boxes}}


def _chart_box(name: str, title: str, size: tuple[int, int], row_id: str) -> Content:
    """size: width in twelfths of the page, height in steps of 8 pixels."""
    return {
        "id": f"CHART-{name}",
        "type": "CHART",
        "children": [],
        "parents": ["ROOT_ID", "GRID_ID", row_id],
        "meta": {
            "uuid": identity("chart", name),
            # Superset puts its own number here when it imports.
            "chartId": 0,
            "sliceName": title,
            "width": size[0],
            "height": size[1],
        },
    }
