"""The end of a run, in words: what there is now, whether the gates let it pass, what to try."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from include import ledger
from include.release.releases import FILE_NAME, current_release, read_manifest
from include.settings import Settings

_QUERY = (
    "select feed_position, title, introduced_method_count, has_code"
    " from marts.fct_papers join marts.fct_feed_entries using (paper_key)"
    " order by feed_position limit 10"
)


def print_summary(
    settings: Settings, entries: list[dict[str, Any]], before: Path | None, log: Path
) -> None:
    """Print what a run has made. entries: its steps. before: the release that was current."""
    current = current_release(settings)
    print()
    _print_trouble(entries, log)
    if current is None:
        print("There is no release yet.")
        return
    manifest = read_manifest(current)
    if current == before:
        print(f"Nothing new to publish: release {current.name} stays current.")
    else:
        print(f"Published release {current.name}")
    print()
    for table, count in manifest["row_counts"].items():
        print(f"  {table:<22}{count:>12,}")
    print(f"\n  gates         {_verdict(settings, manifest)}")
    print(f"  release       {settings.current / FILE_NAME}")
    print(f"  quality page  {settings.current / 'quality' / 'index.html'}")
    print(f"  tables        {settings.current / 'docs' / 'index.html'}")
    print("\n  one query to try (after `make sql`):\n")
    print(f"    {_QUERY};\n")


def _print_trouble(entries: list[dict[str, Any]], log: Path) -> None:
    trouble = [one for one in entries if one["outcome"] in ("refused", "failed")]
    for one in trouble:
        print(f"{one['step']}: {one['error']}")
    refused = sum(
        one["counts"].get("refused_count", 0) for one in entries if one["step"].startswith("parse")
    )
    if refused:
        print(f"{refused} records refused: see quarantine/ and the quality page.")
    if any(one["outcome"] == "failed" for one in trouble):
        print(f"Airflow's own words: {log}")


def _verdict(settings: Settings, manifest: dict[str, Any]) -> str:
    subjects = {manifest["release_id"], *(one["delivery_key"] for one in manifest["deliveries"])}
    newest = {
        (one["gate"], one["subject"]): one
        for one in ledger.entries(settings, "gate")
        if one["subject"] in subjects
    }
    results = [result for gate in newest.values() for result in gate["results"]]
    met = sum(one["outcome"] == "met" for one in results)
    warnings = len(results) - met
    told = f"all open, {met} of {len(results)} expectations met"
    return f"{told}, {warnings} warnings" if warnings else told
