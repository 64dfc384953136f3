"""What all DAGs share: owner, retries, the pool of builds; and how our errors reach Airflow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from include.errors import ContractBroken, GateClosed, SourceSilent
from include.ledger import NothingToDo
from include.orchestration.alerts import alert_of_failure, end_incident
from include.settings import Settings

BUILD_POOL = "warehouse_build"
RUNBOOK = "docs/runbook.md"

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def default_args(owner: str) -> dict[str, Any]:
    """Defaults of every task. owner: the dbt group that answers for it."""
    return {
        "owner": owner,
        "retries": Settings.from_environment().retries,
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=15),
        "on_failure_callback": alert_of_failure,
        "on_success_callback": end_incident,
    }


def in_airflows_words(
    function: Callable[_Arguments, _Result],
) -> Callable[_Arguments, _Result]:
    """Turn our errors into Airflow's: nothing to do skips, what no retry can help fails at once."""

    @wraps(function)
    def told(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        try:
            return function(*args, **kwargs)
        except NothingToDo as nothing:
            raise AirflowSkipException(str(nothing)) from nothing
        except (ContractBroken, GateClosed, SourceSilent) as error:
            raise AirflowFailException(str(error)) from error

    return told


def doc_of(file: str, docstring: str | None) -> str:
    """A DAG's `doc_md`: its module's docstring and the way to its heading in the runbook."""
    dag_id = Path(file).stem
    return f"{docstring or ''}\n\nRunbook: `{RUNBOOK}`, heading `{dag_id}`."
