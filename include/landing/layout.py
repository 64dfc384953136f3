"""Where deliveries stand in the raw and landing zones, and which of them are there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from include.landing.delivery import Delivery, sidecar_of
from include.settings import Settings

_NOTES = {b"parser_version", b"delivered_at", b"unknown_fields"}


def raw_path(settings: Settings, delivery: Delivery, extension: str) -> Path:
    """The raw file of a delivery."""
    day = settings.raw(delivery.source) / delivery.logical_date.isoformat()
    return day / f"{delivery.delivery_key}.{extension}"


def landing_path(settings: Settings, delivery: Delivery) -> Path:
    """The accepted landing file of a delivery."""
    day = f"delivery_date={delivery.logical_date.isoformat()}"
    return settings.landing(delivery.source) / day / f"{delivery.delivery_key}.parquet"


def pending_path(settings: Settings, delivery: Delivery) -> Path:
    """The landing file of a delivery before its gate has let it through."""
    return settings.pending(delivery.source) / f"{delivery.delivery_key}.parquet"


def find_raw_file(settings: Settings, source: str, key: str) -> Path | None:
    """The raw file of one delivery, under whatever day; looks at days, not at all files."""
    for sidecar in sorted(settings.raw(source).glob(f"*-*-*/{key}.meta.json")):
        body = _body_of(sidecar)
        if body:
            return body
    return None


def _body_of(sidecar: Path) -> Path | None:
    key = sidecar.name.removesuffix(".meta.json")
    bodies = [path for path in sidecar.parent.glob(f"{key}.*") if path != sidecar]
    return bodies[0] if bodies else None


def raw_files(settings: Settings, source: str, day: date | None = None) -> dict[str, Path]:
    """Raw files with a sidecar, by delivery key; of two copies the earlier day counts.

    day: only those of one logical date.
    """
    folder = day.isoformat() if day else "*-*-*"
    found: dict[str, Path] = {}
    for path in sorted(settings.raw(source).glob(f"{folder}/*")):
        key, _, rest = path.name.partition(".")
        if key and rest != "meta.json" and key not in found and sidecar_of(path).exists():
            found[key] = path
    return found


def landing_files(settings: Settings, source: str, day: date | None = None) -> dict[str, Path]:
    """Accepted landing files by delivery key; of two copies the earlier day counts.

    day: only those of one logical date.
    """
    folder = f"delivery_date={day.isoformat() if day else '*'}"
    found: dict[str, Path] = {}
    for path in sorted(settings.landing(source).glob(f"{folder}/*.parquet")):
        found.setdefault(path.stem, path)
    return found


def newest_landed_day(settings: Settings, source: str) -> date | None:
    """The newest day that an accepted delivery counts for; None where nothing has landed."""
    days = sorted(settings.landing(source).glob("delivery_date=*"), reverse=True)
    newest = next((day for day in days if any(day.glob("*.parquet"))), None)
    return date.fromisoformat(newest.name.removeprefix("delivery_date=")) if newest else None


def footer_of(landing_file: Path) -> dict[str, str]:
    """What the writer noted in a landing file's footer: parser's version, moment and counts."""
    noted = pq.read_metadata(landing_file).metadata or {}
    return {
        name.decode(): value.decode()
        for name, value in noted.items()
        if name in _NOTES or name.endswith((b"_lines", b"_count"))
    }
