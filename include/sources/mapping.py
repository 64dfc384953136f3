"""Mapping files of JSON-lines dumps: which field of a dump is which column of a landing.

A file `mappings/<name>.yml` says: `recognised_by`, the fields that a dump's first record must all
have; `fields`, for each column the dump's field, with a form where the value is no plain text;
`unused`, fields that are known and not taken. The mapping is chosen by content alone: the same
bytes under another file name give the same records.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from include.errors import ContractBroken
from include.sources.forms import FORMS

_FOLDER = Path(__file__).parent / "mappings"
_TEXT_COLUMNS = {"title", "abstract", "comment", "doi"}
_ID = "source_paper_id"


Decoder = msgspec.json.Decoder[Any]


@dataclass(frozen=True)
class Mapping:
    """One mapping, ready to read lines with.

    kinds: the kind of JSON value of each column. fields: the dump's field of each column. forms:
    what makes the values of the columns that are no plain text.
    """

    name: str
    recognised_by: frozenset[str]
    known_fields: frozenset[str]
    kinds: dict[str, Any]
    fields: dict[str, str]
    forms: dict[str, Callable[[Any], Any]]

    def decoder(self, unknown: AbstractSet[str]) -> Decoder:
        """Turns a line into an object with one attribute per column.

        unknown: fields to pass over beside the known ones. Any other field, and a value of another
        kind, is an error of its line. Raises ValueError for a name that no decoder can look for.
        """
        unused = (self.known_fields | unknown) - set(self.fields.values())
        skipped = {f"unused_{number}": name for number, name in enumerate(sorted(unused))}
        return self._decoder(skipped, forbid_unknown_fields=True)

    def lenient_decoder(self) -> Decoder:
        """As `decoder`, passing over every field that is not taken."""
        return self._decoder({}, forbid_unknown_fields=False)

    def _decoder(self, skipped: dict[str, str], *, forbid_unknown_fields: bool) -> Decoder:
        struct = msgspec.defstruct(
            "Record",
            [
                *((column, kind, None) for column, kind in self.kinds.items()),
                *((name, msgspec.Raw, msgspec.Raw()) for name in skipped),
            ],
            rename=self.fields | skipped,
            forbid_unknown_fields=forbid_unknown_fields,
            gc=False,
        )
        # An id that is written as a number keeps its digits: as a float it would lose zeros.
        return msgspec.json.Decoder(struct, float_hook=str)


def load_mappings() -> list[Mapping]:
    """All mappings, the one that asks for most fields first."""
    found = [_load(path) for path in sorted(_FOLDER.glob("*.yml"))]
    return sorted(found, key=lambda one: (-len(one.recognised_by), one.name))


def _load(path: Path) -> Mapping:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields: dict[str, str] = {}
    kinds: dict[str, Any] = {}
    forms: dict[str, Callable[[Any], Any]] = {}
    for column, given in content["fields"].items():
        fields[column] = given if isinstance(given, str) else given["field"]
        if column == _ID:
            kinds[column] = Any
        elif column in _TEXT_COLUMNS:
            kinds[column] = str | None
        else:
            form = FORMS[given["form"]]
            kinds[column], forms[column] = form.kind, form.make
    return Mapping(
        name=path.stem,
        recognised_by=frozenset(content["recognised_by"]),
        known_fields=frozenset([*fields.values(), *content["unused"]]),
        kinds=kinds,
        fields=fields,
        forms=forms,
    )


def mapping_of(first_record: dict[str, Any], where: str) -> Mapping:
    """The mapping whose fields a dump's first record has. Raises ContractBroken where none fits."""
    mappings = load_mappings()
    for mapping in mappings:
        if mapping.recognised_by <= first_record.keys():
            return mapping
    known = "; ".join(f"{one.name}: {', '.join(sorted(one.recognised_by))}" for one in mappings)
    raise ContractBroken(
        expected=f"a first record with the fields of a mapping ({known})",
        found=", ".join(sorted(first_record))[:500] or "an object without fields",
        where=where,
        next_step="add a mapping file to include/sources/mappings and drop the file again",
    )
