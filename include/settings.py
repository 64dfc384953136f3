"""Every path and every choice, read once from PAPERHOUSE_* variables."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote

PROJECT = Path(__file__).resolve().parent.parent


class _Variables:
    """Variables as the kinds of value they stand for; an empty one counts as not set."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    def text(self, name: str, default: str) -> str:
        return self._given.get(name, "").strip() or default

    def number(self, name: str, default: int, least: int = 0) -> int:
        text = self.text(name, str(default))
        if not text.isdecimal() or int(text) < least:
            raise ValueError(f"{name} must be a whole number from {least}, but is {text!r}")
        return int(text)

    def day(self, name: str, default: date) -> date:
        text = self.text(name, default.isoformat())
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"{name} must be a date like 2026-01-31, but is {text!r}") from error

    def freshness(
        self, name: str, default: tuple[FreshnessLimits, ...]
    ) -> tuple[FreshnessLimits, ...]:
        words = self.text(name, "").split()
        if not words:
            return default
        if words == ["none"]:
            return ()
        found = []
        for word in words:
            given = _FRESHNESS.fullmatch(word)
            if given is None or int(given["late"]) > int(given["silent"]):
                raise ValueError(
                    f"{name} must hold words like hf_daily:4:7 (source, days until it is late,"
                    f" days until it is silent) or none, but holds {word!r}"
                )
            found.append(FreshnessLimits(given["source"], int(given["late"]), int(given["silent"])))
        return tuple(found)


@dataclass(frozen=True)
class FreshnessLimits:
    """How many days a source may deliver nothing: until it is late, until it counts as silent."""

    source: str
    late_after_days: int
    silent_after_days: int


# Over a weekend neither lists anything, and over Christmas arXiv announces nothing for five days.
_DAILY_SOURCES = (FreshnessLimits("hf_daily", 4, 7), FreshnessLimits("arxiv_oai", 4, 7))
_FRESHNESS = re.compile(r"(?P<source>[a-z_]+):(?P<late>\d{1,4}):(?P<silent>\d{1,4})")


_SECRET_NAME = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY$|^AIRFLOW_CONN_|SQL_ALCHEMY_CONN")
_ADDRESS_WITH_PASSWORD = re.compile(r"[a-z+0-9]+://[^/@:]*:([^/@]+)@")
# Shorter values are words that stand in any text.
_SHORTEST_SECRET = 6


@dataclass(frozen=True)
class Settings:
    """Where things are and how much of the machine a build may use.

    home: folder of all zones. retries: attempts after the first, for Airflow tasks.
    threads: DuckDB and dbt threads. memory_limit: DuckDB's own limit, as DuckDB writes it.
    quiet_seconds: how long a dropped file must lie unchanged before it counts as complete.
    kept_releases: releases that retention leaves beside pinned ones.
    lock_patience_seconds: how long to wait for another process at the same work.
    hf_daily_url, arxiv_oai_url: addresses of the sources, so that a mirror can stand in.
    hf_daily_start, arxiv_oai_start: first day that a daily source catches up from.
    arxiv_sets: arXiv's names of the sets that are harvested.
    request_timeout_seconds: of one silence of a source; a whole answer may take five times as
    long. request_attempts: calls of one request within one task. arxiv_gap_seconds: between two
    requests to arXiv, over all tasks.
    freshness: limits of the sources that have to deliver; one without them may stay silent.
    deadline_minutes: how long a DAG run may take before that is told; 0 for no such limit.
    alert_webhook: address that alerts are posted to; holds a secret. alert_smtp: address of a mail
    server as in smtp://user:password@host:587, or smtps://; holds a secret. alert_mail_to, _from:
    whom alerts are sent to by mail, and as whom. None of them set: the log alone is told.
    """

    home: Path
    retries: int = 2
    threads: int = 2
    memory_limit: str = "2500MB"
    quiet_seconds: int = 10
    kept_releases: int = 7
    lock_patience_seconds: int = 60
    hf_daily_url: str = "https://huggingface.co"
    hf_daily_start: date = date(2023, 5, 4)
    arxiv_oai_url: str = "https://oaipmh.arxiv.org/oai"
    arxiv_oai_start: date = date(2026, 1, 1)
    arxiv_sets: tuple[str, ...] = ("cs:cs:CL", "cs:cs:LG", "cs:cs:CV", "cs:cs:AI")
    request_timeout_seconds: int = 120
    request_attempts: int = 4
    arxiv_gap_seconds: int = 3
    freshness: tuple[FreshnessLimits, ...] = _DAILY_SOURCES
    deadline_minutes: int = 180
    alert_webhook: str | None = field(default=None, repr=False)
    alert_smtp: str | None = field(default=None, repr=False)
    alert_mail_to: str | None = None
    alert_mail_from: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from PAPERHOUSE_* variables; what is not set keeps its default.

        Raises ValueError, naming the variable, where a number or a date is not one, or too small.
        """
        given = _Variables(os.environ if environment is None else environment)
        return cls(
            home=Path(given.text("PAPERHOUSE_HOME", str(PROJECT / "data"))).expanduser().resolve(),
            retries=given.number("PAPERHOUSE_RETRIES", cls.retries),
            threads=given.number("PAPERHOUSE_THREADS", cls.threads, least=1),
            memory_limit=given.text("PAPERHOUSE_MEMORY_LIMIT", cls.memory_limit),
            quiet_seconds=given.number("PAPERHOUSE_QUIET_SECONDS", cls.quiet_seconds),
            lock_patience_seconds=given.number(
                "PAPERHOUSE_LOCK_PATIENCE_SECONDS", cls.lock_patience_seconds
            ),
            kept_releases=given.number("PAPERHOUSE_KEPT_RELEASES", cls.kept_releases, least=1),
            hf_daily_url=given.text("PAPERHOUSE_HF_DAILY_URL", cls.hf_daily_url).rstrip("/"),
            hf_daily_start=given.day("PAPERHOUSE_HF_DAILY_START", cls.hf_daily_start),
            arxiv_oai_url=given.text("PAPERHOUSE_ARXIV_OAI_URL", cls.arxiv_oai_url).rstrip("/"),
            arxiv_oai_start=given.day("PAPERHOUSE_ARXIV_OAI_START", cls.arxiv_oai_start),
            arxiv_sets=tuple(given.text("PAPERHOUSE_ARXIV_SETS", "").split()) or cls.arxiv_sets,
            request_timeout_seconds=given.number(
                "PAPERHOUSE_REQUEST_TIMEOUT_SECONDS", cls.request_timeout_seconds, least=1
            ),
            request_attempts=given.number(
                "PAPERHOUSE_REQUEST_ATTEMPTS", cls.request_attempts, least=1
            ),
            arxiv_gap_seconds=given.number("PAPERHOUSE_ARXIV_GAP_SECONDS", cls.arxiv_gap_seconds),
            freshness=given.freshness("PAPERHOUSE_FRESHNESS_DAYS", cls.freshness),
            deadline_minutes=given.number(
                "PAPERHOUSE_DEADLINE_MINUTES", cls.deadline_minutes, least=0
            ),
            alert_webhook=given.text("PAPERHOUSE_ALERT_WEBHOOK", "") or None,
            alert_smtp=given.text("PAPERHOUSE_ALERT_SMTP", "") or None,
            alert_mail_to=given.text("PAPERHOUSE_ALERT_MAIL_TO", "") or None,
            alert_mail_from=given.text("PAPERHOUSE_ALERT_MAIL_FROM", "") or None,
        )

    def inbox(self, source: str) -> Path:
        return self.home / "inbox" / source

    def raw(self, source: str) -> Path:
        return self.home / "raw" / source

    def landing(self, source: str) -> Path:
        return self.home / "landing" / source

    def pending(self, source: str) -> Path:
        return self.landing(source) / ".pending"

    def quarantine(self, source: str) -> Path:
        return self.home / "quarantine" / source

    @property
    def locks(self) -> Path:
        return self.home / ".locks"

    @property
    def cache(self) -> Path:
        return self.home / "cache"

    @property
    def builds(self) -> Path:
        return self.home / "builds"

    @property
    def ledger(self) -> Path:
        return self.home / "ledger"

    @property
    def releases(self) -> Path:
        return self.home / "releases"

    @property
    def current(self) -> Path:
        return self.home / "current"

    @property
    def dbt_project(self) -> Path:
        return PROJECT / "dbt_project"

    @property
    def sample_feed(self) -> Path:
        return PROJECT / "include" / "sample_feed" / "hf_papers_sample.txt"


def secrets_of(settings: Settings, environment: Mapping[str, str] | None = None) -> list[str]:
    """What may appear nowhere, longest first.

    Receivers' addresses, and the values of variables whose names say that they are secret, with
    the passwords inside them.
    """
    found = {settings.alert_webhook or "", settings.alert_smtp or ""}
    for name, value in (os.environ if environment is None else environment).items():
        if _SECRET_NAME.search(name):
            found.add(value)
    found |= {part for address in found for part in _parts_of(address)}
    return sorted((one for one in found if len(one) >= _SHORTEST_SECRET), key=len, reverse=True)


def _parts_of(address: str) -> set[str]:
    """Password, and the last part of the path, of an address that holds them."""
    given = _ADDRESS_WITH_PASSWORD.match(address)
    password = {given[1], unquote(given[1])} if given else set[str]()
    webhook = {address.rpartition("/")[2]} if address.startswith("http") else set[str]()
    return password | webhook


def utc_now() -> datetime:
    """The one clock of the project: the present moment in UTC."""
    return datetime.now(UTC)
