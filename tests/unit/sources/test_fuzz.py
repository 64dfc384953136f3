"""Arbitrary input to the parsers of structured sources: no crash, every record accounted for.

The parser of page dumps has its own fuzzer beside its tests.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from include.errors import ContractBroken
from include.settings import PROJECT, Settings
from include.sources.catalog import SOURCES
from include.sources.mapping import load_mappings
from tests.unit.sources.parsing import Parsed, parse

# Thousands of made-up inputs take their time.
pytestmark = pytest.mark.slow

_FIXTURES = PROJECT / "tests" / "fixtures"
_LIMITS = limits(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_ODD_TEXTS = [
    *("", " ", "\0", "\ud83d", "\u202e", "{[]: 1}", "['a', 'b']", "[" * 300, "9" * 500),
    *("2026-02-30", "0000-00-00", "9999-12-31T23:59:59+23:59", "Mon, 2 Apr 99999 1:2:3 GMT"),
    *("https://github.com/a/b.", "http://[", "10.1/x 10.1234/y", "2603.00001", "a b c d e f"),
]
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**63, -(2**63), 10**400]),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(_ODD_TEXTS),
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def objects(names: list[str], sound: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that are sound but for some fields, which hold anything."""
    changes = st.dictionaries(st.sampled_from(names) | st.text(max_size=8), _JSON, max_size=5)
    gone = st.sets(st.sampled_from(names), max_size=2)
    return st.builds(
        lambda changed, lost: {
            name: value for name, value in (sound | changed).items() if name not in lost
        },
        changes,
        gone,
    )


def fields_of(mapping: str) -> list[str]:
    (found,) = [one for one in load_mappings() if one.name == mapping]
    return sorted(found.known_fields)


def read(settings: Settings, source: str, content: bytes) -> Parsed | None:
    """What a parser makes of bytes; None where it refuses all of them with a reason."""
    request = "GET /x?date=2026-03-11&p=0&limit=100"
    try:
        return parse(settings, source, content, request=request, name="x.jsonl")
    except ContractBroken:
        return None


_DAILY = {"id": "2603.1", "abs": "a", "pdf": "p", "title": "T", "summary": "S", "authors": ["A"]}
_SNAPSHOT = json.loads((_FIXTURES / "jsonl" / "arxiv_snapshot.jsonl").read_text().splitlines()[0])
_LINES = st.one_of(
    objects(fields_of("arxiv_daily"), _DAILY).map(lambda one: json.dumps(one).encode()),
    objects(fields_of("arxiv_snapshot"), _SNAPSHOT).map(lambda one: json.dumps(one).encode()),
    _JSON.map(lambda one: json.dumps(one).encode()),
    st.binary(max_size=40),
)


@given(
    first=st.sampled_from([json.dumps(_DAILY).encode(), json.dumps(_SNAPSHOT).encode(), b""]),
    lines=st.lists(_LINES, max_size=8),
)
@_LIMITS
def test_every_line_of_a_dump_is_a_record_or_refused(
    settings: Settings, first: bytes, lines: list[bytes]
) -> None:
    content = b"\n".join([first, *lines])
    parsed = read(settings, "jsonl", content)
    if parsed is None:
        return
    tally = parsed.tally
    assert tally.record_count == len(parsed.rows)
    assert tally.record_count + tally.refused_count == tally.nonblank_lines
    assert tally.refused_count == tally.quarantined_lines
    numbers = [row["line_start"] for row in parsed.rows]
    assert numbers == sorted(set(numbers))
    assert all(row["title"].strip() for row in parsed.rows)


@given(mapping=st.sampled_from(load_mappings()), content=_JSON)
@_LIMITS
def test_a_form_makes_a_value_or_says_why_not(mapping: Any, content: Any) -> None:
    """As the reader calls it: on values that have passed the decoder's check of their kind."""
    for column, make in mapping.forms.items():
        line = json.dumps(dict.fromkeys(mapping.known_fields, content)).encode()
        try:
            value = getattr(mapping.lenient_decoder().decode(line), column)
        except ValueError:
            continue
        with suppress(ValueError):
            made = make(value)
            assert made is None or isinstance(made, list | datetime)


_ENTRY_NAMES = ["paper", "numComments", "title", "publishedAt"]
_PAPER_NAMES = [
    *("id", "title", "summary", "authors", "publishedAt", "upvotes", "githubRepo", "githubStars"),
    *("projectPage", "ai_keywords", "organization"),
]
_AUTHORS = st.lists(
    objects(["name", "user", "hidden", "_id"], {"name": "A", "user": {"user": "a"}}) | _JSON,
    max_size=3,
)
_PAPERS = st.builds(
    lambda paper, authors: paper | {"authors": authors},
    objects(_PAPER_NAMES, {"id": "2603.1", "title": "T"}),
    _AUTHORS,
)
_ENTRIES = st.lists(
    st.one_of(
        st.builds(
            lambda outer, paper: outer | {"paper": paper}, objects(_ENTRY_NAMES, {}), _PAPERS
        ),
        _JSON,
    ),
    max_size=5,
)


@given(document=_ENTRIES | _JSON)
@_LIMITS
def test_every_entry_of_a_list_is_a_record_or_refused(settings: Settings, document: Any) -> None:
    parsed = read(settings, "hf_daily", json.dumps(document).encode())
    assert (parsed is None) == (not isinstance(document, list))
    if parsed is not None:
        assert parsed.tally.record_count == len(parsed.rows)
        assert parsed.tally.record_count + parsed.tally.refused_count == len(document)


@given(content=st.binary(max_size=60), source=st.sampled_from(["hf_daily", "arxiv_oai", "jsonl"]))
@_LIMITS
def test_arbitrary_bytes_crash_no_parser(settings: Settings, content: bytes, source: str) -> None:
    module = SOURCES[source].module
    if hasattr(module, "contents_of"):
        module.contents_of(content)
    read(settings, source, content)


_TAGS = st.sampled_from(
    [
        *("id", "title", "created", "updated", "authors", "author", "keyname", "forenames"),
        *("categories", "comments", "doi", "abstract", "affiliation", "funding", "arXiv"),
    ]
)
_XML_TEXT = (
    st.one_of(st.text(max_size=12), st.sampled_from(_ODD_TEXTS))
    .map(lambda text: "".join(one for one in text if one == "\n" or " " <= one < "\ud800"))
    .map(escape)
)
_ELEMENTS = st.recursive(
    st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", _TAGS, _XML_TEXT),
    lambda inner: st.builds(
        lambda tag, children: f"<{tag}>{''.join(children)}</{tag}>",
        _TAGS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=10,
)
_METADATA = st.lists(_ELEMENTS, max_size=6).map(
    lambda parts: f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/">{"".join(parts)}</arXiv>'
)
_SOUND = "<id>2603.1</id><title>T</title>"
_RECORDS = st.builds(
    lambda status, metadata, is_sound: (
        f"<record><header{status}><identifier>oai:2603.1</identifier></header>"
        f"<metadata>{metadata}</metadata></record>".replace(
            'OAI/arXiv/">', f'OAI/arXiv/">{_SOUND if is_sound else ""}', 1
        )
    ),
    st.sampled_from(["", ' status="deleted"', ' status="?"']),
    _METADATA,
    st.booleans(),
)
_CURSORS = st.sampled_from(["", "0", "100", "\u00b2", "-1", "9" * 30, "1e3", "\u0663"])


@given(records=st.lists(_RECORDS, max_size=4), cursor=_CURSORS, cut=st.integers(0, 400))
@_LIMITS
def test_every_record_of_a_harvest_is_landed_or_refused(
    settings: Settings, records: list[str], cursor: str, cut: int
) -> None:
    page = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        f'{"".join(records)}<resumptionToken cursor="{cursor}">t</resumptionToken>'
        "</ListRecords></OAI-PMH>"
    ).encode()
    parsed = read(settings, "arxiv_oai", page)
    assert parsed is not None
    assert parsed.tally.record_count == len(parsed.rows)
    assert parsed.tally.record_count + parsed.tally.refused_count == len(records)
    assert read(settings, "arxiv_oai", page[: -1 - cut]) is None
