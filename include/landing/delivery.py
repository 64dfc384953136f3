"""One delivery: what came, from where and when; kept beside its bytes as a sidecar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from include.errors import ContractBroken
from include.files import read_json, sum_of, write_json


@dataclass(frozen=True)
class Delivery:
    """A file or an answer as it came.

    delivery_key: hex sha256 that names the delivery. original_name: the dropped file's name,
    None for an answer. request and page: what was asked, None for a dropped file.
    logical_date: the UTC day the delivery counts for. delivered_at: when it came, in UTC.
    """

    delivery_key: str
    source: str
    logical_date: date
    delivered_at: datetime
    original_name: str | None = None
    request: str | None = None
    page: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "delivery_key": self.delivery_key,
            "source": self.source,
            "logical_date": self.logical_date.isoformat(),
            "delivered_at": self.delivered_at.isoformat(),
            "original_name": self.original_name,
            "request": self.request,
            "page": self.page,
        }

    def write_sidecar(self, raw_file: Path) -> None:
        """Write the sidecar of a raw file, `<delivery_key>.meta.json` beside it."""
        content = self.to_json()
        write_json(sidecar_of(raw_file), content | {"sha256": sum_of(content)})

    @classmethod
    def read_sidecar(cls, raw_file: Path) -> Delivery:
        """Read the sidecar of a raw file; ContractBroken where it is missing or damaged."""
        path = sidecar_of(raw_file)
        try:
            content = _as_written(read_json(path), raw_file.stem)
            return cls(
                delivery_key=content["delivery_key"],
                source=content["source"],
                logical_date=date.fromisoformat(content["logical_date"]),
                delivered_at=datetime.fromisoformat(content["delivered_at"]),
                original_name=content["original_name"],
                request=content["request"],
                page=content["page"],
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ContractBroken(
                expected="a sidecar with the fields of a delivery",
                found=f"{type(error).__name__}: {error}",
                where=str(path),
                next_step="restore the sidecar, or drop the raw file into the inbox again",
            ) from error

    def merged_with(self, other: Delivery) -> Delivery:
        """The same bytes met twice: the earliest dates count, and the name of the earliest.

        The result does not depend on which of the two is asked.
        """
        first = min(self, other, key=lambda one: (one.logical_date, one.original_name or ""))
        return replace(first, delivered_at=min(self.delivered_at, other.delivered_at))


def _as_written(content: dict[str, Any], key: str) -> dict[str, Any]:
    """The content without its sum; ValueError where it was changed. The first ones had no sum."""
    own = {name: value for name, value in content.items() if name != "sha256"}
    if content.get("sha256") not in (None, sum_of(own)) or own["delivery_key"] != key:
        raise ValueError("it was changed since it was written")
    return own


def sidecar_of(raw_file: Path) -> Path:
    """The path of a raw file's sidecar."""
    return raw_file.with_name(f"{raw_file.stem}.meta.json")
