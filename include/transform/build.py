"""One build: what it reads is fixed when it starts, what it makes is private to it."""

from __future__ import annotations

import re
import shutil
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from include import ledger
from include.errors import ContractBroken
from include.files import folder_bytes, make_folder, read_json, write_json
from include.landing.delivery import Delivery
from include.landing.layout import footer_of, landing_files, raw_files
from include.landing.quarantine import refused_deliveries
from include.landing.seal import is_sound, set_damaged_aside
from include.ledger import NothingToDo
from include.release.pin import pinned_release
from include.release.releases import base_manifest, pointed_at
from include.settings import Settings, utc_now
from include.sources.catalog import SOURCES
from include.transform.cache import keep_in_cache
from include.transform.dbt import keep_parse, reuse_parse, run_dbt
from include.transform.versions import code_version, extractor_version
from include.transform.workfile import connect, create_workfile

# Below this, no build starts, however small the releases are.
_LEAST_FREE_BYTES = 300_000_000
_STAMP = "%Y%m%dT%H%M%S"
_BUILD_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{6}")
# A test that holds a mart against a seed runs once, in the step that makes the mart.
_TESTS_WITH_ALL_PARENTS = "cautious"


def start_build(settings: Settings, *, even_if_equal: bool = False) -> str:
    """Write the inputs of a new build and return its id.

    Raises NothingToDo where the current release was made from the same inputs by the same code,
    where nothing has been landed, or where a release is pinned: deliveries go on landing then, and
    unpinning wakes a build. Raises ContractBroken where the disk is too full or a landing file is
    damaged; that file is then landed anew. even_if_equal: build even what is there already.
    """
    with ledger.step(settings, "start build", "warehouse") as note:
        if pinned := pinned_release(settings):
            raise NothingToDo(f"release {pinned} is pinned; unpin_release lets builds go on")
        deliveries = [one for source in SOURCES for one in _deliveries(settings, source)]
        manifest = base_manifest(settings)
        _require_all_landed(settings, manifest, {one["delivery_key"] for one in deliveries})
        if not deliveries:
            raise NothingToDo("no delivery has been landed yet")
        inputs = {
            "code_version": code_version(),
            "extractor_version": extractor_version(),
            "deliveries": deliveries,
        }
        is_equal = manifest and {name: manifest[name] for name in inputs} == inputs
        if manifest and is_equal and not even_if_equal:
            raise NothingToDo(
                f"release {manifest['release_id']} holds these {len(deliveries)} deliveries already"
            )
        build_id = _fix_inputs(settings, inputs, manifest)
        note.counts = {"deliveries": len(deliveries)}
        note.text = f"build {build_id} reads {len(deliveries)} deliveries"
        return build_id


def _fix_inputs(settings: Settings, inputs: dict[str, Any], manifest: dict[str, Any] | None) -> str:
    """Write inputs.json of a new build and return its id. manifest: of the current release."""
    base = pointed_at(settings)
    _require_free_disk(settings, settings.releases / base if base else None)
    started_at = utc_now()
    build_id = new_build_id(settings, started_at)
    own = {
        "build_id": build_id,
        "started_at": started_at.isoformat(),
        "base_release": base,
        "previous_row_counts": manifest["row_counts"] if manifest else {},
    }
    write_json(settings.builds / build_id / "inputs.json", inputs | own)
    return build_id


def new_build_id(settings: Settings, now: datetime) -> str:
    """An id that sorts after all builds and releases, even where the clock has gone back."""
    known = [
        path.name for folder in (settings.builds, settings.releases) for path in folder.glob("2*")
    ]
    newest = max((name[:15] for name in known if _BUILD_ID.fullmatch(name)), default="")
    moment = now.strftime(_STAMP)
    if moment <= newest:
        moment = (datetime.fromisoformat(newest) + timedelta(seconds=1)).strftime(_STAMP)
    return f"{moment}-{uuid.uuid4().hex[:6]}"


def _require_all_landed(
    settings: Settings, manifest: dict[str, Any] | None, landed: set[str]
) -> None:
    """A release never loses a delivery because its landing file has vanished for a while."""
    missing = [
        one["delivery_key"]
        for one in (manifest or {"deliveries": []})["deliveries"]
        if one["delivery_key"] not in landed
    ]
    waiting = set[str]()
    for source in SOURCES if missing else ():
        refused = refused_deliveries(settings, source, SOURCES[source].parser_version)
        waiting |= (set(raw_files(settings, source)) & set(missing)) - refused
    if waiting:
        raise NothingToDo(
            f"{len(waiting)} deliveries of the current release wait to be landed again from raw;"
            " the landing run that does it wakes a build"
        )


def _require_sound(settings: Settings, source: str) -> None:
    damaged = [path for path in landing_files(settings, source).values() if not is_sound(path)]
    if damaged:
        for path in damaged:
            set_damaged_aside(path)
        raise ContractBroken(
            expected="landing files as they were accepted",
            found=f"{len(damaged)} changed since or without a seal",
            where=", ".join(str(path) for path in damaged[:3]),
            next_step=f"nothing: land_{source} lands them anew from raw and wakes a build",
        )


def _deliveries(settings: Settings, source: str) -> list[dict[str, Any]]:
    _require_sound(settings, source)
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
            *("--indirect-selection", _TESTS_WITH_ALL_PARENTS),
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
            *("--indirect-selection", _TESTS_WITH_ALL_PARENTS),
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
