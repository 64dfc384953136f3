"""Calls over HTTP: time-outs on everything, growing waits, and errors that say if a retry helps."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import NoReturn

import httpx

from include.errors import ContractBroken, SourceUnavailable
from include.settings import Settings, utc_now

_AGENT = "paperhouse/0.1"
_LARGEST_ANSWER_BYTES = 200_000_000
_RETRIED = {408, 425, 429}
_REFUSED = {401, 403}
_WHOLE_ANSWER_FACTOR = 5


@dataclass(frozen=True)
class Answer:
    """A good answer (status 200): its bytes and its headers, names in lower case."""

    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Manners:
    """How to call a source.

    timeout_seconds: longest silence. attempts: calls of one request in all. first_wait_seconds:
    before the second call; doubled each time. longest_wait_seconds: a source that asks for more is
    left to a later run. sleep: waits, given in seconds; tests pass one that only notes them.
    """

    timeout_seconds: float = 120
    attempts: int = 4
    first_wait_seconds: float = 2
    longest_wait_seconds: float = 300
    sleep: Callable[[float], None] = time.sleep

    @classmethod
    def of(cls, settings: Settings) -> Manners:
        return cls(
            timeout_seconds=settings.request_timeout_seconds, attempts=settings.request_attempts
        )


class _Retry(Exception):
    """This call failed in a way that another may not. seconds: the wait that the source asks."""

    def __init__(self, found: str, seconds: float | None = None) -> None:
        super().__init__(found)
        self.seconds = seconds


def get(url: str, manners: Manners, *, token: str | None = None) -> Answer:
    """GET an address, again where another call may help.

    token: sent as a bearer token to this host alone; it is in no error and in no log.
    Raises SourceUnavailable for 429, 5xx, time-outs and cut connections that outlast the attempts,
    ContractBroken for every other status.
    """
    headers = {"User-Agent": _AGENT} | ({"Authorization": f"Bearer {token}"} if token else {})
    trouble = _Retry("no call at all")
    for attempt in range(manners.attempts):
        try:
            return _call(url, headers, manners.timeout_seconds)
        except _Retry as retry:
            trouble = retry
        wait = trouble.seconds
        if wait is None:
            wait = min(manners.first_wait_seconds * 2**attempt, manners.longest_wait_seconds)
        if attempt + 1 == manners.attempts or wait > manners.longest_wait_seconds:
            break
        manners.sleep(wait)
    asked = "" if trouble.seconds is None else f"; it asks to wait {trouble.seconds:.0f} s"
    raise SourceUnavailable(
        expected="an answer with status 200",
        found=f"{trouble}{asked}",
        where=shown(url),
        next_step="nothing: the task is tried again, and a later run catches up",
    )


def _call(url: str, headers: Mapping[str, str], timeout_seconds: float) -> Answer:
    with (
        _troubles(),
        httpx.Client(timeout=timeout_seconds, follow_redirects=True) as client,
        client.stream("GET", url, headers=dict(headers)) as answer,
    ):
        if answer.status_code != 200:
            _refuse(answer, url)
        longest = _WHOLE_ANSWER_FACTOR * timeout_seconds
        deadline = time.monotonic() + longest
        pieces, length = [], 0
        for piece in answer.iter_bytes():
            pieces.append(piece)
            length += len(piece)  # after decompression, in which an answer may grow
            if time.monotonic() > deadline:
                raise _Retry(f"an answer unfinished after {longest:.0f} s")
            if length > _LARGEST_ANSWER_BYTES:
                raise _Retry(f"an answer of more than {_LARGEST_ANSWER_BYTES:,} bytes")
        headers_seen = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(b"".join(pieces), headers_seen)


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise _Retry(f"no answer in time ({type(error).__name__})") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise _Retry(f"a connection that broke ({type(error).__name__})") from error


def _refuse(answer: httpx.Response, url: str) -> NoReturn:
    status = answer.status_code
    if status in _RETRIED or status >= 500:
        raise _Retry(f"status {status}", seconds_asked(answer.headers))
    token = "; check the token of the Airflow connection" if status in _REFUSED else ""
    raise ContractBroken(
        expected="an answer with status 200",
        found=f"status {status}",
        where=shown(url),
        next_step=f"open the address in a browser, and compare it with the settings{token}",
    )


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """How long a refusal asks to wait: Retry-After in seconds or as a date, else the rate limit."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if text:
        try:
            return max(0.0, (parsedate_to_datetime(text) - utc_now()).total_seconds())
        except (TypeError, ValueError):
            pass  # not a date either: the rate limit may say it
    return _rate_limit(headers)[1]


def pause_asked(headers: Mapping[str, str]) -> float:
    """How long to wait before the next request after a good answer: 0 while calls are left."""
    remaining, reset = _rate_limit(headers)
    return reset if remaining == 0 and reset is not None else 0.0


def _rate_limit(headers: Mapping[str, str]) -> tuple[int | None, float | None]:
    """Calls left and seconds until there are more, from whichever rate limit header is there."""
    combined = headers.get("ratelimit", "")
    remaining = re.search(r"\b(?:r|remaining)=(\d+)", combined)
    reset = re.search(r"\b(?:t|reset)=(\d+)", combined)
    found = [remaining[1] if remaining else "", reset[1] if reset else ""]
    for place, name in enumerate(("remaining", "reset")):
        for prefix in ("ratelimit-", "x-ratelimit-"):
            found[place] = found[place] or headers.get(prefix + name, "").strip()
    left, seconds = (text if text.isdigit() else None for text in found)
    return (int(left) if left else None), (float(seconds) if seconds else None)


def shown(url: str) -> str:
    """An address as errors may show it: without user and password."""
    return re.sub(r"(?<=//)[^/@]*@", "", url)
