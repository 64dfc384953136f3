"""Labelled answers: what a person read from each paper, as the extraction should give it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from include.errors import ContractBroken

KINDS = {"survey-concept": "concept", "organisation-product": "product"}


def fold(name: str) -> str:
    """A name as it is compared: NFKC, lower case, letters and digits of any script."""
    normal = unicodedata.normalize("NFKC", name).lower()
    return "".join(character for character in normal if character.isalnum())


@dataclass(frozen=True)
class NamedAnswer:
    """One labelled name. folds: every spelling that counts as the name, folded."""

    name: str
    folds: frozenset[str]
    kind: str
    long_name: str | None
    is_primary: bool
    relation: str | None


@dataclass(frozen=True)
class PaperAnswers:
    """What a person read from one paper. links: (url, type). availability: (status, type)."""

    title: str
    introduced: tuple[NamedAnswer, ...]
    mentioned: tuple[NamedAnswer, ...]
    links: tuple[tuple[str, str], ...]
    availability: tuple[tuple[str, str], ...]
    is_survey: bool

    @property
    def key(self) -> str:
        """The folded title, by which papers of a release are found."""
        return fold(self.title) or self.title


@dataclass(frozen=True)
class AnswerSet:
    """All labelled papers of one file, and the hash of that file."""

    papers: tuple[PaperAnswers, ...]
    file_hash: str


def _named(entry: dict[str, Any]) -> NamedAnswer:
    names = [entry["name"], entry.get("long_name"), *entry.get("aliases", [])]
    return NamedAnswer(
        name=entry["name"],
        folds=frozenset(fold(name) for name in names if name),
        kind=KINDS.get(entry["kind"], entry["kind"]),
        long_name=entry.get("long_name"),
        is_primary=bool(entry.get("is_primary")),
        relation=entry.get("relation"),
    )


def _distinct(entries: list[dict[str, Any]]) -> tuple[NamedAnswer, ...]:
    by_fold: dict[str, NamedAnswer] = {}
    for entry in entries:
        by_fold.setdefault(fold(entry["name"]), _named(entry))
    return tuple(by_fold.values())


def _paper(entry: dict[str, Any]) -> PaperAnswers:
    return PaperAnswers(
        title=entry["title"],
        introduced=_distinct(entry.get("methods", [])),
        mentioned=_distinct(entry.get("mentions", [])),
        links=tuple((link["url"], link["type"]) for link in entry.get("links", [])),
        availability=tuple(
            (said["status"], said["type"]) for said in entry.get("availability", [])
        ),
        is_survey=bool(entry.get("is_survey")),
    )


def read_answers(path: Path) -> AnswerSet:
    """The labelled papers of a JSON-lines file.

    Raises ContractBroken where the file is missing, empty or not of the agreed shape.
    """
    next_step = "give a file of labelled answers with --gold"
    if not path.is_file():
        raise ContractBroken(
            expected="a file of labelled answers",
            found="none",
            where=str(path),
            next_step=next_step,
        )
    data = path.read_bytes()
    papers = []
    for number, line in enumerate(data.decode("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            papers.append(_paper(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ContractBroken(
                expected="a labelled paper with title, methods and mentions",
                found=repr(error),
                where=f"{path}, line {number}",
                next_step="mend that line",
            ) from error
    if not papers:
        raise ContractBroken(
            expected="labelled papers", found="an empty file", where=str(path), next_step=next_step
        )
    return AnswerSet(papers=tuple(papers), file_hash=hashlib.sha256(data).hexdigest())
