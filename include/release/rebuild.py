"""Rebuild from raw: set everything that was derived aside and make it again, and prove it equal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from include import ledger
from include.errors import ContractBroken, GateClosed
from include.files import fsync_folder, make_folder
from include.landing import steps
from include.landing.layout import raw_files
from include.landing.quarantine import refused_deliveries
from include.release.hashes import logical_hash, tables_of
from include.release.pin import require_unpinned
from include.release.releases import base_manifest
from include.settings import Settings
from include.sources.catalog import SOURCES
from include.transform.build import (
    build_folder,
    build_marts,
    build_staging,
    read_inputs,
    start_build,
)
from include.transform.workfile import connect

_DERIVED = ("landing", "cache", "builds")
_BUILD_STEPS = {
    *("start build", "dbt staging", "staging gate", "dbt intermediate and marts", "marts gate"),
    "publish",
}


def set_derived_aside(settings: Settings, moment: datetime) -> str:
    """Move landing, cache and builds to `aside/<moment>/`; returns that folder.

    Raises ContractBroken where a release is pinned or a build runs, before anything is moved.
    """
    with ledger.step(settings, "set aside", str(settings.home)) as note:
        require_unpinned(settings)
        building = [
            one
            for one in ledger.running_steps(settings)
            if one["is_alive"] and one["step"] in _BUILD_STEPS
        ]
        if building:
            raise ContractBroken(
                expected="no build to run",
                found=f"{building[0]['step']} of {building[0]['subject']}",
                where=f"process {building[0]['pid']}",
                next_step="wait until it has ended and run again",
            )
        target = make_folder(settings.home / "aside" / f"{moment:%Y%m%dT%H%M%S%f}")
        moved = [name for name in _DERIVED if (settings.home / name).exists()]
        for name in moved:
            (settings.home / name).rename(target / name)
        fsync_folder(target)
        fsync_folder(settings.home)
        note.text = f"{', '.join(moved) or 'nothing'} set aside"
    return str(target)


def land_all_again(settings: Settings) -> list[str]:
    """Land every raw file of every source from its bytes and sidecar; returns what was refused.

    A delivery that its parser or gate refuses is in the quarantine then, as at its first landing.
    """
    refused = []
    with ledger.step(settings, "land all again", str(settings.home)) as note:
        for source in SOURCES:
            known = refused_deliveries(settings, source, SOURCES[source].parser_version)
            for key, raw in raw_files(settings, source).items():
                if key in known:
                    continue
                try:
                    _land(settings, source, str(raw))
                    note.counts["landed"] = note.counts.get("landed", 0) + 1
                except (ContractBroken, GateClosed) as error:
                    refused.append(f"{raw}: {error}")
        note.counts["refused"] = len(refused)
        note.text = f"{note.counts.get('landed', 0)} landed, {len(refused)} refused"
    return refused


def _land(settings: Settings, source: str, raw_file: str) -> None:
    for step in (steps.parse, steps.check, steps.accept):
        step(settings, source, raw_file, raw_file)


def build_and_prove(settings: Settings) -> str:
    """Build all that has landed, put it through its gates and compare it; returns the build's id.

    Raises what its steps raise; nothing is published here.
    """
    # Great Expectations takes seconds to import; setting aside and landing go without it.
    from include.quality.gate import run_build_gate  # noqa: PLC0415

    build_id = start_build(settings, even_if_equal=True)
    build_staging(settings, build_id)
    run_build_gate(settings, build_id, "staging")
    build_marts(settings, build_id)
    run_build_gate(settings, build_id, "marts")
    prove_equal(settings, build_id)
    return build_id


def prove_equal(settings: Settings, build_id: str) -> str:
    """Compare a build's marts with the current release; returns what was found, as a sentence.

    Raises ContractBroken, naming the tables, where they differ though the same code made both:
    nothing is published then. Where the code has changed since, differences are told only.
    """
    with ledger.step(settings, "prove equal", build_id) as note:
        release = base_manifest(settings)
        if release is None:
            note.text = "there is no readable release to compare with"
            return note.text
        inputs = read_inputs(settings, build_id)
        expected: dict[str, Any] = release["logical_hashes"]
        file = build_folder(settings, build_id) / "warehouse.duckdb"
        with connect(file, settings, read_only=True) as connection:
            found = {
                table: logical_hash(connection, f"marts.{table}")
                for table in tables_of(connection, file.stem, "marts")
            }
        differing = sorted(
            table for table in found.keys() | expected if found.get(table) != expected.get(table)
        )
        is_same_code = inputs["code_version"] == release["code_version"]
        if differing and is_same_code:
            raise ContractBroken(
                expected=f"the tables of release {release['release_id']}, rebuilt from raw",
                found=f"differences in {', '.join(differing)}",
                where=f"build {build_id}",
                next_step="compare its work file with the release; the release stays current",
            )
        note.counts = {"tables": len(expected), "differing": len(differing)}
        note.text = (
            f"all {len(expected)} tables equal release {release['release_id']}"
            if not differing
            else f"made by other code than release {release['release_id']}; different:"
            f" {', '.join(differing)}"
        )
        return note.text
