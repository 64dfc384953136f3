"""What Airflow calls when a task has failed for good, has succeeded, or a run is late.

A failed gate and a source that stays silent are failed tasks; tasks after them do not run and are
no incident of their own, and a task that will be tried again is none yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airflow.sdk._shared.secrets_masker import redact
from airflow.sdk.exceptions import AirflowFailException

from include.alerting.incidents import end_incidents, tell_once
from include.settings import Settings

_MOST_CHARACTERS = 2_000


def alert_of_failure(context: Mapping[str, Any]) -> None:
    """Airflow's `on_failure_callback` of every task. context: the task's own.

    What no retry can help names the delivery or the build it is about, and each of those is an
    incident. Anything else, such as a full disk, is one incident until the task succeeds again.
    """
    task, exception = context["task_instance"], context.get("exception")
    error = _without_secrets(exception or "no reason given")
    is_final = isinstance(exception, AirflowFailException)
    text = f"Paperhouse: {task.dag_id}.{task.task_id} failed. {error}"
    tell_once(
        Settings.from_environment(),
        _place_of(task),
        error if is_final else type(exception).__name__,
        {
            "text": text,
            "error": error,
            "runbook": f"docs/runbook.md, heading {task.dag_id}",
            "dag_id": task.dag_id,
            "task_id": task.task_id,
            "run_id": task.run_id,
        }
        | ({"map_index": task.map_index} if _is_mapped(task) else {}),
    )


def end_incident(context: Mapping[str, Any]) -> None:
    """Airflow's `on_success_callback` of every task: what was wrong with it is over."""
    end_incidents(Settings.from_environment(), _place_of(context["task_instance"]))


def alert_of_missed_deadline(context: Mapping[str, Any]) -> None:
    """Called once for each DAG run that has not ended in time. context: of the run, as JSON.

    The runs of a backfill wait for one another and have no deadline.
    """
    run = context["dag_run"]
    if run["run_type"] == "backfill":
        return
    dag_id, run_id = run["dag_id"], run["dag_run_id"]
    settings = Settings.from_environment()
    text = (
        f"Paperhouse: {dag_id} has not ended {settings.deadline_minutes} minutes after it was"
        f" queued. Run {run_id} is {run['state']}."
    )
    tell_once(
        settings,
        f"{dag_id} deadline",
        run_id,
        {
            "text": text,
            "error": "missed deadline",
            "runbook": f"docs/runbook.md, heading {dag_id}",
            "dag_id": dag_id,
            "run_id": run_id,
        },
    )


def _place_of(task: Any) -> str:
    """What an incident is the incident of; files of an inbox come under any map index."""
    return f"{task.dag_id}.{task.task_id}" + (f"[{task.map_index}]" if _is_mapped(task) else "")


def _is_mapped(task: Any) -> bool:
    return task.map_index is not None and task.map_index >= 0


def _without_secrets(error: object) -> str:
    """An error's text without what Airflow knows to be a secret."""
    return str(redact(str(error)))[:_MOST_CHARACTERS]
