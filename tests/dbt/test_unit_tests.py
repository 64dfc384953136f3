"""dbt's own unit tests: each rule that keeps or drops rows, with a row kept and a row lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.conftest import run_dbt


@pytest.mark.slow
def test_dbt_unit_tests_pass(scratch: Path, manifest: dict[str, Any]) -> None:
    assert manifest["unit_tests"]
    run = run_dbt(scratch, "test", "--select", "test_type:unit")
    results = json.loads((scratch / "run_results.json").read_text())["results"]
    failed = [one["unique_id"] for one in results if one["status"] != "pass"]
    assert not failed, run.stdout[-6000:]
    assert len(results) == len(manifest["unit_tests"])
