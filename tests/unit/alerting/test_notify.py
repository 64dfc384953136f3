"""Alerts reach a webhook, and keep its address and other secrets to themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from include.alerting.notify import notify
from include.settings import Settings
from tests.receiver import SECRET, Receiver, receiving

_PLANTED = "pl4nted-in-the-environment"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


def test_an_alert_arrives_and_its_address_is_kept(
    receiver: Receiver, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path, alert_webhook=receiver.address)
    with caplog.at_level(logging.INFO):
        assert notify(settings, {"text": "something", "map_index": 3})
    assert receiver.received == [{"text": "something", "map_index": 3}]
    assert "ALERT something" in caplog.text
    assert SECRET not in caplog.text


def test_secrets_are_struck_out_of_an_alert(
    receiver: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_PLANTED", f"http://someone:{_PLANTED}@127.0.0.1:9")
    monkeypatch.setenv("SOME_API_TOKEN", "t0ken-of-an-api")
    settings = Settings(home=tmp_path, alert_webhook=receiver.address)
    text = (
        f"login {_PLANTED} failed at https://u:unknown-password@host/x"
        f" with t0ken-of-an-api, {receiver.address} and {SECRET}"
    )
    notify(settings, {"text": text, "error": text})
    (alert,) = receiver.received
    expected = "login *** failed at https://***@host/x with ***, *** and ***"
    assert alert == {"text": expected, "error": expected}
    assert _PLANTED not in caplog.text


@pytest.mark.parametrize(
    "address",
    [f"http://127.0.0.1:9/{SECRET}", f"file:///{SECRET}", f"http://[{SECRET}", f"//{SECRET}"],
    ids=["nobody listens", "a file", "no address", "no scheme"],
)
def test_a_webhook_that_cannot_be_reached_fails_nothing(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path, alert_webhook=address)
    assert not notify(settings, {"text": "something"})
    assert "ALERT something" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in repr(settings)


def test_a_webhook_that_refuses_fails_nothing(
    receiver: Receiver, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.status = 500
    assert not notify(Settings(home=tmp_path, alert_webhook=receiver.address), {"text": "x"})
    assert len(receiver.received) == 1
    assert "was not reached: HTTPError" in caplog.text


def test_without_a_receiver_the_log_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert notify(Settings(home=tmp_path), {"text": "something"})
    assert "ALERT something" in caplog.text
