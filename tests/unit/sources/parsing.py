"""Parsing bytes as a landing does, for tests of parsers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine, Tally
from include.landing.schemas import RECORD_SCHEMA
from include.settings import Settings
from include.sources.catalog import SOURCES

DAY = date(2026, 3, 11)
MOMENT = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Parsed:
    """Rows, as dicts of the columns that hold something, and the tally."""

    rows: list[dict[str, Any]]
    tally: Tally


def parse(
    settings: Settings,
    source: str,
    content: bytes,
    *,
    request: str | None = None,
    name: str | None = None,
) -> Parsed:
    """Parse one delivery; its refused records go to the house's quarantine under the key `k`."""
    delivery = Delivery("k", source, DAY, MOMENT, original_name=name, request=request, page=0)
    quarantine = Quarantine(settings, delivery)
    try:
        batches = list(SOURCES[source].module.parse(io.BytesIO(content), delivery, quarantine))
    finally:
        quarantine.close(raw_file=settings.home / "raw", parser_version="test", refusal=None)
    rows = pa.Table.from_batches(batches, schema=RECORD_SCHEMA).to_pylist()
    held = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return Parsed(held, quarantine.tally)
