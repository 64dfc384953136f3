"""The one notifier: says once that a task failed for good, in the log and to a webhook.

A failed gate is a failed task; tasks after it do not run and are no incident of their own, and a
task that will be tried again is none yet.
"""

from __future__ import annotations

import json
import logging
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from include.settings import Settings

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 10
_MOST_CHARACTERS = 2_000


def alert_of_failure(context: Mapping[str, Any]) -> None:
    """Airflow's `on_failure_callback` of every task. context: the task's own."""
    task = context["task_instance"]
    error = str(context.get("exception") or "no reason given")[:_MOST_CHARACTERS]
    place = {"dag_id": task.dag_id, "task_id": task.task_id, "run_id": task.run_id}
    if task.map_index is not None and task.map_index >= 0:
        place["map_index"] = task.map_index
    text = f"Paperhouse: {task.dag_id}.{task.task_id} failed. {error}"
    notify(
        Settings.from_environment(),
        {"text": text, "error": error, "runbook": f"docs/runbook.md, heading {task.dag_id}"}
        | place,
    )


def notify(settings: Settings, alert: Mapping[str, Any]) -> None:
    """Log an alert and post it as JSON to `settings.alert_webhook`, where one is set.

    alert: at least `text`, which chat programs show. A webhook that does not answer is logged and
    changes nothing: the failure itself is on the run. Its address may hold a secret and is never
    logged; only its host is.
    """
    _LOG.error("ALERT %s", alert["text"])
    address = settings.alert_webhook
    if not address:
        return
    host = _host_of(address)
    if host is None:
        _LOG.error("PAPERHOUSE_ALERT_WEBHOOK is no http address: nobody was told")
        return
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


def _host_of(address: str) -> str | None:
    """The host of an http address, None for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None
