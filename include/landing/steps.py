"""The steps of landing a delivery, in their order; each is safe to repeat after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq

from include import ledger
from include.errors import ContractBroken, GateClosed
from include.files import locked, make_folder, move_into_place
from include.landing import inbox, layout
from include.landing.delivery import Delivery
from include.landing.landed import is_current, raw_files_not_landed
from include.landing.quarantine import (
    Quarantine,
    refuse_delivery,
)
from include.landing.raw import keep_dropped_file, require_bytes_as_delivered
from include.landing.seal import seal_path, write_seal
from include.landing.writer import write_landing
from include.settings import Settings
from include.sources.catalog import SOURCES, Source
from include.sources.text import date_in_name

# Airflow maps a task over 1,024 items at most; what is left over waits for the next run.
MOST_AT_ONCE = 1000


def find(settings: Settings, source: str, only: str | None = None) -> list[str]:
    """Paths of what waits to be landed: complete files of the inbox, then raw files.

    only: the name of one file of the inbox, known to be complete; nothing else is looked at.
    Raw files wait where a run ended too early or a new parser version reads them anew. What is no
    file in the inbox (a folder, a pipe, a link) is refused at once.
    """
    folder = settings.inbox(source)
    if only is not None:
        return [str(folder / only)]
    with ledger.step(settings, f"look for {source}", str(folder)) as note:
        seen = inbox.look(settings, source)
        for name in seen.odd:
            error = ContractBroken(
                expected="an ordinary file",
                found="a folder, a pipe, a device or a link",
                where=str(folder / name),
                next_step="drop the file itself into the inbox",
            )
            inbox.set_refused(settings, source, name, error)
        waiting = raw_files_not_landed(settings, SOURCES[source])
        note.counts = {
            "found": len(seen.complete),
            "refused": len(seen.odd),
            "raw_waiting": len(waiting),
        }
        note.text = f"{len(seen.complete)} new, {len(seen.odd)} refused as no file"
        paths = [folder / name for name in seen.complete] + waiting
        return [str(path) for path in paths[:MOST_AT_ONCE]]


def keep_raw(
    settings: Settings, source: str, waiting: str, day: date, delivered_at: datetime
) -> str:
    """Keep the bytes of what waits, and return the path of the raw file.

    waiting: a path that `find` returned. day: the UTC day the delivery counts for.
    Raises NothingToDo where the same bytes have been landed before; the file is then done.
    """
    path = Path(waiting)
    if path.parent != settings.inbox(source):
        return waiting
    with (
        ledger.step(settings, f"keep raw {source}", path.name) as note,
        _refusing(settings, source, path),
    ):
        catalogued = SOURCES[source]
        if catalogued.is_dated_by_name:
            day = min(date_in_name(path.name) or day, day)
        kept = keep_dropped_file(settings, catalogued, path.name, day, delivered_at)
        delivery = Delivery.read_sidecar(kept)
        landed = layout.landing_path(settings, delivery)
        if landed.exists() and is_current(landed, catalogued, kept):
            inbox.set_done(settings, source, path.name)
            raise ledger.NothingToDo(f"the same bytes came on {delivery.logical_date} already")
        note.text = f"{kept.stat().st_size:,} bytes"
        return str(kept)


def parse(settings: Settings, source: str, waiting: str, raw_file: str) -> str:
    """Read a raw file into a pending landing file, and return the raw file's path.

    Refused records go to the quarantine. Raises ContractBroken where the delivery cannot be read
    as a whole; it is then refused.
    """
    raw, catalogued = Path(raw_file), SOURCES[source]
    delivery = Delivery.read_sidecar(raw)
    quarantine = Quarantine(settings, delivery)
    pending = layout.pending_path(settings, delivery)
    with (
        ledger.step(settings, f"parse {source}", delivery.delivery_key) as note,
        _refusing(settings, source, Path(waiting)),
    ):
        aside = make_folder(pending.parent) / f".{pending.name}.{os.getpid()}.tmp"
        refusal = None
        try:
            require_bytes_as_delivered(raw, delivery)
            with raw.open("rb") as stream:
                batches = catalogued.module.parse(stream, delivery, quarantine)
                write_landing(
                    aside, batches, delivery, lambda: _footer(catalogued, delivery, quarantine)
                )
        except ContractBroken as error:
            refusal = str(error)
            aside.unlink(missing_ok=True)
            raise
        finally:
            quarantine.close(
                raw_file=raw, parser_version=catalogued.parser_version, refusal=refusal
            )
        move_into_place(aside, pending)
        tally = quarantine.tally
        note.counts = tally.counts
        note.text = f"{tally.record_count:,} records, {tally.refused_count:,} refused"
        if tally.unknown_fields:
            note.text += f"; unknown fields: {', '.join(sorted(tally.unknown_fields))}"
    return raw_file


def _footer(source: Source, delivery: Delivery, quarantine: Quarantine) -> dict[str, str]:
    counts = {name: str(count) for name, count in quarantine.tally.counts.items()}
    return counts | {
        "parser_version": source.parser_version,
        "delivered_at": delivery.delivered_at.isoformat(),
        "unknown_fields": ", ".join(sorted(quarantine.tally.unknown_fields)),
    }


def check(settings: Settings, source: str, waiting: str, raw_file: str) -> str:
    """Put a pending landing file through the landing gate, and return the raw file's path.

    Raises GateClosed where the gate stops it; the delivery is then refused.
    """
    # Great Expectations takes seconds to import; the other steps go without it.
    from include.quality.gate import run_landing_gate  # noqa: PLC0415

    delivery = Delivery.read_sidecar(Path(raw_file))
    with (
        ledger.step(settings, f"landing gate {source}", delivery.delivery_key) as note,
        _alone_with(settings, delivery),  # outside: that another run is at it refuses nothing
        _refusing(settings, source, Path(waiting), Path(raw_file)),
    ):
        pending = layout.pending_path(settings, delivery)
        landed = layout.landing_path(settings, delivery)
        is_landed = landed.exists() and is_current(landed, SOURCES[source], Path(raw_file))
        if is_landed and not pending.exists():
            note.text = "another run has landed the same delivery meanwhile"
            return raw_file
        verdict = run_landing_gate(settings, delivery, pending)
        note.counts, note.text = verdict.counts, verdict.summary
    return raw_file


def accept(settings: Settings, source: str, waiting: str, raw_file: str) -> str:
    """Move a checked landing file into the landing zone, and return its path.

    A landing file of the same delivery under a later day is replaced by it.
    """
    delivery = Delivery.read_sidecar(Path(raw_file))
    target = layout.landing_path(settings, delivery)
    with (
        ledger.step(settings, f"accept {source}", delivery.delivery_key) as note,
        _alone_with(settings, delivery),
    ):
        pending = layout.pending_path(settings, delivery)
        if pending.exists():
            write_seal(target, pending)
            move_into_place(pending, target)
        for other in settings.landing(source).glob(f"delivery_date=*/{target.name}"):
            if other != target:
                other.unlink()
                seal_path(other).unlink(missing_ok=True)
        path = Path(waiting)
        if path.parent == settings.inbox(source) and path.exists():
            inbox.set_done(settings, source, path.name)
        note.counts = {"records": pq.read_metadata(target).num_rows}
        note.text = f"{note.counts['records']:,} papers landed"
    return str(target)


@contextmanager
def _alone_with(settings: Settings, delivery: Delivery) -> Iterator[None]:
    """Keep another run that lands the same delivery from moving it while it is checked."""
    lock = settings.locks / f"landing-{delivery.delivery_key[:2]}"
    with locked(
        lock, purpose="check and accept a delivery", patience_seconds=settings.lock_patience_seconds
    ):
        yield


@contextmanager
def _refusing(
    settings: Settings, source: str, waiting: Path, parsed: Path | None = None
) -> Iterator[None]:
    """Move a dropped file to .refused/, with the reason, where its delivery is refused.

    parsed: the raw file, where a pending landing file is refused with it.
    """
    try:
        yield
    except (ContractBroken, GateClosed) as error:
        if parsed is not None:
            delivery, version = Delivery.read_sidecar(parsed), SOURCES[source].parser_version
            refuse_delivery(
                settings, delivery, raw_file=parsed, parser_version=version, reason=str(error)
            )
            layout.pending_path(settings, delivery).unlink(missing_ok=True)
        if waiting.parent == settings.inbox(source) and os.path.lexists(waiting):
            inbox.set_refused(settings, source, waiting.name, error)
        raise
