"""A small release: marts as their yml describes them, `meta` as publishing writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from include.dashboard.release import Release, find_release
from include.files import write_json
from include.ledger import new_entry_id, record
from include.release.meta import write_meta
from include.release.releases import FILE_NAME, point_current_at
from include.settings import PROJECT, Settings

RELEASE_ID = "20260312T060000-abcdef"
RELEASED_AT = datetime(2026, 3, 12, 6, tzinfo=UTC)
DAYS = (date(2026, 2, 11), date(2026, 3, 11))
ABSTRACT = "We propose LoRA, built on BERT. Code: https://github.com/ann/lora"
Row = dict[str, Any]


def mart_columns() -> dict[str, dict[str, str]]:
    """Tables of the marts with their columns and types, as the models' yml gives them."""
    files = sorted((PROJECT / "dbt_project" / "models" / "marts").glob("*/*.yml"))
    models = [model for path in files for model in yaml.safe_load(path.read_text())["models"]]
    assert models
    return {
        model["name"]: {one["name"]: one["data_type"] for one in model["columns"]}
        for model in models
    }


def mart_rows() -> dict[str, list[Row]]:
    """Two papers of two months; the second left the list. Columns not named are null."""
    seen = dict(zip(("p1", "p2"), DAYS, strict=True))
    paper = {"has_code": True, "has_code_promise": False, "is_survey": False, "source": "hf_pages"}
    fact = {"evidence_field": "abstract", "rule_id": "propose_object", "confidence": 0.9}
    lora = fact | {"method_key": "m1", "method_name": "LoRA", "long_name": "low-rank adaptation"}
    bert = fact | {"method_key": "m2", "method_name": "BERT", "is_primary": False}
    lora |= {"name_start": 11, "name_end": 15, "evidence_start": 0, "evidence_end": 15}
    bert |= {"name_start": 26, "name_end": 30, "evidence_start": 17, "evidence_end": 30}
    link = {"author_key": "a1", "link_status": "given", "evidence_field": "abstract"}
    entry = {"source": "hf_pages", "feed_list": "daily", "is_feed_date_inferred": True}
    named = {"introducing_paper_count": 0, "building_paper_count": 2, "paper_count": 2}
    named |= {"comparing_paper_count": 0, "evaluating_paper_count": 0, "mentioning_paper_count": 0}
    introduced = {"introducing_paper_count": 1, "building_paper_count": 1}
    return {
        "dim_methods": [
            named
            | introduced
            | {"method_key": "m1", "canonical_name": "LoRA", "long_name": "low-rank adaptation"}
            | {"method_kind": "method", "first_introduced_by": "p1", "first_seen_date": DAYS[0]},
            named | {"method_key": "m2", "canonical_name": "BERT", "method_kind": "model"},
        ],
        "fct_papers": [
            paper
            | {"paper_key": key, "title": f"Paper {key}", "abstract": ABSTRACT}
            | {"first_seen_date": day, "last_seen_date": day, "introduced_method_count": 1}
            for key, day in seen.items()
        ],
        "fct_methods": [
            lora | {"paper_key": "p1", "role": "introduces", "is_primary": True},
            lora | {"paper_key": "p2", "role": "builds_on", "is_primary": False},
            *(bert | {"paper_key": key, "role": "builds_on"} for key in seen),
        ],
        "fct_author_links": [
            link
            | {"paper_key": key, "link_type": "code", "url": "https://github.com/ann/lora"}
            | {"url_owner": "ann", "evidence_start": 32, "evidence_end": 65, "rule_id": "github"}
            for key in seen
        ],
        "fct_feed_entries": [
            entry
            | {"paper_key": key, "feed_date": day, "feed_position": place, "is_backfilled": False}
            | {"measured_at": datetime(day.year, day.month, day.day, tzinfo=UTC)}
            for day, places in zip(DAYS, ({"p1": 1, "p2": 2}, {"p2": 1}), strict=True)
            for key, place in places.items()
        ],
        "dim_authors": [
            {"author_key": "a1", "author_type": "account", "name": "ann", "host": "github.com"}
            | {"account_name": "ann", "is_name_only": False, "paper_count": 2}
        ],
        "dim_deliveries": [
            {"delivery_key": "d1", "source": "hf_pages", "original_name": "page.txt"}
            | {"delivery_date": DAYS[1], "record_count": 2, "refused_count": 1}
        ],
        "dim_paper_redirects": [{"replaced_paper_key": "old", "paper_key": "p1"}],
    }


def gate_result(**changed: object) -> Row:
    return {
        "data_set": "marts.fct_papers",
        "expectation": "table row count to be at least 1",
        "column_name": None,
        "severity": "critical",
        "outcome": "met",
        "observed": "2",
        "unexpected_count": None,
        "notes": "",
    } | changed


def note_gate(settings: Settings, gate: str, subject: str, *results: Row) -> None:
    """Write a gate's verdict into the ledger; it is open where all results are met."""
    is_open = all(one["outcome"] == "met" for one in results)
    content = {"gate": gate, "subject": subject, "is_open": is_open, "results": list(results)}
    judged_at = RELEASED_AT - timedelta(minutes=1)
    record(settings, "gate", new_entry_id(judged_at), content | {"judged_at": judged_at})


def write_release(
    settings: Settings, rows: dict[str, list[Row]], release_id: str = RELEASE_ID
) -> Path:
    """Write a release of these rows and point the house at it; returns its folder."""
    folder = settings.releases / release_id
    folder.mkdir(parents=True)
    manifest = {
        "release_id": release_id,
        "released_at": RELEASED_AT.isoformat(),
        "code_version": "c0de",
        "extractor_version": "e1",
        "deliveries": rows.get("dim_deliveries", []),
        "base_release": None,
        "row_counts": {table: len(found) for table, found in rows.items()},
        "watermarks": [
            {"source": "hf_pages", "last_delivered_at": RELEASED_AT, "last_delivery_date": DAYS[1]}
            | {"delivery_count": 1, "record_count": 2}
        ],
        "extraction_quality": [
            {"measure": "all", "extractor_version": "e1", "status": "not measured"}
        ],
    }
    with duckdb.connect(folder / FILE_NAME) as connection:
        connection.execute("create schema marts")
        for table, columns in mart_columns().items():
            typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            connection.execute(f"create table marts.{table} ({typed})")
            for row in rows.get(table, []):
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"insert into marts.{table} ({', '.join(row)}) values ({marks})",
                    list(row.values()),
                )
        write_meta(connection, settings, manifest)
    write_json(folder / "manifest.json", manifest)
    point_current_at(settings, folder)
    return folder


@pytest.fixture(scope="session")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house whose release holds two papers and a gate that was closed; only read."""
    settings = Settings(home=tmp_path_factory.mktemp("small") / "house")
    landed = gate_result(data_set="landing.hf_pages")
    escaped = gate_result(column_name="title", expectation="<b>no empty titles</b>")
    note_gate(settings, "landing", "d1", landed)
    note_gate(settings, "staging", RELEASE_ID, gate_result(data_set="staging.records"))
    note_gate(settings, "marts", RELEASE_ID, gate_result(), escaped)
    note_gate(settings, "landing", "d0", gate_result(outcome="not met", observed="0 rows"))
    write_release(settings, mart_rows())
    return settings


@pytest.fixture(scope="session")
def release(small_house: Settings) -> Release:
    """The release of the small house."""
    found = find_release(small_house)
    assert found
    return found
