"""Days on which a source was down: what the ledger says of them, so that a later run asks again.

A scheduler does not run a failed day again by itself. The ledger holds every poll, so that nothing
else has to remember which days are owed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from include import ledger
from include.errors import SourceUnavailable
from include.settings import Settings

# An outage of longer than this is for a person, who has been told every day.
_LONGEST_OUTAGE = timedelta(days=31)
_ANSWERED = ("done", "nothing to do")


def poll_step(source: str) -> str:
    """The name of a poll in the ledger."""
    return f"poll {source}"


def poll_subject(day: date, part: str) -> str:
    """What a poll in the ledger was for."""
    return f"{part} of {day}"


def unanswered_days(settings: Settings, source: str, part: str, moment: datetime) -> list[date]:
    """Days that a source was asked for and did not answer, then or since, oldest first.

    A refusal that no other try can help is left out, as is what was asked more than 31 days before
    `moment`. A poll whose process was killed counts as not answered.
    """
    asked = ledger.entries_since(settings, "step", moment - _LONGEST_OUTAGE)
    asked += [one for one in ledger.running_steps(settings) if not one["is_alive"]]
    polls = [one for one in asked if one["step"] == poll_step(source)]
    owed, answered = set(), set()
    for one in polls:
        asked_part, _, day = one["subject"].rpartition(" of ")
        if asked_part != part:
            continue
        if one.get("outcome") in _ANSWERED:
            answered.add(day)
        elif one.get("error_type", SourceUnavailable.__name__) == SourceUnavailable.__name__:
            owed.add(day)
    return [date.fromisoformat(day) for day in sorted(owed - answered)]
