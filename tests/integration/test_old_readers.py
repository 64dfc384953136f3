"""A release opens with the oldest DuckDB that is promised, with one in between, and with ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.release.releases import FILE_NAME, current_release, read_manifest
from include.settings import Settings

pytestmark = pytest.mark.slow

VERSIONS = ["1.2.0", "1.4.4", duckdb.__version__]
_READ = """
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = connection.execute(
    "select schema_name, table_name, comment from duckdb_tables() order by 1, 2"
).fetchall()
columns = connection.execute(
    "select count(*) from duckdb_columns()"
    " where schema_name = 'marts' and not internal and comment is null"
).fetchall()[0][0]
counts = {}
for schema, table, _ in tables:
    counts[f"{schema}.{table}"] = connection.execute(
        f"select count(*) from {schema}.{table}"
    ).fetchall()[0][0]
    connection.execute(f"select * from {schema}.{table}").fetchall()
print(json.dumps({
    "version": duckdb.__version__,
    "counts": counts,
    "silent": [name for _, name, comment in tables if not comment],
    "silent_columns": columns,
}))
"""


def install(version: str, folder: Path) -> Path:
    """A folder with that version of DuckDB; skips where it cannot be had."""
    uv = shutil.which("uv")
    installer = [uv, "pip", "install", "-q"] if uv else [sys.executable, "-m", "pip", "install"]
    done = subprocess.run(
        [*installer, "--no-deps", "--target", str(folder), f"duckdb=={version}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    if done.returncode != 0:
        pytest.skip(f"DuckDB {version} cannot be installed here: {done.stderr.strip()[-200:]}")
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_a_release_opens_with(version: str, sample_house: Settings, tmp_path: Path) -> None:
    release = current_release(sample_house)
    assert release is not None
    library = install(version, tmp_path / "library")
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(release / FILE_NAME)],
        env={"PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["version"] == version
    assert (told["silent"], told["silent_columns"]) == ([], 0)
    expected = read_manifest(release)["row_counts"]
    assert expected
    assert {f"marts.{table}": count for table, count in expected.items()} == {
        name: count for name, count in told["counts"].items() if name.startswith("marts.")
    }
    assert "meta.quality_results" in told["counts"]
