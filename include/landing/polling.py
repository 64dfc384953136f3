"""Polls of a source with an API: every answer is kept as it came, then the next is asked for."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from include import ledger
from include.errors import SourceUnavailable
from include.landing.delivery import Delivery
from include.landing.landed import raw_files_not_landed
from include.landing.outages import poll_step, poll_subject, unanswered_days
from include.landing.quarantine import Quarantine
from include.landing.raw import keep_answer
from include.landing.steps import MOST_AT_ONCE
from include.settings import Settings
from include.sources.answers import Contents
from include.sources.calls import Manners
from include.sources.catalog import SOURCES, Source


def poll(
    settings: Settings,
    source: str,
    day: date,
    part: str,
    moment: datetime,
    *,
    token: str | None = None,
    manners: Manners | None = None,
) -> list[str]:
    """Ask a source for one part (a list, a set) of one day; returns the raw files of all answers.

    moment: when the poll began; all its answers count as delivered then. Raises SourceUnavailable
    where the source did not answer in full, which another try may mend, and NothingToDo where
    there is nothing to ask for.
    """
    catalogued = SOURCES[source]
    with ledger.step(settings, poll_step(source), poll_subject(day, part)) as note:
        kept: list[str] = []
        pages = catalogued.module.fetch(
            settings, day, part, moment, token=token, manners=manners or Manners.of(settings)
        )
        for page in pages:
            raw_file = keep_answer(settings, catalogued, page, moment)
            if catalogued.module.contents_of(page.content) is Contents.CUT:
                raise _refuse_cut(settings, catalogued, raw_file)
            kept.append(str(raw_file))
        note.counts = {"answers": len(kept)}
        note.text = f"{len(kept)} answers of {part} for {day}"
        return kept


def catch_up(
    settings: Settings,
    source: str,
    day: date,
    part: str,
    moment: datetime,
    *,
    token: str | None = None,
    manners: Manners | None = None,
) -> list[str]:
    """Ask again for days on which a source was down; returns the raw files of all answers.

    Only the run for the newest day does: a backfill keeps to its own. Raises as `poll` does.
    """
    kept: list[str] = []
    for owed in unanswered_days(settings, source, part, moment) if _is_newest(day, moment) else ():
        with suppress(ledger.NothingToDo):
            kept += poll(settings, source, owed, part, moment, token=token, manners=manners)
    return kept


def _is_newest(day: date, moment: datetime) -> bool:
    return moment.date() - day <= timedelta(days=1)


def _refuse_cut(settings: Settings, source: Source, raw_file: Path) -> SourceUnavailable:
    """Note half a document in the quarantine, so that no later run tries to land it."""
    error = SourceUnavailable(
        expected="a whole document",
        found=f"{Contents.CUT} ({raw_file.stat().st_size:,} bytes)",
        where=str(raw_file),
        next_step="nothing: the task is tried again, and a later run catches up",
    )
    delivery = Delivery.read_sidecar(raw_file)
    Quarantine(settings, delivery).close(
        raw_file=raw_file, parser_version=source.parser_version, refusal=str(error)
    )
    return error


def find_answers(settings: Settings, source: str, day: date, moment: datetime) -> list[str]:
    """Raw files of answers with records that wait to be landed, oldest first.

    A run for the newest day looks at all days, so that what an outage or a new parser version left
    behind is landed; a backfill looks at its own day only, however many days there are.
    """
    with ledger.step(settings, f"look for {source}", str(day)) as note:
        catalogued = SOURCES[source]
        waiting = [
            str(path)
            for path in raw_files_not_landed(
                settings, catalogued, None if _is_newest(day, moment) else day
            )
            if catalogued.module.contents_of(path.read_bytes()) is Contents.RECORDS
        ]
        note.counts = {"raw_waiting": len(waiting)}
        note.text = f"{len(waiting)} answers to land"
        return waiting[:MOST_AT_ONCE]
