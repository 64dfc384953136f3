"""The facts of a release that labelled answers can be held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from include.errors import ContractBroken
from include.score.answers import fold


@dataclass(frozen=True)
class NamedFact:
    """One row of fct_methods, as far as it is scored."""

    name: str
    fold: str
    role: str
    kind: str
    long_name: str | None
    is_primary: bool
    rule_id: str
    confidence: float
    evidence: str


@dataclass
class PaperFacts:
    """What a release says of one paper. links: (url, type). availability: (status, type)."""

    title: str
    is_survey: bool | None = None
    names: list[NamedFact] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    availability: list[tuple[str, str]] = field(default_factory=list)

    def introduced(self) -> list[NamedFact]:
        """Names that the paper introduces, distinct by fold."""
        return _distinct(fact for fact in self.names if fact.role == "introduces")

    def mentioned(self) -> list[NamedFact]:
        """Names with any other role, distinct by fold."""
        return _distinct(fact for fact in self.names if fact.role != "introduces")


@dataclass(frozen=True)
class ReleaseFacts:
    """The papers of one release by folded title, and the extractor that read them."""

    papers: dict[str, PaperFacts]
    extractor_version: str
    has_links: bool


def _distinct(facts: Iterable[NamedFact]) -> list[NamedFact]:
    by_fold: dict[str, NamedFact] = {}
    for fact in facts:
        by_fold.setdefault(fact.fold, fact)
    return list(by_fold.values())


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute(
        "select table_name, table_schema from information_schema.tables"
        " where table_schema in ('marts', 'intermediate')"
        " order by table_schema"
    ).fetchall()
    return {name: f"{schema}.{name}" for name, schema in rows}


def _papers(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str], path: Path
) -> dict[str, PaperFacts]:
    """Papers by key; a work file without fct_papers is read from its intermediate tables."""
    if "fct_papers" in tables:
        rows = connection.execute(
            f"select paper_key, title, is_survey from {tables['fct_papers']}"
        ).fetchall()
    elif "int_paper_texts" in tables and "int_papers_surveyed" in tables:
        rows = connection.execute(
            f"select paper_key, title, is_survey from {tables['int_paper_texts']}"
            f" inner join {tables['int_papers_surveyed']} using (paper_key)"
        ).fetchall()
    else:
        raise ContractBroken(
            expected="a release with fct_papers and fct_methods",
            found="tables " + (", ".join(sorted(tables)) or "none"),
            where=str(path),
            next_step="give a release's paperhouse.duckdb with --release",
        )
    return {key: PaperFacts(title=title, is_survey=survey) for key, title, survey in rows}


def read_facts(path: Path) -> ReleaseFacts:
    """The scored facts of a release file, or of a build's work file.

    Raises ContractBroken where the file or its tables are missing.
    """
    if not path.is_file():
        raise ContractBroken(
            expected="a release",
            found="no file",
            where=str(path),
            next_step="publish a release, or give one with --release",
        )
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = _tables(connection)
        papers = _papers(connection, tables, path)
        if "fct_methods" not in tables:
            raise ContractBroken(
                expected="the table fct_methods",
                found="none",
                where=str(path),
                next_step="build the methods models",
            )
        versions = _read_names(connection, tables["fct_methods"], papers)
        has_links = "fct_author_links" in tables
        if has_links:
            _read_links(connection, tables["fct_author_links"], papers)
    return ReleaseFacts(
        papers={fold(paper.title) or paper.title: paper for paper in papers.values()},
        extractor_version=max(versions, key=lambda version: versions[version], default="none"),
        has_links=has_links,
    )


def _read_names(
    connection: duckdb.DuckDBPyConnection, table: str, papers: dict[str, PaperFacts]
) -> dict[str, int]:
    """Names by paper; gives back how many rows each version of the extractor made."""
    versions: dict[str, int] = defaultdict(int)
    for key, version, *values in connection.execute(
        "select paper_key, extractor_version, method_name, role, method_kind, long_name,"
        " is_primary, rule_id, confidence, evidence_text"
        f" from {table} order by paper_key, role, method_name"
    ).fetchall():
        name, *others = values
        versions[version] += 1
        papers[key].names.append(NamedFact(name, fold(name), *others))
    return versions


def _read_links(
    connection: duckdb.DuckDBPyConnection, table: str, papers: dict[str, PaperFacts]
) -> None:
    """Urls count as links whatever their status; promises and statements as availability."""
    for key, link_type, status, url in connection.execute(
        f"select paper_key, link_type, link_status, url from {table}"
        " where link_type != 'authorship' and evidence_field in ('title', 'abstract')"
        " order by paper_key, url, link_type"
    ).fetchall():
        if url is not None and (url, link_type) not in papers[key].links:
            papers[key].links.append((url, link_type))
        if status in ("promised", "stated"):
            papers[key].availability.append((status, link_type))
