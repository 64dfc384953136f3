"""The quality page of a release: one HTML file that needs nothing from outside."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from include import ledger
from include.files import read_json
from include.html_page import write_page
from include.settings import Settings

_SHOWN_REFUSALS = 50


def write_quality_page(settings: Settings, target: Path, manifest: dict[str, Any]) -> None:
    """Write the page of a release: its gates, what they saw, its deliveries and refused records.

    manifest: the release's own, before its files are hashed.
    """
    gates = _gates(settings, manifest)
    results = [one for gate in gates for one in gate["results"]]
    write_page(
        target,
        Path(__file__).with_name("page.html.j2"),
        manifest=manifest,
        gates=gates,
        warnings=[one for one in results if one["outcome"] == "not met"],
        expectation_count=len(results),
        met_count=sum(one["outcome"] == "met" for one in results),
        refusals=_refusals(settings, manifest)[:_SHOWN_REFUSALS],
        steps=[
            one
            for one in ledger.entries(settings, "step")
            if one["subject"] == manifest["release_id"]
        ],
    )


def _gates(settings: Settings, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """The newest run of each gate this release rests on, with its results by data set."""
    names = {one["delivery_key"]: one["original_name"] for one in manifest["deliveries"]}
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for gate in ledger.entries(settings, "gate"):
        if gate["subject"] == manifest["release_id"] or gate["subject"] in names:
            newest[gate["gate"], gate["subject"]] = gate
    order = {"landing": 0, "staging": 1, "marts": 2}
    return [
        gate
        | {
            "of": names.get(gate["subject"]) or f"build {gate['subject']}",
            "met": sum(one["outcome"] == "met" for one in gate["results"]),
            "data_sets": [
                (name, list(results))
                for name, results in groupby(gate["results"], key=lambda one: one["data_set"])
            ],
        }
        for gate in sorted(newest.values(), key=lambda one: order[one["gate"]])
    ]


def _refusals(settings: Settings, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Refused records of the release's deliveries, with the file they stood in."""
    found = []
    for delivery in manifest["deliveries"]:
        folder = settings.quarantine(delivery["source"])
        summary = folder / f"{delivery['delivery_key']}.json"
        records = summary.with_suffix(".jsonl")
        if delivery["refused_count"] and summary.exists() and records.exists():
            name = read_json(summary)["original_name"]
            with records.open(encoding="utf-8") as lines:
                for _, line in zip(range(_SHOWN_REFUSALS), lines, strict=False):
                    found.append(json.loads(line) | {"original_name": name})
    return found
