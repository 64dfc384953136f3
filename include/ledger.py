"""The ledger: one immutable file per step, gate and publication, the failed ones included.

While a step runs, a file under `ledger/.running/` names its process, so that a person can see
what runs and what was killed in the middle.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from include.errors import ContractBroken, PaperhouseError
from include.files import read_json, sum_of, write_json
from include.settings import Settings, utc_now


class NothingToDo(Exception):
    """A step found that its work is done already; not an error. Its text says what was found."""


@dataclass
class Note:
    """What a step says of itself: a sentence for people, and counts."""

    text: str = ""
    counts: dict[str, int] = field(default_factory=dict)


@contextmanager
def step(settings: Settings, name: str, subject: str) -> Iterator[Note]:
    """Record one step: its start while it runs, and one ledger entry when it ends.

    name: what is done, such as `parse hf_pages`. subject: the delivery, build or release it is
    done to. The outcome is `done`, `nothing to do`, `refused` (an error of ours) or `failed`.
    """
    started_at = utc_now()
    entry_id = new_entry_id(started_at)
    running = settings.ledger / ".running" / f"{entry_id}.json"
    head = {"step": name, "subject": subject, "started_at": started_at, "pid": os.getpid()}
    write_json(running, head)
    note = Note()
    outcome, error_text, error_type = "done", "", ""
    try:
        yield note
    except NothingToDo as nothing:
        outcome, note.text = "nothing to do", str(nothing)
        raise
    except BaseException as error:
        error_type, is_ours = type(error).__name__, isinstance(error, PaperhouseError)
        outcome = "refused" if is_ours else "failed"
        error_text = str(error) if is_ours else f"{error_type}: {error}"
        raise
    finally:
        content = head | {
            "ended_at": utc_now(),
            "outcome": outcome,
            "text": note.text,
            "error": error_text,
            "error_type": error_type,
            "counts": note.counts,
        }
        try:
            record(settings, "step", entry_id, content)
            running.unlink(missing_ok=True)
        except OSError:
            # On a full disk the error that led here tells more than that it was not recorded.
            if not error_text:
                raise


def record(settings: Settings, kind: str, entry_id: str, content: dict[str, Any]) -> None:
    """Add one entry. kind: `step`, `gate` or `publication`; entry_id is never used twice."""
    day = f"{entry_id[:4]}-{entry_id[4:6]}-{entry_id[6:8]}"
    target = settings.ledger / day / f"{entry_id}.{kind}.json"
    entry = content | {"kind": kind, "entry_id": entry_id}
    write_json(target, entry | {"sha256": sum_of(entry)})


def new_entry_id(moment: datetime) -> str:
    """An id that sorts by time: `YYYYMMDDTHHMMSSffffff-` and eight random hex digits."""
    return f"{moment:%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:8]}"


def entries(settings: Settings, kind: str) -> list[dict[str, Any]]:
    """All entries of one kind, oldest first."""
    return _readable(sorted(settings.ledger.glob(f"*-*-*/*.{kind}.json")))


def damaged_entries(settings: Settings, kind: str = "*") -> list[Path]:
    """Entries that cannot be read; every listing goes on without them, `make status` names them."""
    paths = sorted(settings.ledger.glob(f"*-*-*/*.{kind}.json"))
    return [path for path in paths if _entry(path) is None]


def _readable(paths: list[Path]) -> list[dict[str, Any]]:
    return [entry for path in paths if (entry := _entry(path)) is not None]


def _entry(path: Path) -> dict[str, Any] | None:
    """The content of an entry, None where it is damaged: no step may fail over an old one."""
    try:
        content = read_json(path)
    except ContractBroken:
        return None
    if not isinstance(content, dict) or not ({"entry_id", "pid"} & content.keys()):
        return None
    # What runs, and entries of the first version, have no sum.
    found = content.pop("sha256", None)
    return content if found in (None, sum_of(content)) else None


def running_steps(settings: Settings) -> list[dict[str, Any]]:
    """Steps that have begun and not ended; `is_alive` says whether their process is there."""
    begun = _readable(sorted((settings.ledger / ".running").glob("*.json")))
    return [one | {"is_alive": Path(f"/proc/{one['pid']}").exists()} for one in begun]


def instant(text: str) -> datetime:
    """A moment as the ledger writes it, as an aware datetime."""
    return datetime.fromisoformat(text)


def entries_since(settings: Settings, kind: str, moment: datetime) -> list[dict[str, Any]]:
    """Entries of one kind that began at or after a moment, oldest first; cheap to ask often."""
    first = f"{moment:%Y%m%dT%H%M%S%f}"
    days = sorted(path for path in settings.ledger.glob("*-*-*") if path.name >= f"{moment:%F}")
    paths = [path for day in days for path in sorted(day.glob(f"*.{kind}.json"))]
    return _readable([path for path in paths if path.name >= first])
