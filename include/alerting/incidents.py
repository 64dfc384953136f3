"""Incidents: what has been told already, so that each trouble is told once and not each minute.

An incident begins when its alert has gone out and ends when what had failed succeeds again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from include.alerting.notify import notify
from include.errors import ContractBroken
from include.files import locked, read_json, write_json
from include.settings import Settings, utc_now

_LOG = logging.getLogger(__name__)
# Longer than a notifier waits for all its receivers.
_PATIENCE_SECONDS = 40


def incidents_folder(settings: Settings) -> Path:
    """Where open incidents are noted, one file each."""
    return settings.home / "incidents"


def tell_once(settings: Settings, place: str, trouble: str, alert: Mapping[str, Any]) -> bool:
    """Send an alert unless this trouble of this place has been told; whether it was sent.

    place: what failed. trouble: what distinguishes one incident of the place from another. Where
    no receiver could be reached the incident does not count as told: the next failure tries again.
    That something cannot be noted never keeps an alert from going out.
    """
    note = incidents_folder(settings) / _name(place) / f"{_name(trouble)}.json"
    has_tried = False
    try:
        with locked(
            settings.locks / "incidents.lock",
            purpose="tell of incidents",
            patience_seconds=_PATIENCE_SECONDS,
        ):
            if note.exists():
                return False
            has_tried, arrived = True, notify(settings, alert)
            if arrived:
                write_json(note, {"place": place, "told_at": utc_now(), "text": alert["text"]})
    except (OSError, ContractBroken) as error:
        _LOG.warning("incident not noted: %s", type(error).__name__)
        if not has_tried:
            notify(settings, alert)
    return True


def end_incidents(settings: Settings, place: str) -> None:
    """What failed has succeeded: its incidents are over, and a new failure is a new one."""
    for note in (incidents_folder(settings) / _name(place)).glob("*.json"):
        note.unlink(missing_ok=True)


def open_incidents(settings: Settings) -> list[dict[str, Any]]:
    """What has been told and is not over: place, told_at and text, oldest first."""
    found = [read_json(note) for note in incidents_folder(settings).glob("*/*.json")]
    return sorted(found, key=lambda one: str(one["told_at"]))


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="backslashreplace")).hexdigest()[:24]
