"""What a run is doing, told from the ledger while it goes on."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

from include import ledger
from include.settings import Settings, utc_now

_MARKS = {"done": "ok", "nothing to do": "--", "refused": "!!", "failed": "!!"}


class Progress:
    """Prints each step of the ledger once, as it ends; on a terminal also the one that runs."""

    def __init__(self, settings: Settings, began_at: datetime) -> None:
        self.entries: list[dict[str, Any]] = []
        self._settings = settings
        self._began_at = began_at
        self._seen: set[str] = set()
        self._is_terminal = sys.stdout.isatty()

    def show(self) -> None:
        """Print what has ended since the last call."""
        for entry in ledger.entries_since(self._settings, "step", self._began_at):
            if entry["entry_id"] not in self._seen:
                self._seen.add(entry["entry_id"])
                self.entries.append(entry)
                self._print(entry)
        if self._is_terminal:
            running = [one["step"] for one in ledger.running_steps(self._settings)]
            sys.stdout.write(f"\r\033[K      ... {running[-1]}" if running else "\r\033[K")
            sys.stdout.flush()

    def _print(self, entry: dict[str, Any]) -> None:
        took = ledger.instant(entry["ended_at"]) - ledger.instant(entry["started_at"])
        clock = (utc_now() - self._began_at).total_seconds()
        start = "\r\033[K" if self._is_terminal else ""
        text = entry["text"] if not entry["error"] else entry["error"]
        print(
            f"{start}{clock:5.0f} s  {_MARKS[entry['outcome']]}  {entry['step']:<28}"
            f" {took.total_seconds():5.1f} s  {text}",
            flush=True,
        )
