"""The ledger keeps one entry per step, whatever became of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from include import ledger
from include.errors import ContractBroken
from include.files import write_json
from include.settings import Settings, utc_now


def _refusal() -> ContractBroken:
    return ContractBroken(expected="x", found="y", where="z", next_step="w")


def test_a_step_that_ends_well_is_done(settings: Settings) -> None:
    with ledger.step(settings, "parse hf_pages", "key") as note:
        note.text, note.counts = "3 papers", {"papers": 3}

    (entry,) = ledger.entries(settings, "step")
    assert (entry["step"], entry["subject"], entry["outcome"]) == ("parse hf_pages", "key", "done")
    assert (entry["text"], entry["counts"], entry["error"]) == ("3 papers", {"papers": 3}, "")
    assert ledger.instant(entry["started_at"]) <= ledger.instant(entry["ended_at"])
    assert entry["pid"] == os.getpid()


@pytest.mark.parametrize(
    ("error", "outcome", "text", "error_text"),
    [
        pytest.param(ledger.NothingToDo("same"), "nothing to do", "same", "", id="nothing to do"),
        pytest.param(_refusal(), "refused", "half", str(_refusal()), id="an error of ours"),
        pytest.param(OSError("disk"), "failed", "half", "OSError: disk", id="any other error"),
        pytest.param(
            KeyboardInterrupt(), "failed", "half", "KeyboardInterrupt: ", id="ended by hand"
        ),
    ],
)
def test_a_step_that_ends_otherwise_says_how_and_lets_the_error_through(
    settings: Settings, error: BaseException, outcome: str, text: str, error_text: str
) -> None:
    def work() -> None:
        with ledger.step(settings, "work", "it") as note:
            note.text = "half"
            raise error

    with pytest.raises(type(error)):
        work()

    (entry,) = ledger.entries(settings, "step")
    assert (entry["outcome"], entry["text"], entry["error"]) == (outcome, text, error_text)


def test_a_step_shows_as_running_only_while_it_runs(settings: Settings) -> None:
    with ledger.step(settings, "work", "it"):
        (running,) = ledger.running_steps(settings)
        assert (running["step"], running["is_alive"]) == ("work", True)
        assert ledger.entries(settings, "step") == []

    assert ledger.running_steps(settings) == []


def test_a_step_that_was_killed_shows_as_not_alive(settings: Settings) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    left = {"step": "parse", "subject": "x", "started_at": utc_now(), "pid": ended.pid}
    write_json(settings.ledger / ".running" / "left.json", left)

    (running,) = ledger.running_steps(settings)
    assert not running["is_alive"]


def test_entries_come_by_kind_oldest_first_over_days(settings: Settings) -> None:
    first = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    for minutes in (2, 0, 1):
        entry_id = ledger.new_entry_id(first + timedelta(minutes=minutes))
        ledger.record(settings, "gate", entry_id, {"minutes": minutes})
    ledger.record(settings, "step", ledger.new_entry_id(first), {"minutes": 9})

    assert [one["minutes"] for one in ledger.entries(settings, "gate")] == [0, 1, 2]
    assert ledger.entries(settings, "publication") == []


def test_entries_since_a_moment_leave_out_the_earlier_ones(settings: Settings) -> None:
    noon = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
    for hours in (-24, -1, 0, 1, 24):
        entry_id = ledger.new_entry_id(noon + timedelta(hours=hours))
        ledger.record(settings, "step", entry_id, {"hours": hours})

    found = ledger.entries_since(settings, "step", noon)
    assert [one["hours"] for one in found] == [0, 1, 24]


def test_two_entries_of_one_moment_stand_apart(settings: Settings) -> None:
    moment = utc_now()
    for _ in range(2):
        ledger.record(settings, "gate", ledger.new_entry_id(moment), {})

    assert len(ledger.entries(settings, "gate")) == 2


@pytest.mark.parametrize("change", [("{", "["), ("two", "one")], ids=["no JSON", "a word"])
def test_a_damaged_entry_is_named_and_left_out(settings: Settings, change: tuple[str, str]) -> None:
    for text in ("one", "two"):
        ledger.record(settings, "step", ledger.new_entry_id(utc_now()), {"text": text})
    path = max(settings.ledger.glob("*-*-*/*.json"))
    path.write_text(path.read_text().replace(*change))

    assert [one["text"] for one in ledger.entries(settings, "step")] == ["one"]
    assert ledger.damaged_entries(settings) == [path]
