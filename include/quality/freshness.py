"""Freshness: how long a source may stay silent before it is late, and before that is an alert.

Age is counted from the end of the newest day that has landed, not from the last arrival: a
backfill of old days makes no source fresh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from include import ledger
from include.errors import SourceSilent
from include.landing.layout import newest_landed_day
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources.catalog import SOURCES


class Status(StrEnum):
    """What an age means. `late` is shown; `silent` is shown and alerts."""

    FRESH = "fresh"
    LATE = "late"
    SILENT = "silent"
    UNLIMITED = "no limit"


@dataclass(frozen=True)
class Freshness:
    """One source at one moment.

    age_days: days since the end of the newest day that has landed; 0 while that day lasts.
    late_after_days, silent_after_days: its limits, None where it has none.
    """

    source: str
    newest_day: date
    age_days: float
    late_after_days: int | None
    silent_after_days: int | None

    @property
    def status(self) -> Status:
        if self.late_after_days is None or self.silent_after_days is None:
            return Status.UNLIMITED
        if self.age_days > self.silent_after_days:
            return Status.SILENT
        return Status.LATE if self.age_days > self.late_after_days else Status.FRESH

    @property
    def limits(self) -> str:
        """The limits in words."""
        if self.status is Status.UNLIMITED:
            return "may stay silent"
        return f"late after {self.late_after_days} days, silent after {self.silent_after_days}"


def freshness_of(settings: Settings, source: str, newest_day: date, now: datetime) -> Freshness:
    """How fresh a source is. newest_day: the newest day that its deliveries count for."""
    end_of_day = datetime.combine(newest_day, time(), UTC) + timedelta(days=1)
    age_days = max(0.0, (now - end_of_day) / timedelta(days=1))
    limits = next((one for one in settings.freshness if one.source == source), None)
    return Freshness(
        source=source,
        newest_day=newest_day,
        age_days=age_days,
        late_after_days=limits.late_after_days if limits else None,
        silent_after_days=limits.silent_after_days if limits else None,
    )


def freshness_now(settings: Settings, now: datetime) -> list[Freshness]:
    """Every source that has ever landed something, as the landing zone stands."""
    newest = {source: newest_landed_day(settings, source) for source in SOURCES}
    return [freshness_of(settings, source, day, now) for source, day in newest.items() if day]


def check_freshness(settings: Settings, source: str, now: datetime) -> str:
    """Say how fresh a source is, whether or not anything is built; returns a sentence.

    Raises SourceSilent where it has been silent for too long, and NothingToDo where it has no
    limits or has never landed anything.
    """
    with ledger.step(settings, "check freshness", source) as note:
        found = next((one for one in freshness_now(settings, now) if one.source == source), None)
        if found is None:
            raise NothingToDo(f"{source} has never landed anything")
        if found.status is Status.UNLIMITED:
            raise NothingToDo(f"{source} {found.limits}")
        if found.status is Status.SILENT:
            # Without its age: the text stays the same for as long as the silence lasts.
            raise SourceSilent(
                expected=f"a delivery of {source} within {found.silent_after_days} days",
                found=f"its newest one counts for {found.newest_day}",
                where=str(settings.landing(source)),
                next_step=f"look at the last runs of land_{source}, or set other limits in"
                " PAPERHOUSE_FRESHNESS_DAYS",
            )
        note.text = f"{source} is {found.status}: newest day {found.newest_day}, {found.limits}"
        return note.text
