"""Where deliveries stand, and which of them are there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from include.files import write_bytes
from include.landing import layout
from include.landing.delivery import Delivery
from include.settings import Settings

_DUMP = Delivery("key", "hf_pages", date(2026, 3, 11), datetime(2026, 3, 11, tzinfo=UTC))


def test_a_delivery_s_files_stand_in_their_zones(settings: Settings) -> None:
    home = settings.home
    assert layout.raw_path(settings, _DUMP, "txt") == home / "raw/hf_pages/2026-03-11/key.txt"
    landed = home / "landing/hf_pages/delivery_date=2026-03-11/key.parquet"
    assert layout.landing_path(settings, _DUMP) == landed
    assert layout.pending_path(settings, _DUMP) == home / "landing/hf_pages/.pending/key.parquet"


def _put(folder: Path, *names: str) -> None:
    for name in names:
        write_bytes(folder / name, b"x")


def test_raw_files_are_those_with_a_sidecar_the_earlier_day_first(settings: Settings) -> None:
    zone = settings.raw("hf_pages")
    _put(zone / "2026-03-11", "a.txt", "a.meta.json", "bare.txt", "lonely.meta.json")
    _put(zone / "2026-03-12", "a.txt", "a.meta.json", "b.txt", "b.meta.json")
    _put(zone, ".1.incoming")

    expected = {"a": zone / "2026-03-11" / "a.txt", "b": zone / "2026-03-12" / "b.txt"}
    assert layout.raw_files(settings, "hf_pages") == expected


def test_landing_files_are_the_accepted_ones_the_earlier_day_first(settings: Settings) -> None:
    zone = settings.landing("hf_pages")
    _put(zone / "delivery_date=2026-03-12", "a.parquet", "b.parquet")
    _put(zone / "delivery_date=2026-03-11", "a.parquet")
    _put(zone / ".pending", "c.parquet")

    expected = {
        "a": zone / "delivery_date=2026-03-11" / "a.parquet",
        "b": zone / "delivery_date=2026-03-12" / "b.parquet",
    }
    assert layout.landing_files(settings, "hf_pages") == expected


def test_zones_that_are_not_there_hold_nothing(settings: Settings) -> None:
    assert layout.raw_files(settings, "hf_pages") == {}
    assert layout.landing_files(settings, "hf_pages") == {}


def test_a_footer_gives_version_and_counts_and_nothing_else(tmp_path: Path) -> None:
    noted = {"parser_version": "7", "title_lines": "3", "record_count": "3", "other": "x"}
    table = pa.table({"a": [1]}).replace_schema_metadata(noted)
    pq.write_table(table, tmp_path / "file.parquet")

    expected = {"parser_version": "7", "title_lines": "3", "record_count": "3"}
    assert layout.footer_of(tmp_path / "file.parquet") == expected


def test_a_file_without_a_footer_has_no_notes(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "file.parquet", store_schema=False)

    assert layout.footer_of(tmp_path / "file.parquet") == {}
