"""The one notifier: the log, a webhook and mail, whichever of them are set."""

from __future__ import annotations

import json
import logging
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from include.alerting.mail import send_mail
from include.alerting.redaction import without_secrets
from include.settings import Settings

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 10


def notify(settings: Settings, alert: Mapping[str, Any]) -> bool:
    """Log an alert, post it as JSON and send it by mail, as the settings say; whether it arrived.

    alert: at least `text`, which chat programs show. A receiver that does not answer is logged and
    changes nothing: the failure itself is on the run. Addresses may hold secrets and are never
    logged, only their hosts are; secrets in the alert itself are struck out first.
    """
    told = {
        name: without_secrets(settings, value) if isinstance(value, str) else value
        for name, value in alert.items()
    }
    _LOG.error("ALERT %s", told["text"])
    outcomes = []
    if settings.alert_webhook:
        outcomes.append(_post(settings.alert_webhook, told))
    if settings.alert_smtp and settings.alert_mail_to:
        outcomes.append(send_mail(settings, told))
    return any(outcomes) or not outcomes


def _post(address: str, alert: Mapping[str, Any]) -> bool:
    host = _host_of(address)
    if host is None:
        _LOG.error("PAPERHOUSE_ALERT_WEBHOOK is no http address: nobody was told")
        return False
    request = urllib.request.Request(  # noqa: S310  the scheme was looked at above
        address,
        data=json.dumps(dict(alert), default=str).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            _LOG.info("the webhook at %s answered %s", host, answer.status)
    except (OSError, ValueError) as error:
        _LOG.error("the webhook at %s was not reached: %s", host, type(error).__name__)
        return False
    return True


def _host_of(address: str) -> str | None:
    """The host of an http address, None for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None
