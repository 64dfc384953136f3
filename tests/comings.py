"""Deliveries as they come, once or again: what a person drops and what a source answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from include.landing import steps
from include.landing.polling import find_answers
from include.landing.raw import keep_answer
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources.answers import Contents, Page
from include.sources.catalog import SOURCES
from include.sources.text import date_in_name


@dataclass(frozen=True)
class Coming:
    """One time that a delivery comes.

    name: of a dropped file, None for an answer. request: of an answer, None for a file.
    """

    source: str
    content: bytes
    day: date
    moment: datetime
    name: str | None = None
    request: str | None = None

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes it the same delivery when it comes again."""
        asked = (self.request, self.day) if self.request else ()
        return (self.source, self.content, *asked)

    def earliest_with(self, other: Coming) -> Coming:
        """The same delivery, as if it had come at the earliest that either came."""
        first = min(self, other, key=lambda one: (one._counts_for(), one.name or ""))
        return replace(first, moment=min(self.moment, other.moment))

    def _counts_for(self) -> date:
        named = date_in_name(self.name) if SOURCES[self.source].is_dated_by_name else None
        return min(named or self.day, self.day)


def deliver(settings: Settings, coming: Coming) -> None:
    """Let a delivery come, and land it with all else that waits."""
    if coming.name is not None:
        inbox = settings.inbox(coming.source)
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / coming.name).write_bytes(coming.content)
        land_all(settings, coming, steps.find(settings, coming.source))
    else:
        assert coming.request is not None
        page = Page(coming.request, 0, coming.day, coming.content)
        keep_answer(settings, SOURCES[coming.source], page, coming.moment)
        land_all(settings, coming, _answers_to_land(settings, coming))


def _answers_to_land(settings: Settings, coming: Coming) -> list[str]:
    if SOURCES[coming.source].module.contents_of(coming.content) is not Contents.RECORDS:
        return []
    return find_answers(settings, coming.source, coming.day, coming.moment)


def land_all(settings: Settings, coming: Coming, waiting: list[str]) -> None:
    """Land what was found, each file by the steps of a landing DAG."""
    for path in waiting:
        try:
            raw_file = steps.keep_raw(settings, coming.source, path, coming.day, coming.moment)
        except NothingToDo:
            continue
        for step in (steps.parse, steps.check, steps.accept):
            step(settings, coming.source, path, raw_file)
