"""The folder that Superset imports: one database, and datasets, charts and a dashboard on it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import yaml

from include.files import write_bytes
from include.release.releases import FILE_NAME
from include.settings import Settings
from include.superset.dashboard import charts, dashboard, imported_chart, imported_dashboard
from include.superset.datasets import VERSION, Content, datasets, identity
from include.superset.house import superset_home


def write_bundle(settings: Settings, manifest: Content, folder: Path) -> None:
    """Write the folder anew. manifest: dbt's, of the project as it is."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in bundle(settings, manifest).items():
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        write_bytes(folder / f"{name}.yaml", text.encode())


def bundle(settings: Settings, manifest: Content) -> dict[str, Content]:
    """Everything that Superset imports, by its path in the folder without the ending."""
    written, page = charts(), dashboard()
    titles = {name: chart["title"] for name, chart in written.items()}
    return {
        "metadata": {"version": VERSION, "timestamp": "2026-01-01T00:00:00+00:00"},
        "databases/paperhouse": _database(settings),
        **{f"datasets/paperhouse/{name}": one for name, one in datasets(manifest).items()},
        **{f"charts/{name}": imported_chart(name, one) for name, one in written.items()},
        f"dashboards/{page['slug']}": imported_dashboard(page, titles),
    }


def _database(settings: Settings) -> dict[str, Any]:
    """The current release, opened so that no query can write, nor read any other file."""
    options = {
        "access_mode": "read_only",
        "enable_external_access": "false",
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        # By default beside the file, which is among the releases.
        "temp_directory": superset_home(settings) / "spill",
    }
    file = quote(str(settings.current / FILE_NAME))
    return {
        "database_name": "Paperhouse",
        "sqlalchemy_uri": f"duckdb:///{file}?{urlencode(options)}",
        "expose_in_sqllab": True,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_run_async": False,
        "extra": {},
        "uuid": identity("database", "paperhouse"),
        "version": VERSION,
    }
