"""`make status`: last good release, last failure and why, freshness, disk, what runs now."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from typing import Any

from include import ledger
from include.alerting.incidents import open_incidents
from include.errors import PaperhouseError
from include.files import folder_bytes, make_folder
from include.printable import printable
from include.quality.freshness import freshness_now
from include.release.pin import pinned_release
from include.release.releases import current_release, kept_releases, read_manifest
from include.settings import Settings, utc_now

_ZONES = ("inbox", "raw", "landing", "quarantine", "cache", "builds", "ledger", "releases")


def main() -> int:
    """Print the state of the house; 1 where the pointer to the release is broken, else 0."""
    settings = Settings.from_environment()
    now = utc_now()
    make_folder(settings.home)
    print(f"Paperhouse at {settings.home}\n")
    is_sound = True
    try:
        _print_release(settings, now)
    except PaperhouseError as error:
        print(f"release       {error}")
        is_sound = False
    _print_freshness(settings, now)
    _print_failure(settings, now)
    for one in open_incidents(settings):
        told = printable(" ".join(one["text"][:300].split()))
        print(f"incident      told {_ago(now, ledger.instant(one['told_at']))}: {told}")
    _print_running(settings, now)
    for path in ledger.damaged_entries(settings):
        print(f"damaged       {path} cannot be read; listings go on without it")
    _print_waiting(settings)
    _print_disk(settings)
    return 0 if is_sound else 1


def _print_release(settings: Settings, now: datetime) -> None:
    current = current_release(settings)
    if current is None:
        print("release       none yet; `make run` makes one")
        return
    if pinned := pinned_release(settings):
        print(f"pinned        {pinned}: nothing is published until unpin_release runs")
    manifest = read_manifest(current)
    age = _ago(now, ledger.instant(manifest["released_at"]))
    print(f"release       {current.name}, {age}, {len(kept_releases(settings))} kept")
    for one in manifest["watermarks"]:
        last = ledger.instant(one["last_delivered_at"])
        print(
            f"released      {one['source']}: last delivery {_ago(now, last)},"
            f" {one['delivery_count']:,} deliveries, {one['record_count']:,} records"
        )


def _print_freshness(settings: Settings, now: datetime) -> None:
    for one in freshness_now(settings, now):
        print(
            f"freshness     {one.source}: {one.status}, newest day {one.newest_day}"
            f" ({one.age_days:.1f} days ago; {one.limits})"
        )


def _print_failure(settings: Settings, now: datetime) -> None:
    bad = [
        one for one in ledger.entries(settings, "step") if one["outcome"] in ("refused", "failed")
    ]
    if not bad:
        print("last failure  none")
        return
    last = bad[-1]
    print(f"last failure  {last['step']}, {_ago(now, ledger.instant(last['started_at']))}")
    print(f"              {last['error'][:600]}")
    gates = [one for one in ledger.entries(settings, "gate") if one["subject"] == last["subject"]]
    if gates and not gates[-1]["is_open"]:
        entry_id = gates[-1]["entry_id"]
        print(f"              every result: {next(settings.ledger.rglob(f'{entry_id}*'))}")


def _print_running(settings: Settings, now: datetime) -> None:
    running = ledger.running_steps(settings)
    if not running:
        print("runs now      nothing")
    for one in running:
        since = _ago(now, ledger.instant(one["started_at"]))
        state = "runs now    " if one["is_alive"] else "interrupted "
        print(f"{state}  {one['step']} of {one['subject'][:32]}, begun {since}")


def _print_waiting(settings: Settings) -> None:
    for folder in sorted((settings.home / "inbox").glob("*")):
        waiting = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        refused = list((folder / ".refused").glob("*.reason.txt"))
        print(f"inbox         {folder.name}: {len(waiting)} waiting, {len(refused)} refused so far")


def _print_disk(settings: Settings) -> None:
    sizes: list[tuple[str, Any]] = [
        (zone, folder_bytes(settings.home / zone))
        for zone in _ZONES
        if (settings.home / zone).exists()
    ]
    told = ", ".join(f"{zone} {_size(size)}" for zone, size in sizes)
    print(f"disk          {told or 'nothing yet'}")
    print(f"              {_size(shutil.disk_usage(settings.home).free)} free")


def _ago(now: datetime, then: datetime) -> str:
    seconds = (now - then).total_seconds()
    for length, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {name} ago"
    return f"{max(seconds, 0):.0f} seconds ago"


def _size(count: float) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


if __name__ == "__main__":
    sys.exit(main())
