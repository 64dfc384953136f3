"""May a build be published? Its gates have to be open, and `current` where it was."""

from __future__ import annotations

from typing import Any

from include import ledger
from include.errors import ContractBroken
from include.release.releases import pointed_at
from include.settings import Settings


def gate_verdicts(settings: Settings, inputs: dict[str, Any]) -> dict[str, bool]:
    """Whether each gate of the build is open: it never was closed, whatever the clock said when.

    inputs: of the build. Raises ContractBroken where a gate is not, or cannot be known to be.
    """
    build_id = inputs["build_id"]
    verdicts: dict[str, bool] = {}
    unreadable = [
        path.name
        for path in ledger.damaged_entries(settings, "gate")
        if path.name >= f"{ledger.instant(inputs['started_at']):%Y%m%dT%H%M%S}"
    ]
    for one in ledger.entries(settings, "gate"):
        if one["subject"] == build_id:
            verdicts[one["gate"]] = verdicts.get(one["gate"], True) and one["is_open"]
    if unreadable or not (verdicts.get("staging") and verdicts.get("marts")):
        raise ContractBroken(
            expected="the staging gate and the marts gate to have let the build through",
            found=str(unreadable or verdicts or "no gate was run"),
            where=f"build {build_id}",
            next_step="run build_warehouse again; only what the gates let through is published",
        )
    return verdicts


def require_unmoved(settings: Settings, inputs: dict[str, Any]) -> None:
    """Raise ContractBroken where `current` is not where it was when the build began."""
    found = pointed_at(settings)
    if found != inputs["base_release"]:
        raise ContractBroken(
            expected=f"`current` at {inputs['base_release'] or 'no release'}, as when it began",
            found=f"{found or 'no release'}",
            where=str(settings.current),
            next_step="run build_warehouse again: it starts from what is current now",
        )
