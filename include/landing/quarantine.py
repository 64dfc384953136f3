"""Refused records, and refused deliveries: kept with reason, lines and the way back."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from include.errors import ContractBroken
from include.files import make_folder, move_into_place, read_json, write_json
from include.landing.delivery import Delivery
from include.settings import Settings

_PREVIEW_CHARACTERS = 2_000
# A delivery may have a new field on every line: the report is for a person to read.
_MOST_UNKNOWN_FIELDS = 200
# Every record is told of where few are refused. Where more are, the gate refuses the delivery.
_MOST_TOLD = 100_000

HOW_TO_REPLAY = (
    "Mend the text and drop it into the inbox as a new file; or, where the parser was wrong, "
    "mend it and run replay_quarantine, or raise its PARSER_VERSION: the next landing run then "
    "reads the raw file anew."
)


@dataclass
class Tally:
    """What became of every record of a delivery, and in text of every line that is not blank.

    withdrawn_count: records that only say that a paper was taken back; they are no papers, but
    records. nameless_author_count: authors left out because the source names them not.
    unknown_fields: names of fields that no one expected, or of another kind than expected,
    the first 200.
    """

    title_lines: int = 0
    abstract_lines: int = 0
    furniture_lines: int = 0
    quarantined_lines: int = 0
    nonblank_lines: int = 0
    record_count: int = 0
    refused_count: int = 0
    withdrawn_count: int = 0
    nameless_author_count: int = 0
    unknown_field_count: int = 0
    unknown_fields: set[str] = field(default_factory=set)

    def note_unknown(self, field_name: str) -> None:
        """Count a field that the parser does not know, or one whose kind has changed, once.

        No more than two hundred are told apart: a source can make up names without end.
        """
        if len(self.unknown_fields) < _MOST_UNKNOWN_FIELDS:
            self.unknown_fields.add(field_name[:100])
        self.unknown_field_count = len(self.unknown_fields)

    @property
    def counts(self) -> dict[str, int]:
        """All counts by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}


class Quarantine:
    """Collects the refused records of one delivery while it is parsed; memory stays flat."""

    def __init__(self, settings: Settings, delivery: Delivery) -> None:
        self.folder = settings.quarantine(delivery.source)
        self.tally = Tally()
        self._delivery = delivery
        self._aside = self.folder / f".{delivery.delivery_key}.{os.getpid()}.tmp"
        self._file: TextIO | None = None

    def refuse(self, *, reason: str, line_start: int, line_end: int, text: str) -> None:
        """Set one record aside. line_start and line_end count from 1, both included.

        All are counted; beyond the first 100,000 they are not written down.
        """
        if self._file is None:
            make_folder(self.folder)
            self._file = self._aside.open("w", encoding="utf-8")
        self.tally.refused_count += 1
        if self.tally.refused_count > _MOST_TOLD:
            return
        entry = {
            "reason": reason[:_PREVIEW_CHARACTERS],
            "line_start": line_start,
            "line_end": line_end,
            "text": text[:_PREVIEW_CHARACTERS],
            "text_characters": len(text),
        }
        self._file.write(json.dumps(entry, ensure_ascii=True) + "\n")

    def close(self, *, raw_file: Path, parser_version: str, refusal: str | None) -> None:
        """Finish: refused records in `<key>.jsonl`, the summary in `<key>.json`.

        refusal: why the whole delivery was refused, None where it was read.
        A delivery with nothing refused leaves nothing here, and clears what stood here.
        """
        key = self._delivery.delivery_key
        records = self.folder / f"{key}.jsonl"
        if self._file is not None:
            self._file.close()
            move_into_place(self._aside, records)
        else:
            records.unlink(missing_ok=True)
        summary = self.folder / f"{key}.json"
        if self._file is None and refusal is None:
            summary.unlink(missing_ok=True)
            return
        content = _summary(self._delivery, raw_file, parser_version) | {
            "record_count": self.tally.record_count,
            "refused_count": self.tally.refused_count,
            "delivery_refused_because": refusal,
        }
        write_json(summary, content)


def _summary(delivery: Delivery, raw_file: Path, parser_version: str) -> dict[str, Any]:
    return delivery.to_json() | {
        "raw_file": str(raw_file),
        "parser_version": parser_version,
        "how_to_replay": HOW_TO_REPLAY,
    }


def refuse_delivery(
    settings: Settings, delivery: Delivery, *, raw_file: Path, parser_version: str, reason: str
) -> None:
    """Note that a parsed delivery was refused as a whole, by its gate."""
    path = settings.quarantine(delivery.source) / f"{delivery.delivery_key}.json"
    counted = read_json(path) if path.exists() else {}
    content = counted | _summary(delivery, raw_file, parser_version)
    write_json(path, content | {"delivery_refused_because": reason})


def summaries(settings: Settings, source: str) -> dict[str, dict[str, Any]]:
    """Summaries of the quarantine by delivery key.

    One that is damaged is left out: its delivery then counts as not refused, is read anew, and the
    summary with it.
    """
    found = {}
    for path in sorted(settings.quarantine(source).glob("[!.]*.json")):
        try:
            found[path.stem] = dict(read_json(path))
        except (ContractBroken, TypeError, ValueError):
            continue
    return found


def refused_deliveries(settings: Settings, source: str, parser_version: str) -> set[str]:
    """Keys of deliveries that this parser version has refused as a whole."""
    return {
        key
        for key, one in summaries(settings, source).items()
        if one.get("delivery_refused_because") and one.get("parser_version") == parser_version
    }


def deliveries_to_replay(settings: Settings, source: str) -> set[str]:
    """Keys of deliveries that a person wants to be read anew; reading one ends its wish."""
    return {key for key, one in summaries(settings, source).items() if one.get("is_to_replay")}


def wish_replay(settings: Settings, source: str, key: str) -> None:
    """Note that a delivery of the quarantine is to be read anew from raw, refused or not."""
    path = settings.quarantine(source) / f"{key}.json"
    content = summaries(settings, source)[key]
    write_json(path, content | {"is_to_replay": True, "delivery_refused_because": None})
