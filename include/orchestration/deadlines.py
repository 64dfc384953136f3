"""The deadline that all DAGs share."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

from include.orchestration.alerts import alert_of_missed_deadline
from include.settings import Settings


def deadline() -> DeadlineAlert | None:
    """How long after being queued a DAG run has to have ended; else that is told, once per run.

    None where the settings give no time: somebody waits for the run.
    """
    minutes = Settings.from_environment().deadline_minutes
    if not minutes:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(minutes=minutes),
        callback=SyncCallback(alert_of_missed_deadline),
    )
