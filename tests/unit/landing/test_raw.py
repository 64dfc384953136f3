"""The raw zone holds each delivery's bytes once, under the earliest day, whatever came when."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from include.errors import ContractBroken, SourceUnavailable
from include.landing import layout, raw
from include.landing.delivery import Delivery, sidecar_of
from include.settings import Settings
from include.sources.catalog import HF_PAGES

DAY = date(2026, 3, 11)
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


def _keep(
    settings: Settings, name: str, content: bytes = b"text", day: date = DAY, hours: int = 0
) -> Path:
    folder = settings.inbox("hf_pages")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return raw.keep_dropped_file(settings, HF_PAGES, name, day, NOON + timedelta(hours=hours))


def _zone(settings: Settings) -> dict[str, bytes]:
    """Every file of the raw zone with its bytes."""
    zone = settings.raw("hf_pages")
    return {str(path.relative_to(zone)): path.read_bytes() for path in zone.rglob("*.*")}


def test_bytes_are_kept_as_they_came_and_the_dropped_file_stays(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt", b"\xff\x00 text\r\n")

    assert kept.read_bytes() == b"\xff\x00 text\r\n"
    assert (settings.inbox("hf_pages") / "dump.txt").exists()
    delivery = Delivery.read_sidecar(kept)
    assert kept == layout.raw_path(settings, delivery, "txt")
    assert (delivery.original_name, delivery.logical_date) == ("dump.txt", DAY)
    assert (delivery.delivered_at, delivery.request) == (NOON, None)


def test_the_key_depends_on_the_bytes_alone(settings: Settings) -> None:
    one, same, other = _keep(settings, "a"), _keep(settings, "b"), _keep(settings, "a", b"other")

    assert one.stem == same.stem != other.stem


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_the_same_bytes_give_the_same_zone_in_any_order(
    settings: Settings, order: tuple[int, ...]
) -> None:
    arrivals: list[Callable[[], Path]] = [
        lambda: _keep(settings, "dump.txt", day=date(2026, 3, 12), hours=24),
        lambda: _keep(settings, "dump.txt", day=date(2026, 3, 12), hours=25),
        lambda: _keep(settings, "copy.txt", day=DAY, hours=3),
        lambda: _keep(settings, "another.txt", day=date(2026, 3, 13), hours=1),
    ]
    for index in order:
        arrivals[index]()

    (sidecar, body) = sorted(_zone(settings), key=len, reverse=True)
    assert body.startswith("2026-03-11/")
    told = json.loads(_zone(settings)[sidecar])
    assert told["original_name"] == "copy.txt"
    assert told["logical_date"] == "2026-03-11"
    assert told["delivered_at"] == (NOON + timedelta(hours=1)).isoformat()


def test_the_same_delivery_again_writes_nothing(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    before = [path.stat().st_ino for path in (kept, sidecar_of(kept))]

    assert _keep(settings, "dump.txt", hours=1) == kept
    assert [path.stat().st_ino for path in (kept, sidecar_of(kept))] == before


def test_bytes_left_without_a_sidecar_get_one(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    sound = _zone(settings)
    sidecar_of(kept).unlink()

    assert layout.raw_files(settings, "hf_pages") == {}
    assert _keep(settings, "dump.txt") == kept
    assert _zone(settings) == sound


def test_a_sidecar_left_without_its_bytes_does_not_count(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    sound = _zone(settings)
    kept.unlink()

    assert layout.raw_files(settings, "hf_pages") == {}
    assert _keep(settings, "dump.txt") == kept
    assert _zone(settings) == sound


def test_a_copy_that_a_crash_left_under_a_later_day_goes(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    sound = _zone(settings)
    later = settings.raw("hf_pages") / "2026-03-12"
    later.mkdir()
    for path in (kept, sidecar_of(kept)):
        (later / path.name).write_bytes(path.read_bytes())

    assert _keep(settings, "dump.txt") == kept
    assert _zone(settings) == sound


def test_a_stale_copy_of_a_killed_process_is_replaced_and_goes(settings: Settings) -> None:
    stale = settings.raw("hf_pages") / f".{os.getpid()}.incoming"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"half of something")

    assert _keep(settings, "dump.txt").read_bytes() == b"text"
    assert not stale.exists()


def test_a_name_of_bytes_that_are_no_utf_8_is_kept_readable(settings: Settings) -> None:
    kept = _keep(settings, os.fsdecode(b"caf\xe9.txt"))

    assert Delivery.read_sidecar(kept).original_name == r"caf\udce9.txt"


def _make_folder(path: Path) -> None:
    path.mkdir()


def _make_link(path: Path) -> None:
    (path.parent / "target.txt").write_text("private")
    path.symlink_to("target.txt")


def _make_empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    ("make", "found"),
    [
        pytest.param(_make_folder, "a folder, a pipe or a device", id="a folder"),
        pytest.param(os.mkfifo, "a folder, a pipe or a device", id="a pipe"),
        pytest.param(_make_link, "Too many levels of symbolic links", id="a link"),
        pytest.param(_make_empty, "an empty file (0 bytes)", id="an empty file"),
        pytest.param(lambda _: None, "No such file or directory", id="nothing"),
    ],
)
def test_what_is_no_file_with_text_is_refused_and_leaves_nothing(
    settings: Settings, make: Callable[[Path], None], found: str
) -> None:
    folder = settings.inbox("hf_pages")
    folder.mkdir(parents=True)
    make(folder / "odd")

    with pytest.raises(ContractBroken) as refused:
        raw.keep_dropped_file(settings, HF_PAGES, "odd", DAY, NOON)

    assert refused.value.found == found
    assert refused.value.where == str(folder / "odd")
    assert list(settings.raw("hf_pages").iterdir()) == []


def test_a_file_that_changes_while_it_is_read_is_left_for_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_while_it_grows(source: io.BufferedReader, target: io.BufferedWriter, _: int) -> None:
        target.write(source.read())
        with (settings.inbox("hf_pages") / "dump.txt").open("ab") as file:
            file.write(b" and more")

    monkeypatch.setattr("include.landing.raw.shutil.copyfileobj", copy_while_it_grows)

    with pytest.raises(SourceUnavailable, match="changed while it was read"):
        _keep(settings, "dump.txt")

    assert list(settings.raw("hf_pages").iterdir()) == []
    assert (settings.inbox("hf_pages") / "dump.txt").exists()


def test_a_damaged_sidecar_is_mended_by_the_same_file(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    known = Delivery.read_sidecar(kept)
    sidecar_of(kept).write_text("{}")

    with pytest.raises(ContractBroken, match="drop the raw file into the inbox again"):
        Delivery.read_sidecar(kept)

    assert _keep(settings, "dump.txt") == kept
    assert Delivery.read_sidecar(kept) == known


def test_raw_bytes_that_were_changed_are_mended_by_the_same_file(settings: Settings) -> None:
    kept = _keep(settings, "dump.txt")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1])

    assert _keep(settings, "dump.txt") == kept
    assert kept.read_bytes() == whole
