"""A source is late, then silent, by the newest day it delivered and not by when that came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from include import ledger
from include.errors import SourceSilent
from include.files import write_bytes
from include.landing.layout import newest_landed_day
from include.ledger import NothingToDo
from include.quality.freshness import Status, check_freshness, freshness_now, freshness_of
from include.settings import FreshnessLimits, Settings

_DAY = date(2026, 3, 11)
_END = datetime(2026, 3, 12, tzinfo=UTC)


def land(settings: Settings, source: str, day: date) -> None:
    write_bytes(settings.landing(source) / f"delivery_date={day.isoformat()}" / "k.parquet", b"x")


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(days=-1), Status.FRESH),
        (timedelta(days=4), Status.FRESH),
        (timedelta(days=4, seconds=1), Status.LATE),
        (timedelta(days=7), Status.LATE),
        (timedelta(days=7, seconds=1), Status.SILENT),
    ],
    ids=["that day", "at the first limit", "past it", "at the second", "past it as well"],
)
def test_an_age_is_held_against_both_limits(
    settings: Settings, age: timedelta, status: Status
) -> None:
    found = freshness_of(settings, "hf_daily", _DAY, _END + age)
    assert found.status is status
    assert found.age_days == max(0.0, age / timedelta(days=1))


def test_a_source_of_the_inbox_may_stay_silent(settings: Settings) -> None:
    found = freshness_of(settings, "hf_pages", _DAY, _END + timedelta(days=999))
    assert (found.status, found.limits) == (Status.UNLIMITED, "may stay silent")


def test_a_backfill_of_old_days_makes_no_source_fresh(settings: Settings) -> None:
    land(settings, "hf_daily", _DAY)
    land(settings, "hf_daily", date(2023, 5, 4))
    assert newest_landed_day(settings, "hf_daily") == _DAY
    (found,) = freshness_now(settings, _END + timedelta(days=30))
    assert (found.source, found.status) == ("hf_daily", Status.SILENT)


def test_an_emptied_day_is_not_the_newest(settings: Settings) -> None:
    land(settings, "hf_daily", _DAY)
    (settings.landing("hf_daily") / "delivery_date=2026-04-01").mkdir()
    (settings.landing("hf_daily") / ".pending").mkdir()
    assert newest_landed_day(settings, "hf_daily") == _DAY


def test_silence_is_refused_in_words_that_stay_the_same(settings: Settings) -> None:
    land(settings, "hf_daily", _DAY)
    told = set()
    for days in (8, 9):
        with pytest.raises(SourceSilent, match="counts for 2026-03-11") as refused:
            check_freshness(settings, "hf_daily", _END + timedelta(days=days))
        told.add(str(refused.value))
    assert len(told) == 1
    assert [one["outcome"] for one in ledger.entries(settings, "step")] == ["refused", "refused"]


def test_lateness_is_told_and_fails_nothing(settings: Settings) -> None:
    land(settings, "hf_daily", _DAY)
    told = check_freshness(settings, "hf_daily", _END + timedelta(days=5))
    assert told.startswith("hf_daily is late: newest day 2026-03-11")


def test_there_is_nothing_to_check_without_limits_or_deliveries(settings: Settings) -> None:
    land(settings, "hf_pages", _DAY)
    for source, reason in (("hf_pages", "may stay silent"), ("hf_daily", "never landed")):
        with pytest.raises(NothingToDo, match=reason):
            check_freshness(settings, source, _END + timedelta(days=99))


def test_a_source_of_the_inbox_can_be_given_limits(settings: Settings) -> None:
    land(settings, "hf_pages", _DAY)
    limited = replace(settings, freshness=(FreshnessLimits("hf_pages", 1, 2),))
    with pytest.raises(SourceSilent):
        check_freshness(limited, "hf_pages", _END + timedelta(days=3))
