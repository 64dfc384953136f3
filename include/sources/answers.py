"""What a source answers to one request, before anyone has parsed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Contents(StrEnum):
    """What an answer holds: records, none, or only the first part of a document."""

    RECORDS = "records"
    NONE = "no records"
    CUT = "a document that ends too early"


@dataclass(frozen=True)
class Page:
    """One answer. request: what was asked, without the host, so that a mirror changes no key.

    page: counts from 0 within one poll. day: the UTC day it counts for.
    """

    request: str
    page: int
    day: date
    content: bytes
