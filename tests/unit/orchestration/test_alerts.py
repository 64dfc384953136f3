"""What Airflow's callbacks make of a failure, a success and a missed deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from include.orchestration.alerts import alert_of_failure, alert_of_missed_deadline, end_incident
from include.orchestration.deadlines import deadline
from include.orchestration.defaults import default_args
from include.settings import Settings
from tests.receiver import Receiver, receiving


@pytest.fixture(autouse=True)
def receiver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that the house of this test tells."""
    with receiving() as opened:
        monkeypatch.setenv("PAPERHOUSE_HOME", str(settings.home))
        monkeypatch.setenv("PAPERHOUSE_ALERT_WEBHOOK", opened.address)
        yield opened


def failure(error: Exception | None = None, map_index: int = -1) -> dict[str, Any]:
    """The context that Airflow gives a callback."""
    task = SimpleNamespace(
        dag_id="build_warehouse", task_id="marts_gate", run_id="one", map_index=map_index
    )
    return {"task_instance": task, "exception": error}


def late(run_type: str = "manual") -> dict[str, Any]:
    """The context that Airflow gives a missed deadline."""
    run = {"dag_id": "land_jsonl", "dag_run_id": "r1", "run_type": run_type, "state": "running"}
    return {"dag_run": run}


def test_a_failure_is_told_with_its_reason(receiver: Receiver) -> None:
    alert_of_failure(failure(ValueError("a key twice"), map_index=3))
    (alert,) = receiver.received
    assert alert["text"] == "Paperhouse: build_warehouse.marts_gate failed. a key twice"
    assert (alert["map_index"], alert["runbook"][-15:]) == (3, "build_warehouse")


def test_a_failure_without_a_reason_says_so(receiver: Receiver) -> None:
    alert_of_failure(failure())
    assert receiver.received[0]["error"] == "no reason given"


def test_a_long_error_is_cut(receiver: Receiver) -> None:
    alert_of_failure(failure(ValueError("x" * 1_000_000)))
    assert len(receiver.received[0]["text"]) < 2_100


def test_trouble_that_changes_its_words_is_one_incident_until_success(receiver: Receiver) -> None:
    for number in range(3):
        alert_of_failure(failure(OSError(28, "No space left on device", f"x.{number}.tmp")))
    assert len(receiver.received) == 1
    end_incident(failure())
    alert_of_failure(failure(OSError(28, "No space left on device", "x.9.tmp")))
    assert len(receiver.received) == 2


def test_each_refused_delivery_is_an_incident(receiver: Receiver) -> None:
    for name in ("one", "two", "one"):
        alert_of_failure(failure(AirflowFailException(f"delivery {name}: no date")))
    assert [alert["error"] for alert in receiver.received] == [
        "delivery one: no date",
        "delivery two: no date",
    ]


def test_the_success_of_one_part_ends_nothing_of_another(receiver: Receiver) -> None:
    alert_of_failure(failure(ValueError("x"), map_index=0))
    end_incident(failure(map_index=1))
    alert_of_failure(failure(ValueError("x"), map_index=0))
    assert len(receiver.received) == 1


def test_a_missed_deadline_is_told_once_per_run(receiver: Receiver) -> None:
    for _ in range(2):
        alert_of_missed_deadline(late())
    (alert,) = receiver.received
    assert alert["text"] == (
        "Paperhouse: land_jsonl has not ended 180 minutes after it was queued. Run r1 is running."
    )


def test_runs_of_a_backfill_have_no_deadline(receiver: Receiver) -> None:
    alert_of_missed_deadline(late("backfill"))
    assert receiver.received == []


def test_every_task_has_the_callbacks() -> None:
    given = default_args("engineering")
    assert given["on_failure_callback"] is alert_of_failure
    assert given["on_success_callback"] is end_incident


def test_a_deadline_is_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERHOUSE_DEADLINE_MINUTES", "7")
    found = deadline()
    assert found is not None
    assert found.interval == timedelta(minutes=7)


def test_there_is_no_deadline_where_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERHOUSE_DEADLINE_MINUTES", "0")
    assert deadline() is None
