"""Calls to a source that misbehaves: what is tried again, what is given up, what is told."""

from __future__ import annotations

import gzip
from datetime import timedelta
from email.utils import format_datetime

import pytest

from include.errors import ContractBroken, SourceUnavailable
from include.settings import utc_now
from include.sources.calls import Manners, get, pause_asked, seconds_asked
from tests.unit.sources.server import Reply, serving

GOOD = Reply(b"good")


def manners(waits: list[float], **choices: float) -> Manners:
    return Manners(timeout_seconds=choices.get("timeout_seconds", 5), sleep=waits.append)


@pytest.mark.parametrize(
    ("trouble", "waited"),
    [
        pytest.param(Reply(status=429, headers={"Retry-After": "7"}), 7, id="429 with seconds"),
        pytest.param(
            Reply(status=429, headers={"RateLimit": '"api";r=0;t=41'}), 41, id="429 rate limit"
        ),
        pytest.param(Reply(status=503, headers={"Retry-After": "soon"}), 2, id="503 odd header"),
        pytest.param(Reply(status=500), 2, id="500"),
        pytest.param(Reply(b"half an answer", cut_after=4), 2, id="cut connection"),
        pytest.param(Reply(hangs=True), 2, id="hang"),
    ],
)
def test_what_another_call_may_mend_is_called_again(trouble: Reply, waited: float) -> None:
    waits: list[float] = []
    with serving(lambda _, call: trouble if call == 1 else GOOD) as asked:
        answer = get(f"{asked.url}/x", manners(waits, timeout_seconds=0.2))
    assert answer.content == b"good"
    assert waits == [waited]


def test_waits_grow_and_end() -> None:
    waits: list[float] = []
    with (
        serving(lambda *_: Reply(status=503)) as asked,
        pytest.raises(SourceUnavailable, match="status 503"),
    ):
        get(f"{asked.url}/x", manners(waits))
    assert waits == [2, 4, 8]
    assert len(asked.paths) == 4


def test_silence_is_told_apart_from_a_broken_line() -> None:
    quick = Manners(timeout_seconds=0.1, attempts=1)
    hanging = serving(lambda *_: Reply(hangs=True))
    with hanging as asked, pytest.raises(SourceUnavailable, match="no answer in time"):
        get(f"{asked.url}/x", quick)


def test_a_source_that_asks_for_too_long_a_wait_is_left_to_a_later_run() -> None:
    waits: list[float] = []
    reply = Reply(status=503, headers={"Retry-After": "3600"})
    with (
        serving(lambda *_: reply) as asked,
        pytest.raises(SourceUnavailable, match="asks to wait 3600 s"),
    ):
        get(f"{asked.url}/x", manners(waits))
    assert waits == []


def test_a_date_to_wait_for_is_understood() -> None:
    date = format_datetime(utc_now() + timedelta(seconds=60), usegmt=True)
    assert 57 < (seconds_asked({"retry-after": date}) or 0) <= 60


@pytest.mark.parametrize("status", [400, 401, 404])
def test_what_no_call_can_mend_is_not_called_again(status: int) -> None:
    waits: list[float] = []
    with (
        serving(lambda *_: Reply(status=status)) as asked,
        pytest.raises(ContractBroken, match=f"status {status}"),
    ):
        get(f"{asked.url}/x", manners(waits))
    assert len(asked.paths) == 1


def test_nobody_there_is_unavailable() -> None:
    with serving(lambda *_: GOOD) as asked:
        gone = asked.url
    with pytest.raises(SourceUnavailable, match="connection that broke"):
        get(f"{gone}/x", manners([]))


def test_the_token_goes_to_the_source_and_into_no_error() -> None:
    with serving(lambda *_: Reply(status=403)) as asked, pytest.raises(ContractBroken) as raised:
        get(asked.url.replace("//", "//user:password@") + "/x", manners([]), token="hf_secret")
    assert "hf_secret" not in str(raised.value)
    assert "password" not in str(raised.value)


def test_the_token_is_a_bearer() -> None:
    with serving(lambda *_: GOOD) as asked:
        get(f"{asked.url}/x", manners([]), token="hf_secret")
    assert asked.tokens == ["Bearer hf_secret"]


def test_the_token_does_not_follow_to_another_host() -> None:
    with serving(lambda *_: GOOD) as other:
        away = Reply(status=302, headers={"Location": f"{other.url}/y"})
        with serving(lambda *_: away) as asked:
            get(f"{asked.url}/x", manners([]), token="hf_secret")
    assert other.tokens == [None]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"ratelimit": '"api";r=0;t=12'}, 12, id="newest draft"),
        pytest.param({"ratelimit": "limit=500, remaining=0, reset=30"}, 30, id="older draft"),
        pytest.param({"ratelimit-remaining": "0", "ratelimit-reset": "9"}, 9, id="three headers"),
        pytest.param({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "8"}, 8, id="x headers"),
        pytest.param({"ratelimit": '"api";r=3;t=12'}, 0, id="calls are left"),
        pytest.param({}, 0, id="no header"),
    ],
)
def test_the_rate_limit_says_how_long_to_pause(headers: dict[str, str], seconds: float) -> None:
    assert pause_asked(headers) == seconds


def test_an_answer_that_grows_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is its length after decompression, not that of what was sent."""
    monkeypatch.setattr("include.sources.calls._LARGEST_ANSWER_BYTES", 10_000_000)
    bomb = Reply(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})
    with (
        serving(lambda *_: bomb) as asked,
        pytest.raises(SourceUnavailable, match="more than 10,000,000 bytes"),
    ):
        get(f"{asked.url}/x", Manners(attempts=1))
