"""A gate records every result, lets sound data pass and names what stopped the rest."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from include import ledger
from include.errors import GateClosed
from include.landing.schemas import LANDING_SCHEMA
from include.quality import gate
from include.quality.gate import run_build_gate, run_landing_gate
from include.quality.registry import suites_of
from include.settings import Settings
from include.transform.build import build_folder
from tests.unit.pages import DAY, NOON, delivery_of
from tests.unit.quality.sound_house import build


def _pending(folder: Path, **changed: str) -> Path:
    """A landing file of one sound record, with a footer that may be changed."""
    row = {
        "delivery_key": "d1",
        "source": "hf_pages",
        "delivery_date": DAY,
        "delivered_at": NOON,
        "feed_list": "daily",
        "feed_date": DAY,
        "record_index": 1,
        "title": "Owl",
        "title_normalised": "owl",
        "abstract": "Owls read at night and say what they saw. " * 6 + "So do we.",
        "authors": [{"name": "Ada", "position": 1, "affiliation": None, "account": None}],
        "record_hash": "0123456789abcdef" * 2,
        "text_hash": "0123456789abcdef" * 2,
    }
    counts = {
        "title_lines": "1",
        "abstract_lines": "1",
        "furniture_lines": "5",
        "quarantined_lines": "0",
        "nonblank_lines": "7",
        "record_count": "1",
        "refused_count": "0",
        "parser_version": "2",
    }
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist([row], schema=LANDING_SCHEMA)
    pq.write_table(table.replace_schema_metadata(counts | changed), folder / "key.parquet")
    return folder / "key.parquet"


def test_a_sound_landing_file_passes_and_leaves_only_its_entry(
    settings: Settings, tmp_path: Path
) -> None:
    pending = _pending(tmp_path / "it's [pending]")
    verdict = run_landing_gate(settings, delivery_of(), pending)

    assert verdict.is_open
    assert [path.name for path in pending.parent.iterdir()] == ["key.parquet"]
    (entry,) = ledger.entries(settings, "gate")
    (suite,) = suites_of("landing", "hf_pages")
    assert len(entry["results"]) == len(suite.expectations)
    assert (entry["gate"], entry["subject"], entry["is_open"]) == (
        *("landing", delivery_of().delivery_key, True),
    )


def test_lines_that_do_not_add_up_close_the_gate(settings: Settings, tmp_path: Path) -> None:
    pending = _pending(tmp_path / "pending", nonblank_lines="8")
    with pytest.raises(GateClosed, match="lines that are not blank") as closed:
        run_landing_gate(settings, delivery_of(), pending)

    assert "1 critical" in closed.value.found
    assert [path.name for path in pending.parent.iterdir()] == ["key.parquet"]
    (entry,) = ledger.entries(settings, "gate")
    assert not entry["is_open"]


def test_a_work_file_left_by_a_crash_is_no_obstacle(settings: Settings, tmp_path: Path) -> None:
    pending = _pending(tmp_path / "pending")
    left = pending.parent / f".{delivery_of().delivery_key}.gate.duckdb"
    left.write_bytes(b"half a database")

    assert run_landing_gate(settings, delivery_of(), pending).is_open


def _built(settings: Settings, broken: str = "") -> str:
    folder = build_folder(settings, "build")
    folder.mkdir(parents=True)
    build(folder / "warehouse.duckdb", broken)
    return "build"


def test_a_sound_build_passes_its_staging_gate(settings: Settings) -> None:
    assert run_build_gate(settings, _built(settings), "staging") == "build"

    (step,) = ledger.entries(settings, "step")
    assert (step["step"], step["outcome"]) == ("staging gate", "done")
    assert step["counts"]["critical"] == 0


def test_a_broken_build_is_stopped_by_its_gate(settings: Settings) -> None:
    build_id = _built(settings, "update staging.stg_hf_pages__records set title = null")
    with pytest.raises(GateClosed, match=r"hf_pages__records: never empty") as closed:
        run_build_gate(settings, build_id, "staging")

    assert closed.value.where == "staging gate of build"
    (step,) = ledger.entries(settings, "step")
    assert step["outcome"] == "refused"


def test_a_warning_lets_the_build_through_and_is_counted(settings: Settings) -> None:
    build_id = _built(settings, "update raw.previous_row_counts set row_count = 22")
    run_build_gate(settings, build_id, "marts")

    (step,) = ledger.entries(settings, "step")
    assert step["counts"]["warnings"] == 1
    assert step["text"].endswith(", 1 warnings")


def test_a_layer_without_suites_is_closed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "suites_of", lambda *_: [])
    with pytest.raises(GateClosed, match="an expectation at all"):
        run_build_gate(settings, _built(settings), "marts")
