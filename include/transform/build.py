"""One build: what it reads is fixed when it starts, what it makes is private to it."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import Any

from include import ledger
from include.errors import ContractBroken
from include.files import folder_bytes, make_folder, read_json, write_json
from include.landing.delivery import Delivery
from include.landing.layout import footer_of, landing_files, raw_files
from include.ledger import NothingToDo
from include.release.releases import current_release, read_manifest
from include.settings import Settings, utc_now
from include.sources.catalog import SOURCES
from include.transform.cache import keep_in_cache
from include.transform.dbt import keep_parse, reuse_parse, run_dbt
from include.transform.versions import code_version, extractor_version
from include.transform.workfile import connect, create_workfile

# Below this, no build starts, however small the releases are.
_LEAST_FREE_BYTES = 300_000_000


def start_build(settings: Settings) -> str:
    """Write the inputs of a new build and return its id.

    Raises NothingToDo where the current release was made from the same inputs by the same code,
    or where nothing has been landed. Raises ContractBroken where the disk is too full.
    """
    with ledger.step(settings, "start build", "warehouse") as note:
        deliveries = [one for source in SOURCES for one in _deliveries(settings, source)]
        if not deliveries:
            raise NothingToDo("no delivery has been landed yet")
        base = current_release(settings)
        manifest = read_manifest(base) if base else None
        inputs = {
            "code_version": code_version(),
            "extractor_version": extractor_version(),
            "deliveries": deliveries,
        }
        if manifest and {name: manifest[name] for name in inputs} == inputs:
            raise NothingToDo(
                f"release {manifest['release_id']} holds these {len(deliveries)} deliveries already"
            )
        _require_free_disk(settings, base)
        started_at = utc_now()
        build_id = f"{started_at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        write_json(
            settings.builds / build_id / "inputs.json",
            inputs
            | {
                "build_id": build_id,
                "started_at": started_at.isoformat(),
                "base_release": manifest["release_id"] if manifest else None,
                "previous_row_counts": manifest["row_counts"] if manifest else {},
            },
        )
        note.counts = {"deliveries": len(deliveries)}
        note.text = f"build {build_id} reads {len(deliveries)} deliveries"
        return build_id


def _deliveries(settings: Settings, source: str) -> list[dict[str, Any]]:
    raw = raw_files(settings, source)
    found = []
    for key, landed in sorted(landing_files(settings, source).items()):
        if key not in raw:
            raise ContractBroken(
                expected="the raw file of each landing file",
                found=f"none for delivery {key}",
                where=str(settings.raw(source)),
                next_step="restore the raw file, or remove its landing file to leave it out",
            )
        footer = footer_of(landed)
        found.append(
            Delivery.read_sidecar(raw[key]).to_json()
            | {
                "landing_file": str(landed.relative_to(settings.home)),
                "parser_version": footer["parser_version"],
                "record_count": int(footer["record_count"]),
                "refused_count": int(footer["refused_count"]),
            }
        )
    return found


def _require_free_disk(settings: Settings, base: Path | None) -> None:
    needed = max(3 * folder_bytes(base), _LEAST_FREE_BYTES) if base else _LEAST_FREE_BYTES
    free = shutil.disk_usage(make_folder(settings.home)).free
    if free < needed:
        raise ContractBroken(
            expected=f"{needed:,} bytes of free disk, as much as three releases",
            found=f"{free:,} bytes",
            where=str(settings.home),
            next_step="free some space, or lower PAPERHOUSE_KEPT_RELEASES and run keep_house",
        )


def build_folder(settings: Settings, build_id: str) -> Path:
    """The folder of a build."""
    return settings.builds / build_id


def read_inputs(settings: Settings, build_id: str) -> dict[str, Any]:
    """The inputs of a build, as they were fixed when it started."""
    content: dict[str, Any] = read_json(build_folder(settings, build_id) / "inputs.json")
    return content


def build_staging(settings: Settings, build_id: str) -> str:
    """Make the work file and build seeds and staging in it; returns the build's id."""
    folder, inputs = build_folder(settings, build_id), read_inputs(settings, build_id)
    with ledger.step(settings, "dbt staging", build_id) as note:
        create_workfile(settings, folder, inputs)
        reuse_parse(settings, folder, inputs["code_version"])
        run = run_dbt(
            *(settings, folder, inputs["extractor_version"], "build"),
            *("--select", "resource_type:seed", "path:models/staging"),
            *("--exclude-resource-type", "unit_test"),
        )
        keep_parse(settings, folder, inputs["code_version"])
        note.counts = {"nodes": len(run.nodes), "warnings": len(run.warned)}
        note.text = f"{len(run.nodes)} nodes"
    return build_id


def build_marts(settings: Settings, build_id: str) -> str:
    """Build intermediate models and marts, and their documentation; returns the build's id.

    What was read newly in texts goes to the extraction cache.
    """
    folder, inputs = build_folder(settings, build_id), read_inputs(settings, build_id)
    version = inputs["extractor_version"]
    with ledger.step(settings, "dbt intermediate and marts", build_id) as note:
        run = run_dbt(
            *(settings, folder, version, "build"),
            *("--exclude", "resource_type:seed", "path:models/staging", "path:seeds"),
            *("--exclude-resource-type", "unit_test"),
        )
        with connect(folder / "warehouse.duckdb", settings) as connection:
            texts_read = keep_in_cache(settings, version, build_id, connection)
        run_dbt(settings, folder, version, "docs", "generate", "--static", "--no-compile")
        note.counts = {
            "nodes": len(run.nodes),
            "warnings": len(run.warned),
            "texts_read": texts_read,
        }
        note.text = f"{len(run.nodes)} nodes, {texts_read:,} texts read, the rest from the cache"
    return build_id
