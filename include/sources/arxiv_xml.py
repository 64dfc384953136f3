"""The XML of arXiv's harvesting interface: a page of records, and one record as a row.

Read without document types, so that no entity can grow or reach out.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn
from xml.etree import ElementTree as ET
from xml.parsers import expat

from include.errors import ContractBroken
from include.landing.quarantine import Quarantine
from include.sources.text import clean_text, first_doi

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ARXIV = "{http://arxiv.org/OAI/arXiv/}"
_CURSOR = re.compile(r"[0-9]{1,12}")
_KNOWN = {
    *("id", "created", "updated", "authors", "title", "categories", "comments", "proxy"),
    *("report-no", "journal-ref", "doi", "license", "abstract", "msc-class", "acm-class"),
}
_KNOWN_OF_AUTHOR = {"keyname", "forenames", "suffix", "affiliation"}


class CutXml(ValueError):
    """A document that is not well-formed, as one is that was cut on its way."""


@dataclass(frozen=True)
class OaiPage:
    """One page. token: leads to the next, None on the last. cursor: records before this page.

    error: the interface's own code, such as noRecordsMatch, with its words in error_text.
    """

    records: list[ET.Element]
    token: str | None
    cursor: int
    error: str | None
    error_text: str


def read_page(content: bytes) -> OaiPage:
    """Read a page. Raises CutXml where it is not well-formed, ContractBroken where it is none."""
    try:
        _require_no_document_type(content)
        root = ET.fromstring(content)  # noqa: S314  a document type was refused above
    except (ET.ParseError, expat.ExpatError) as error:
        raise CutXml(str(error)) from error
    if root.tag != f"{_OAI}OAI-PMH":
        raise _no_page(f"a document that begins with <{root.tag[:100]}>")
    token = root.find(f".//{_OAI}resumptionToken")
    error_seen = root.find(f"{_OAI}error")
    cursor = "" if token is None else token.get("cursor", "")
    return OaiPage(
        records=root.findall(f"{_OAI}ListRecords/{_OAI}record"),
        token=None if token is None else (token.text or "").strip() or None,
        cursor=int(cursor) if _CURSOR.fullmatch(cursor) else 0,
        error=None if error_seen is None else error_seen.get("code", "an error without a code"),
        error_text="" if error_seen is None else clean_text(error_seen.text or ""),
    )


def _require_no_document_type(content: bytes) -> None:
    def refuse(*_: object) -> NoReturn:
        raise _no_page("a document type declaration, which no answer of arXiv has")

    def stop(*_: object) -> NoReturn:
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop  # after the first element none can come
    try:
        parser.Parse(content, True)
    except StopIteration:
        return


def _no_page(found: str) -> ContractBroken:
    return ContractBroken(
        expected="a page of the harvesting interface",
        found=found,
        where="an answer to ListRecords",
        next_step="open PAPERHOUSE_ARXIV_OAI_URL with ?verb=Identify in a browser",
    )


def record_row(record: ET.Element, index: int, quarantine: Quarantine) -> dict[str, Any] | None:
    """One record as a row of RECORD_SCHEMA, None where it was refused."""
    text = ET.tostring(record, encoding="unicode")
    head = {
        "record_index": index,
        "record_hash": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
    }
    header = record.find(f"{_OAI}header")
    if header is not None and header.get("status") == "deleted":
        identifier = clean_text(header.findtext(f"{_OAI}identifier") or "")
        quarantine.tally.withdrawn_count += 1
        return head | {"source_paper_id": identifier.rpartition(":")[2], "is_withdrawn": True}
    content = record.find(f"{_OAI}metadata/{_ARXIV}arXiv")
    fields = {} if content is None else {_name(child): child for child in content}
    values = {name: clean_text(child.text or "") or None for name, child in fields.items()}
    if not values.get("id") or not values.get("title"):
        missing = "an id" if values.get("title") else "a title"
        quarantine.refuse(
            reason=f"a record without {missing}", line_start=index, line_end=index, text=text
        )
        return None
    for name in fields.keys() - _KNOWN:
        quarantine.tally.note_unknown(name)
    created = _day(values, "created", quarantine)
    return head | {
        "source_paper_id": values["id"],
        "title": values["title"],
        "abstract": values.get("abstract"),
        "authors": _authors(fields.get("authors"), quarantine),
        "categories": (values.get("categories") or "").split(),
        "comment": values.get("comments"),
        "doi": first_doi(values.get("doi")),
        "published_at": created,
        # A paper that was never revised has one date.
        "updated_at": _day(values, "updated", quarantine) or created,
        "is_withdrawn": False,
    }


def _authors(authors: ET.Element | None, quarantine: Quarantine) -> list[dict[str, Any]]:
    rows = []
    for position, author in enumerate(authors if authors is not None else [], start=1):
        parts: dict[str, list[str]] = {}
        for child in author:
            parts.setdefault(_name(child), []).append(clean_text(child.text or ""))
        for name in parts.keys() - _KNOWN_OF_AUTHOR:
            quarantine.tally.note_unknown(f"authors.{name}")
        names = [one for key in ("forenames", "keyname", "suffix") for one in parts.get(key, [])]
        affiliation = "; ".join(one for one in parts.get("affiliation", []) if one)
        name = " ".join(one for one in names if one)
        if not name:
            quarantine.tally.nameless_author_count += 1
            continue
        rows.append({"name": name, "position": position, "affiliation": affiliation or None})
    return rows


def _day(values: dict[str, str | None], name: str, quarantine: Quarantine) -> datetime | None:
    text = values.get(name)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        quarantine.tally.note_unknown(f"{name} (no date)")
        return None


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
