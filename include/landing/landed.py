"""What of the raw zone has landed, by the present parser and with the dates that count now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa

from include.errors import ContractBroken
from include.landing import layout
from include.landing.delivery import Delivery
from include.landing.quarantine import deliveries_to_replay, refused_deliveries
from include.landing.seal import seal_path
from include.settings import Settings
from include.sources.catalog import Source


def raw_files_not_landed(settings: Settings, source: Source, day: date | None = None) -> list[Path]:
    """Raw files that the present parser has neither landed nor refused, oldest day first.

    One that came again at an earlier moment is landed anew, as its earliest dates count.
    day: only those of one logical date.
    """
    landed = layout.landing_files(settings, source.name, day)
    refused = refused_deliveries(settings, source.name, source.parser_version)
    replayed = deliveries_to_replay(settings, source.name)
    return [
        path
        for key, path in layout.raw_files(settings, source.name, day).items()
        if key not in refused
        and (key in replayed or key not in landed or not is_current(landed[key], source, path))
    ]


def is_current(landing_file: Path, source: Source, raw_file: Path) -> bool:
    """Whether the present parser made it, of what the raw file's sidecar says now.

    One that is damaged or not sealed is landed anew.
    """
    try:
        footer = layout.footer_of(landing_file)
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        return False
    is_sealed = seal_path(landing_file).exists()
    return (
        is_sealed
        and footer.get("parser_version") == source.parser_version
        and _has_the_dates(footer, raw_file)
    )


def _has_the_dates(footer: dict[str, str], raw_file: Path) -> bool:
    """Whether it was landed with the moment that counts; the first landing files named none."""
    try:
        delivered_at = Delivery.read_sidecar(raw_file).delivered_at.isoformat()
    except ContractBroken:
        return True  # nothing better can be landed of it; a build names the damaged sidecar
    return footer.get("delivered_at", delivered_at) == delivered_at
