"""Every path and every choice, read once from PAPERHOUSE_* variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things are and how much of the machine a build may use.

    home: folder of all zones. retries: attempts after the first, for Airflow tasks.
    threads: DuckDB and dbt threads. memory_limit: DuckDB's own limit, as DuckDB writes it.
    quiet_seconds: how long a dropped file must lie unchanged before it counts as complete.
    kept_releases: releases that retention leaves beside pinned ones.
    alert_webhook: address that failures are posted to, None for the log alone; holds a secret.
    """

    home: Path
    retries: int = 2
    threads: int = 2
    memory_limit: str = "2500MB"
    quiet_seconds: int = 10
    kept_releases: int = 7
    alert_webhook: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from PAPERHOUSE_* variables; what is not set keeps its default.

        Raises ValueError, naming the variable, where a number is not one.
        """
        given = os.environ if environment is None else environment

        def number(name: str, default: int) -> int:
            text = given.get(name, "").strip() or str(default)
            if not text.isdigit():
                raise ValueError(f"{name} must be a whole number, but is {text!r}")
            return int(text)

        return cls(
            home=Path(given.get("PAPERHOUSE_HOME") or PROJECT / "data").expanduser().resolve(),
            retries=number("PAPERHOUSE_RETRIES", cls.retries),
            threads=number("PAPERHOUSE_THREADS", cls.threads),
            memory_limit=given.get("PAPERHOUSE_MEMORY_LIMIT") or cls.memory_limit,
            quiet_seconds=number("PAPERHOUSE_QUIET_SECONDS", cls.quiet_seconds),
            kept_releases=number("PAPERHOUSE_KEPT_RELEASES", cls.kept_releases),
            alert_webhook=given.get("PAPERHOUSE_ALERT_WEBHOOK", "").strip() or None,
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


def utc_now() -> datetime:
    """The one clock of the project: the present moment in UTC."""
    return datetime.now(UTC)
