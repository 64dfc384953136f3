"""Alerts by mail: they arrive, say what happened, keep secrets, and fail nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from include.alerting.notify import notify
from include.settings import Settings
from tests.mail_server import PASSWORD, USER, Mailbox, receiving_mail


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving_mail() as opened:
        yield opened


def mailing(home: Path, port: int, user: str = "") -> Settings:
    return Settings(
        home=home, alert_smtp=f"smtp://{user}127.0.0.1:{port}", alert_mail_to="a@x.test, b@x.test"
    )


def test_an_alert_arrives_with_what_it_says(mailbox: Mailbox, tmp_path: Path) -> None:
    alert = {"text": "Paperhouse: a gate failed.\nLine two \u202e\x1b[2J", "dag_id": "build"}
    assert notify(mailing(tmp_path, mailbox.port), alert)
    (message,) = mailbox.messages
    assert message["Subject"] == "Paperhouse: a gate failed. Line two \\u202e\\x1b[2J"
    assert (message["To"], message["From"]) == ("a@x.test, b@x.test", "a@x.test")
    body = message.get_content()
    assert "Line two" in body
    assert '"dag_id": "build"' in body
    assert "\x1b" not in body
    assert mailbox.logins == []


def test_a_password_is_used_and_kept(
    mailbox: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = mailing(tmp_path, mailbox.port, f"{USER}:{quote(PASSWORD, safe='')}@")
    with caplog.at_level(logging.INFO):
        assert notify(settings, {"text": f"an error with {PASSWORD} and {settings.alert_smtp}"})
    assert mailbox.logins == [f"\0{USER}\0{PASSWORD}"]
    (message,) = mailbox.messages
    for told in (message.as_string(), caplog.text, repr(settings)):
        assert PASSWORD not in told
        assert quote(PASSWORD, safe="") not in told


def test_a_password_never_goes_to_another_machine_in_the_clear(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("include.alerting.mail._LOOPBACK", ())
    assert not notify(mailing(tmp_path, mailbox.port, "u:secret-word@"), {"text": "something"})
    assert (mailbox.logins, mailbox.messages) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["smtp://127.0.0.1:9", "http://127.0.0.1", "smtp://127.0.0.1:port", "smtp://", "smtps://[x"],
    ids=["nobody listens", "no mail server", "no port", "no host", "no address"],
)
def test_a_server_that_cannot_be_used_fails_nothing(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path, alert_smtp=address, alert_mail_to="a@x.test")
    assert not notify(settings, {"text": "something"})
    assert "ALERT something" in caplog.text


def test_a_server_that_refuses_fails_nothing(
    mailbox: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.refusing = True
    assert not notify(mailing(tmp_path, mailbox.port), {"text": "something"})
    assert "no mail over 127.0.0.1: SMTPSenderRefused" in caplog.text
