"""dbt's manifest, parsed once, and a scratch build for its unit tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from include.settings import PROJECT, Settings
from include.transform.workfile import create_workfile


def run_dbt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dbt against a scratch file in `folder`."""
    project = str(PROJECT / "dbt_project")
    return subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments),
            *("--project-dir", project, "--profiles-dir", project),
            *("--target-path", str(folder), "--log-path", str(folder)),
        ],
        env={**os.environ, "PAPERHOUSE_BUILD_FILE": str(folder / "warehouse.duckdb")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a work file in which every model stands, without rows, and the manifest."""
    folder = tmp_path_factory.mktemp("dbt")
    settings = Settings(home=folder / "house")
    inputs = {"deliveries": [], "extractor_version": "none", "previous_row_counts": {}}
    create_workfile(settings, folder, inputs)
    built = run_dbt(folder, "build", "--empty", "--exclude-resource-type", "unit_test")
    assert built.returncode == 0, built.stdout[-4000:]
    return folder


@pytest.fixture(scope="session")
def manifest(scratch: Path) -> dict[str, Any]:
    """dbt's manifest of the project."""
    content: dict[str, Any] = json.loads((scratch / "manifest.json").read_text())
    return content


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """All models of the manifest, by name; there are some."""
    found = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert found
    return sorted(found, key=lambda node: str(node["name"]))
