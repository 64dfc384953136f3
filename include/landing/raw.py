"""The raw zone: the bytes of each delivery as they came, once, under the earliest day."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from include.errors import ContractBroken, SourceUnavailable
from include.files import make_folder, move_into_place, sha256_of
from include.landing.delivery import Delivery
from include.landing.layout import find_raw_file, raw_path
from include.settings import Settings
from include.sources.answers import Page
from include.sources.catalog import Source


def keep_dropped_file(
    settings: Settings, source: Source, name: str, day: date, delivered_at: datetime
) -> Path:
    """Copy a file of the inbox into the raw zone and return the raw file.

    The file stays in the inbox until its delivery has been accepted or refused, so that a crash
    loses nothing. Bytes that are there already are not written again: the earliest dates count.
    Raises ContractBroken for an empty file and for what is not an ordinary file,
    SourceUnavailable for one that is still being written.
    """
    dropped = settings.inbox(source.name) / name
    incoming = make_folder(settings.raw(source.name)) / f".{os.getpid()}.incoming"
    try:
        _copy_ordinary_file(dropped, incoming)
        key = sha256_of(incoming, prefix=f"{source.name}\0".encode())
        # A name may hold bytes that are no UTF-8; nothing that is written later could take them.
        shown = name.encode("utf-8", errors="backslashreplace").decode()
        arrived = Delivery(key, source.name, day, delivered_at, original_name=shown)
        return _keep(settings, source, arrived, incoming)
    finally:
        incoming.unlink(missing_ok=True)


def keep_answer(
    settings: Settings,
    source: Source,
    page: Page,
    delivered_at: datetime,
) -> Path:
    """Keep the bytes of one answer of an API as they came, and return the raw file.

    The key is made of source, request, logical date and bytes: the same answer to the same request
    is kept once, under the earliest time it came.
    """
    incoming = make_folder(settings.raw(source.name)) / f".{os.getpid()}.incoming"
    head = f"{source.name}\0{page.request}\0{page.day.isoformat()}\0".encode()
    try:
        incoming.write_bytes(page.content)
        arrived = Delivery(
            delivery_key=sha256_of(incoming, prefix=head),
            source=source.name,
            logical_date=page.day,
            delivered_at=delivered_at,
            request=page.request,
            page=page.page,
        )
        return _keep(settings, source, arrived, incoming)
    finally:
        incoming.unlink(missing_ok=True)


def _copy_ordinary_file(dropped: Path, target: Path) -> None:
    problem = {
        "expected": "an ordinary file",
        "where": str(dropped),
        "next_step": "drop the file itself into the inbox, not a folder, a pipe or a link",
    }
    try:
        descriptor = os.open(dropped, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise ContractBroken(found=str(error.strerror), **problem) from error
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        os.close(descriptor)
        raise ContractBroken(found="a folder, a pipe or a device", **problem)
    with os.fdopen(descriptor, "rb") as file:
        with target.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        after = os.fstat(descriptor)
    if before.st_size == 0:
        problem |= {"expected": "a file with text", "next_step": "drop the whole file again"}
        raise ContractBroken(found="an empty file (0 bytes)", **problem)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        problem |= {"next_step": "nothing: the next look at the inbox takes it when it lies still"}
        raise SourceUnavailable(found="a file that changed while it was read", **problem)


def key_of(delivery: Delivery, raw_file: Path) -> str:
    """The delivery key that these bytes give.

    Made of source and bytes for a dropped file, of source, request, logical date and bytes for an
    answer.
    """
    head = [delivery.source]
    if delivery.request is not None:
        head += [delivery.request, delivery.logical_date.isoformat()]
    return sha256_of(raw_file, prefix="".join(f"{part}\0" for part in head).encode())


def require_bytes_as_delivered(raw_file: Path, delivery: Delivery) -> None:
    """Raise ContractBroken where the raw file is not what the delivery's key was made of."""
    found = key_of(delivery, raw_file)
    if found != delivery.delivery_key:
        raise ContractBroken(
            expected=f"the raw bytes of delivery {raw_file.stem}",
            found=f"bytes that were changed since; they give {found}",
            where=str(raw_file),
            next_step="restore the file from a copy, or drop the same file into the inbox again",
        )


def _keep(settings: Settings, source: Source, arrived: Delivery, incoming: Path) -> Path:
    there = find_raw_file(settings, source.name, arrived.delivery_key)
    known = _known(there, arrived) if there else None
    merged = known.merged_with(arrived) if known else arrived
    target = raw_path(settings, merged, source.extension)
    is_sound = there is not None and key_of(arrived, there) == arrived.delivery_key
    if there != target or not is_sound:
        move_into_place(incoming, target)
    if merged != known:
        merged.write_sidecar(target)
    _remove_copies(target)
    return target


def _remove_copies(kept: Path) -> None:
    """Remove the delivery from later days, where a crash or an earlier arrival left it."""
    for day in sorted(kept.parent.parent.glob("*-*-*")):
        if day != kept.parent:
            for name in (kept.name, f"{kept.stem}.meta.json"):
                (day / name).unlink(missing_ok=True)


def _known(raw_file: Path, arrived: Delivery) -> Delivery:
    """What the sidecar says; where it is damaged, the folder still tells the logical date."""
    try:
        return Delivery.read_sidecar(raw_file)
    except ContractBroken:
        day = date.fromisoformat(raw_file.parent.name)
        mended = replace(arrived, logical_date=min(day, arrived.logical_date))
        mended.write_sidecar(raw_file)
        return mended
