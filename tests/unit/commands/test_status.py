"""`make status` tells a person what stands, what is pinned, what is late and what went wrong."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest

from include import ledger
from include.alerting.incidents import tell_once
from include.commands import status
from include.errors import ContractBroken
from include.files import write_bytes, write_json
from include.release.pin import pin, pin_file, unpin_release
from include.release.releases import point_current_at
from include.settings import Settings, utc_now
from tests.unit.release.releases import bare_release


@pytest.fixture
def shown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shown:
    monkeypatch.setenv("PAPERHOUSE_HOME", str(settings.home))
    return Shown(capsys)


class Shown:
    """Runs the command; its exit code, and what it printed by the word a line begins with."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.exit_code = -1

    def line(self, word: str) -> str:
        self.exit_code = status.main()
        lines = self._capsys.readouterr().out.splitlines()
        return next((line[14:] for line in lines if line[:14].strip() == word), "")


def landed(settings: Settings, source: str, day: date) -> None:
    write_bytes(settings.landing(source) / f"delivery_date={day.isoformat()}" / "k.parquet", b"x")


def test_an_empty_house_says_what_to_do(shown: Shown) -> None:
    assert shown.line("release") == "none yet; `make run` makes one"
    assert shown.line("last failure") == "none"
    assert shown.line("runs now") == "nothing"
    assert (shown.line("pinned"), shown.line("incident"), shown.exit_code) == ("", "", 0)


def test_a_pinned_release_is_shown_until_it_is_unpinned(settings: Settings, shown: Shown) -> None:
    older, newer = (bare_release(settings, name) for name in ("r1", "r2"))
    point_current_at(settings, newer)
    assert shown.line("pinned") == ""
    point_current_at(settings, older)
    pin(settings, older.name)
    assert shown.line("pinned") == "r1: nothing is published until unpin_release runs"
    assert shown.line("release").startswith("r1, ")
    unpin_release(settings)
    assert shown.line("pinned") == ""
    assert shown.exit_code == 0


def test_a_pin_that_cannot_be_read_is_told(settings: Settings, shown: Shown) -> None:
    point_current_at(settings, bare_release(settings, "r1"))
    pin_file(settings).write_text("{")
    assert "pinned.json" in shown.line("release")
    assert shown.exit_code == 1


def test_a_pointer_that_leads_nowhere_is_told(settings: Settings, shown: Shown) -> None:
    release = bare_release(settings, "r1")
    point_current_at(settings, release)
    release.rename(settings.home / "gone")
    assert "pointer `current`" in shown.line("release")
    assert shown.exit_code == 1


@pytest.mark.parametrize(
    ("days", "told"), [(0, "fresh"), (6, "late"), (30, "silent")], ids=["fresh", "late", "silent"]
)
def test_freshness_is_that_of_now(settings: Settings, shown: Shown, days: int, told: str) -> None:
    newest = utc_now().date() - timedelta(days=days)
    landed(settings, "hf_daily", newest)
    assert shown.line("freshness").startswith(f"hf_daily: {told}, newest day {newest} (")


def test_the_last_failure_is_shown_with_its_reason(settings: Settings, shown: Shown) -> None:
    with pytest.raises(ContractBroken), ledger.step(settings, "parse hf_pages", "d1"):
        raise ContractBroken(expected="a date", found="none", where="x", next_step="add it")
    assert shown.line("last failure").startswith("parse hf_pages, ")


def test_what_was_killed_is_told_apart_from_what_runs(settings: Settings, shown: Shown) -> None:
    running = settings.ledger / ".running"
    head = {"step": "publish", "subject": "b1", "started_at": utc_now()}
    write_json(running / "1.json", head | {"pid": os.getpid()})
    assert shown.line("runs now").startswith("publish of b1, begun ")
    write_json(running / "1.json", head | {"pid": 2**22 + 1})
    assert shown.line("interrupted").startswith("publish of b1, begun ")


def test_open_incidents_are_shown(settings: Settings, shown: Shown) -> None:
    tell_once(settings, "build.gate", "closed", {"text": "a gate is closed \x1b[2J"})
    assert shown.line("incident").endswith("a gate is closed \\x1b[2J")
