"""Alerts by mail, over a connection that is encrypted wherever the server offers it."""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from include.printable import printable
from include.settings import Settings

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 10
_SUBJECT_CHARACTERS = 150
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def send_mail(settings: Settings, alert: Mapping[str, Any]) -> bool:
    """Send an alert to `settings.alert_mail_to`; whether the server took it.

    A server that cannot be used is logged and changes nothing. User and password go over an
    encrypted connection only, except to this machine itself.
    """
    server = _server_of(settings.alert_smtp or "")
    if server is None:
        _LOG.error("PAPERHOUSE_ALERT_SMTP is no smtp address: no mail was sent")
        return False
    try:
        with _connected(server) as connection:
            if server.username:
                connection.login(unquote(server.username), unquote(server.password or ""))
            refused = connection.send_message(_message(settings, alert))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _LOG.error("no mail over %s: %s", server.hostname, type(error).__name__)
        return False
    _LOG.info("mail taken by %s, refused for %d addressees", server.hostname, len(refused))
    return True


def _server_of(address: str) -> SplitResult | None:
    """The parts of a server's address, None for anything else."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("smtp", "smtps") and parts.hostname else None


def _connected(server: SplitResult) -> smtplib.SMTP:
    """A connection, encrypted where the server offers it; raises ValueError where it has to be."""
    host, context = server.hostname or "", ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(
            host, server.port or 465, timeout=_PATIENCE_SECONDS, context=context
        )
    connection = smtplib.SMTP(host, server.port or 25, timeout=_PATIENCE_SECONDS)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
    elif server.username and host not in _LOOPBACK:
        connection.close()
        raise ValueError("a password needs an encrypted connection")
    return connection


def _message(settings: Settings, alert: Mapping[str, Any]) -> EmailMessage:
    """The alert as mail. Whatever came from outside stands in one line of the subject, escaped."""
    message = EmailMessage(policy=SMTP)
    addressees = settings.alert_mail_to or ""
    subject = " ".join(printable(str(alert["text"])).split())
    message["Subject"] = subject[:_SUBJECT_CHARACTERS]
    message["To"] = addressees
    message["From"] = settings.alert_mail_from or addressees.split(",")[0].strip()
    rest = {name: value for name, value in alert.items() if name != "text"}
    message.set_content(
        f"{printable(str(alert['text']))}\n\n{json.dumps(rest, indent=1, default=str)}\n"
    )
    return message
