"""Deliveries that want to grow, to nest or to last without end, through the whole landing.

Each is landed by a process that may take little memory beside what it has loaded. What is good in
it lands; what is not is refused with a reason, and other deliveries are not held up.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from include.landing.layout import landing_files
from include.landing.quarantine import summaries
from include.landing.raw import keep_answer
from include.settings import Settings
from include.sources.answers import Page
from include.sources.catalog import SOURCES
from tests.faults.operations import Limits, require_done, run
from tests.pipeline import DAY, MOMENT

pytestmark = pytest.mark.slow

_MEMORY_BYTES = 900_000_000
_ZEROS = b"\0" * 10_000_000


def record(**changed: Any) -> bytes:
    """A line of a daily listing."""
    whole = {"id": "2603.1", "abs": "a", "pdf": "p", "title": "T", "summary": "S", "authors": []}
    return json.dumps(whole | changed).encode() + b"\n"


def good(count: int = 60) -> bytes:
    return b"".join(record(id=f"2603.{n:05}", title=f"Paper {n}") for n in range(count))


def land(settings: Settings, source: str) -> None:
    limits = Limits(memory_bytes=_MEMORY_BYTES)
    require_done(run("land_each", settings, source, limits=limits))


def drop(settings: Settings, source: str, content: bytes) -> None:
    target = settings.inbox(source) / "dropped.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def answer(settings: Settings, source: str, content: bytes, page: int = 0) -> None:
    request = f"GET /x?p={page}&limit=100"
    keep_answer(settings, SOURCES[source], Page(request, page, DAY, content), MOMENT)


def landed(settings: Settings, source: str) -> int:
    """Records that have landed."""
    return sum(pq.read_metadata(path).num_rows for path in landing_files(settings, source).values())


def refusals(settings: Settings, source: str) -> list[str]:
    """Why whole deliveries were refused, as told beside the file that was dropped."""
    told = [path.read_text() for path in settings.inbox(source).glob(".refused/*.reason.txt")]
    return told or [
        str(one["delivery_refused_because"]) for one in summaries(settings, source).values()
    ]


def reasons(settings: Settings, source: str) -> list[str]:
    """Why single records were refused."""
    return [
        str(json.loads(line)["reason"])
        for path in settings.quarantine(source).glob("*.jsonl")
        for line in path.read_text().splitlines()
    ]


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue().to_pybytes())


def with_a_giant_dictionary(content: bytes) -> bytes:
    """The same xz stream, which now asks its reader for four gigabytes."""
    packed = bytearray(lzma.compress(content))
    size = (packed[12] + 1) * 4
    header = packed[12 : 12 + size]
    place = header.index(b"\x21\x01", 1) + 2
    header[place] = 40
    header[-4:] = zlib.crc32(header[:-4]).to_bytes(4, "little")
    packed[12 : 12 + size] = header
    return bytes(packed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(lambda: gzip.compress(_ZEROS) * 400, "a compression bomb", id="gz"),
        pytest.param(lambda: bz2.compress(_ZEROS) * 400, "a compression bomb", id="bz2"),
        pytest.param(lambda: lzma.compress(_ZEROS) * 400, "a compression bomb", id="xz"),
        pytest.param(lambda: zstd(_ZEROS * 40), "a compression bomb", id="zst"),
        pytest.param(
            lambda: gzip.compress(gzip.compress(_ZEROS) * 400), "JSON objects", id="nested"
        ),
        pytest.param(
            lambda: with_a_giant_dictionary(good()), "whole compressed file", id="xz dictionary"
        ),
        pytest.param(lambda: gzip.compress(b"x\n" * 9_000_000), "cannot be read", id="bad lines"),
    ],
)
def test_a_compression_bomb_is_refused(
    settings: Settings, content: Callable[[], bytes], reason: str
) -> None:
    drop(settings, "jsonl", content())
    land(settings, "jsonl")
    (told,) = refusals(settings, "jsonl")
    assert reason in told
    assert landed(settings, "jsonl") == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(record(more=0).replace(b": 0}", b": " + b"[" * 99_999), "", id="nested"),
        pytest.param(
            record(more=0).replace(b": 0}", b": " + b"[" * 99_999 + b"]" * 99_999 + b"}"),
            "",
            id="nested and whole",
        ),
        pytest.param(record(authors="[" * 400_000), "a list expected", id="nested as text"),
        pytest.param(record(authors="{[]: 1}"), "a list expected", id="no list as text"),
        pytest.param(record(authors=f"[{'1,' * 900_000}]"), "characters expected", id="long text"),
        pytest.param(record(summary="a" * 100_000_000), "", id="a record of 100 MB"),
        pytest.param(record(id=[1] * 100_000), "an id expected", id="a list for an id"),
    ],
)
def test_a_hostile_line_is_refused_and_the_others_land(
    settings: Settings, line: bytes, reason: str
) -> None:
    drop(settings, "jsonl", good() + line.rstrip() + b"\n" + record(id="2603.00061"))
    land(settings, "jsonl")
    assert refusals(settings, "jsonl") == ["None"]
    (told,) = reasons(settings, "jsonl")
    assert reason in told
    assert len(told) <= 2_000
    assert landed(settings, "jsonl") == 61


def test_numbers_of_any_size_keep_their_digits(settings: Settings) -> None:
    digits = "9" * 4_000
    drop(settings, "jsonl", good() + record(id="ID").replace(b'"ID"', digits.encode()))
    land(settings, "jsonl")
    (file,) = landing_files(settings, "jsonl").values()
    assert pq.read_table(file)["source_paper_id"].to_pylist()[-1] == digits


def test_names_of_fields_without_end_are_not_all_kept(settings: Settings) -> None:
    odd = b"".join(
        record(id=f"2603.{n:05}", **{f"field {n} {m}": m for m in range(2_000)})
        for n in range(1, 400)
    )
    drop(settings, "jsonl", good() + odd)
    land(settings, "jsonl")
    (file,) = landing_files(settings, "jsonl").values()
    noted = (pq.read_metadata(file).metadata or {})[b"unknown_fields"]
    assert 0 < len(noted) < 100_000


def test_a_page_with_a_line_of_100_mb_loses_that_line_only(settings: Settings) -> None:
    page = settings.sample_feed.read_bytes()
    drop(settings, "hf_pages", page + b"\n\nA title\n\n" + b"word " * 20_000_000)
    land(settings, "hf_pages")
    assert landed(settings, "hf_pages") == 40
    (told,) = reasons(settings, "hf_pages")
    assert "a line of 100,000,000 bytes is too long" in told


def entry(**changed: Any) -> dict[str, Any]:
    return {"paper": {"id": "2603.00001", "title": "T", "summary": "S", "authors": []} | changed}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"[" * 1_000_000 + b"]" * 1_000_000, "RecursionError", id="nested"),
        pytest.param(b'{"a": 1e999}', "a list of papers", id="an object"),
    ],
)
def test_a_hostile_answer_is_refused_and_holds_up_no_other(
    settings: Settings, content: bytes, reason: str
) -> None:
    answer(settings, "hf_daily", content)
    answer(settings, "hf_daily", json.dumps([entry()]).encode(), page=1)
    land(settings, "hf_daily")
    assert landed(settings, "hf_daily") == 1
    (told,) = refusals(settings, "hf_daily")
    assert reason in told


@pytest.mark.parametrize("depth", [900, 960, 1_020], ids=lambda depth: f"{depth} levels")
def test_an_entry_of_any_depth_lands_or_is_refused(settings: Settings, depth: int) -> None:
    text = json.dumps([entry(), entry(id="2603.00002", more=0)])
    nested = text.replace('"more": 0', '"more": ' + "[" * depth + "]" * depth)
    answer(settings, "hf_daily", nested.encode())
    answer(settings, "hf_daily", json.dumps([entry(id="2603.00003")]).encode(), page=1)
    land(settings, "hf_daily")
    assert landed(settings, "hf_daily") >= 1
    assert (
        landed(settings, "hf_daily") == 3
        or reasons(settings, "hf_daily")
        or refusals(settings, "hf_daily")
    )


def test_numbers_too_large_for_their_column_are_left_out_and_told(settings: Settings) -> None:
    answer(settings, "hf_daily", json.dumps([entry(upvotes=2**63, githubStars=2**62)]).encode())
    land(settings, "hf_daily")
    (file,) = landing_files(settings, "hf_daily").values()
    (row,) = pq.read_table(file, columns=["upvotes", "star_count"]).to_pylist()
    assert row == {"upvotes": None, "star_count": 2**62}
    assert (
        b"paper.upvotes (too large)" in (pq.read_metadata(file).metadata or {})[b"unknown_fields"]
    )


def harvest(metadata: str, head: str = "") -> bytes:
    """A page with one sound record and one with this metadata."""
    one = (
        "<record><header><identifier>oai:arXiv.org:2603.{n}</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2603.{n}</id><title>T</title>{more}'
        "</arXiv></metadata></record>"
    )
    records = one.format(n="00001", more="") + one.format(n="00002", more=metadata)
    return (
        f'<?xml version="1.0"?>{head}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<ListRecords>{records}<resumptionToken cursor='\u00b2'/></ListRecords></OAI-PMH>"
    ).encode()


_ATTRIBUTES = " ".join(f"a{number}=''" for number in range(50_000))
_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(
        f"<!ENTITY {name} '" + f"&{before};" * 50 + "'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)


@pytest.mark.parametrize(
    ("content", "records"),
    [
        pytest.param(harvest("<comments>&i;</comments>", _LAUGHS + "]>"), 0, id="entities"),
        pytest.param(
            harvest("&x;", "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
            0,
            id="a file as entity",
        ),
        pytest.param(harvest("<a>" * 200_000 + "</a>" * 200_000), 1, id="nested"),
        pytest.param(harvest(f"<comments {_ATTRIBUTES}/>"), 2, id="attributes"),
        pytest.param(b"<html>Maintenance</html>", 0, id="a web page"),
        pytest.param(b"", 0, id="nothing"),
    ],
)
def test_a_hostile_harvest_is_refused_and_holds_up_no_other(
    settings: Settings, content: bytes, records: int
) -> None:
    answer(settings, "arxiv_oai", content)
    answer(settings, "arxiv_oai", harvest(""), page=1)
    land(settings, "arxiv_oai")
    assert landed(settings, "arxiv_oai") == records + 2
