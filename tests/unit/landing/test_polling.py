"""Polls: every answer kept as it came, empty ones not landed, cut ones asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from include.commands import status
from include.errors import ContractBroken, SourceUnavailable
from include.files import write_json
from include.landing import polling, steps
from include.landing.delivery import Delivery
from include.landing.layout import landing_files
from include.landing.outages import unanswered_days
from include.landing.polling import catch_up, find_answers, poll
from include.landing.raw import keep_answer
from include.settings import PROJECT, Settings, utc_now
from include.sources.answers import Page
from include.sources.calls import Manners
from include.sources.catalog import HF_DAILY
from tests.unit.sources.parsing import DAY, MOMENT
from tests.unit.sources.server import Reply, serving

TWO = (PROJECT / "tests" / "fixtures" / "hf_daily" / "two_papers.json").read_bytes()
NIGHT = time(2, 0, tzinfo=UTC)
REQUEST = "GET /api/daily_papers?date=2026-03-11&p=0&limit=100"


def polled(
    settings: Settings, *replies: Reply, day: date = DAY, moment: datetime = MOMENT
) -> list[str]:
    """Poll the daily list from a server that gives these replies in turn."""
    with serving(lambda _, call: replies[call - 1]) as asked:
        house = replace(settings, hf_daily_url=asked.url)
        manners = Manners(timeout_seconds=5, attempts=1, sleep=lambda _: None)
        return poll(house, "hf_daily", day, "daily", moment, manners=manners)


def landed(settings: Settings, raw_file: str) -> Path:
    for step in (steps.parse, steps.check):
        step(settings, "hf_daily", raw_file, raw_file)
    return Path(steps.accept(settings, "hf_daily", raw_file, raw_file))


def test_an_answer_is_kept_as_it_came_with_how_it_came(settings: Settings) -> None:
    (raw_file,) = polled(settings, Reply(TWO))
    assert Path(raw_file).read_bytes() == TWO
    delivery = Delivery.read_sidecar(Path(raw_file))
    assert (delivery.request, delivery.page) == (REQUEST, 0)
    assert (delivery.logical_date, delivery.delivered_at) == (DAY, MOMENT)
    assert delivery.original_name is None


@pytest.mark.parametrize(
    "other",
    [
        Page(REQUEST, 0, DAY, b"[2]"),
        Page(REQUEST.replace("p=0", "p=1"), 0, DAY, b"[1]"),
        Page(REQUEST, 0, DAY + timedelta(days=1), b"[1]"),
    ],
    ids=["other bytes", "another request", "another day"],
)
def test_request_day_and_bytes_name_an_answer(settings: Settings, other: Page) -> None:
    pages = [Page(REQUEST, 0, DAY, b"[1]"), other]
    assert len({keep_answer(settings, HF_DAILY, page, MOMENT).stem for page in pages}) == 2


def test_the_same_answer_again_changes_nothing(settings: Settings) -> None:
    (first,) = polled(settings, Reply(TWO))
    later = MOMENT + timedelta(days=40)
    assert polled(settings, Reply(TWO), moment=later) == [first]
    assert Delivery.read_sidecar(Path(first)).delivered_at == MOMENT


def test_another_answer_for_an_old_day_is_a_measurement_of_its_own(settings: Settings) -> None:
    polled(settings, Reply(TWO))
    later = MOMENT + timedelta(days=40)
    (second,) = polled(settings, Reply(TWO.replace(b'"upvotes": 3', b'"upvotes": 9')), moment=later)
    delivery = Delivery.read_sidecar(Path(second))
    assert (delivery.logical_date, delivery.delivered_at) == (DAY, later)
    assert len(find_answers(settings, "hf_daily", DAY, later)) == 2


def test_an_empty_answer_is_kept_and_not_landed(settings: Settings) -> None:
    (raw_file,) = polled(settings, Reply(b"[]"))
    assert Path(raw_file).read_bytes() == b"[]"
    assert find_answers(settings, "hf_daily", DAY, MOMENT) == []


def test_half_a_document_is_kept_reported_and_asked_for_again(settings: Settings) -> None:
    with pytest.raises(SourceUnavailable, match="ends too early"):
        polled(settings, Reply(TWO[:500]))
    assert len(list((settings.quarantine("hf_daily")).glob("*.json"))) == 1
    assert find_answers(settings, "hf_daily", DAY, MOMENT) == []
    (whole,) = polled(settings, Reply(TWO))
    assert find_answers(settings, "hf_daily", DAY, MOMENT) == [whole]


def test_what_has_landed_waits_no_more(settings: Settings) -> None:
    (raw_file,) = polled(settings, Reply(TWO))
    landed(settings, raw_file)
    assert find_answers(settings, "hf_daily", DAY, MOMENT) == []


def test_the_newest_run_lands_what_an_outage_left_behind(settings: Settings) -> None:
    (left,) = polled(settings, Reply(TWO), day=DAY - timedelta(days=30))
    assert find_answers(settings, "hf_daily", DAY, MOMENT) == [left]


def test_a_backfill_looks_at_its_own_day_only(settings: Settings) -> None:
    old = DAY - timedelta(days=30)
    (mine,) = polled(settings, Reply(TWO), day=old)
    polled(settings, Reply(TWO))
    assert find_answers(settings, "hf_daily", old, MOMENT) == [mine]


def run_of_a_day(settings: Settings, day: date, url: str) -> list[Path]:
    """What the daily run for one day does, on the day after it; the landing files it makes."""
    house, moment = replace(settings, hf_daily_url=url), datetime.combine(day, NIGHT)
    asked = (house, "hf_daily", day, "daily", moment + timedelta(days=1))
    manners = Manners(timeout_seconds=5, attempts=2, sleep=lambda _: None)
    polling.poll(*asked, manners=manners)
    polling.catch_up(*asked, manners=manners)
    return [landed(house, raw_file) for raw_file in find_answers(house, "hf_daily", day, asked[-1])]


def list_of(path: str) -> Reply:
    """A list of its own for the day that is asked for."""
    (day,) = parse_qs(urlsplit(path).query)["date"]
    return Reply(TWO.replace(b'"upvotes": 3', f'"upvotes": {int(day[-2:])}'.encode()))


def test_three_days_on_which_the_source_is_down_are_reported_and_caught_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [DAY + timedelta(days=number) for number in range(5)]
    with serving(lambda path, _: list_of(path)) as up:
        assert len(run_of_a_day(settings, days[0], up.url)) == 1
    with serving(lambda *_: Reply(status=503)) as down:
        for day in days[1:4]:
            with pytest.raises(SourceUnavailable, match=r"status 503.*a later run catches up"):
                run_of_a_day(settings, day, down.url)
            monkeypatch.setenv("PAPERHOUSE_HOME", str(settings.home))
            status.main()
            assert "last failure  poll hf_daily" in (told := capsys.readouterr().out)
            assert "status 503" in told
        assert len(down.paths) == 3 * 2
    with serving(lambda path, _: list_of(path)) as up:
        assert len(run_of_a_day(settings, days[4], up.url)) == 4
        assert len(up.paths) == 4
    assert sorted(path.parent.name for path in landing_files(settings, "hf_daily").values()) == [
        f"delivery_date={day}" for day in days
    ]
    assert unanswered_days(settings, "hf_daily", "daily", MOMENT) == []


def test_a_backfill_does_not_ask_for_what_other_days_owe(settings: Settings) -> None:
    with serving(lambda *_: Reply(status=503)) as down, pytest.raises(SourceUnavailable):
        run_of_a_day(settings, DAY, down.url)
    old = DAY - timedelta(days=30)
    assert catch_up(settings, "hf_daily", old, "daily", utc_now()) == []
    assert unanswered_days(settings, "hf_daily", "daily", utc_now()) == [DAY]
    assert unanswered_days(settings, "hf_daily", "trending", utc_now()) == []


def test_a_refusal_that_no_other_try_can_help_is_not_asked_again(settings: Settings) -> None:
    with serving(lambda *_: Reply(status=404)) as wrong, pytest.raises(ContractBroken):
        run_of_a_day(settings, DAY, wrong.url)
    assert unanswered_days(settings, "hf_daily", "daily", utc_now()) == []


def test_a_poll_whose_process_was_killed_is_asked_again(settings: Settings) -> None:
    begun = {"step": "poll hf_daily", "subject": f"daily of {DAY}", "pid": 2**22 + 1}
    write_json(settings.ledger / ".running" / "one.json", begun | {"entry_id": "one"})
    assert unanswered_days(settings, "hf_daily", "daily", utc_now()) == [DAY]


def test_the_token_is_in_no_file(settings: Settings) -> None:
    with serving(lambda *_: Reply(TWO)) as asked:
        house = replace(settings, hf_daily_url=asked.url)
        poll(house, "hf_daily", DAY, "daily", MOMENT, token="hf_secret")
    assert asked.tokens == ["Bearer hf_secret"]
    written = [path for path in settings.home.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if b"hf_secret" in path.read_bytes()]
