"""Alerts reach a webhook once per incident, and keep its address to themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from include.orchestration.alerts import alert_of_failure, notify
from include.orchestration.defaults import default_args
from include.settings import Settings
from tests.receiver import SECRET, Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


def failure(error: Exception, map_index: int = -1) -> dict[str, Any]:
    """The context that Airflow gives a callback."""
    task = SimpleNamespace(
        dag_id="build_warehouse", task_id="marts_gate", run_id="one", map_index=map_index
    )
    return {"task_instance": task, "exception": error}


def test_a_failure_is_told_once_with_its_reason(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PAPERHOUSE_ALERT_WEBHOOK", receiver.address)
    with caplog.at_level(logging.INFO):
        alert_of_failure(failure(ValueError("a key twice"), map_index=3))
    (alert,) = receiver.received
    assert "build_warehouse.marts_gate failed. a key twice" in alert["text"]
    assert (alert["map_index"], alert["runbook"][-15:]) == (3, "build_warehouse")
    assert "ALERT Paperhouse" in caplog.text
    assert SECRET not in caplog.text


def test_without_a_webhook_the_log_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("PAPERHOUSE_ALERT_WEBHOOK", raising=False)
    alert_of_failure(failure(ValueError("a key twice")))
    assert "ALERT Paperhouse: build_warehouse.marts_gate failed. a key twice" in caplog.text


@pytest.mark.parametrize(
    "address",
    [f"http://127.0.0.1:9/{SECRET}", f"file:///{SECRET}", f"http://[{SECRET}", f"//{SECRET}"],
    ids=["nobody listens", "a file", "no address", "no scheme"],
)
def test_a_webhook_that_cannot_be_reached_fails_nothing(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path, alert_webhook=address)
    notify(settings, {"text": "something"})
    assert "ALERT something" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in repr(settings)


def test_a_webhook_that_refuses_fails_nothing(
    receiver: Receiver, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.status = 500
    notify(Settings(home=tmp_path, alert_webhook=receiver.address), {"text": "something"})
    assert len(receiver.received) == 1
    assert "was not reached: HTTPError" in caplog.text


def test_every_task_has_the_callback() -> None:
    assert default_args("engineering")["on_failure_callback"] is alert_of_failure
