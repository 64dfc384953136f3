"""JSON-lines dumps: mappings by content, compressions, bad lines, ids and authors."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.settings import PROJECT, Settings
from include.sources import jsonl, line_blocks
from include.sources.columns import clean_column
from include.sources.text import clean_text
from tests.unit.sources.parsing import DAY, MOMENT, Parsed, parse

FIXTURES = PROJECT / "tests" / "fixtures" / "jsonl"
DAILY = (FIXTURES / "arxiv_daily.jsonl").read_bytes()
GOOD = {"id": "2603.1", "abs": "a", "pdf": "p", "title": "T", "summary": "S", "authors": []}


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue().to_pybytes())


def read(settings: Settings, *lines: Any, name: str = "x.jsonl") -> Parsed:
    """Parse lines; what is no bytes becomes JSON, the rest stands as it is."""
    whole = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    return parse(settings, "jsonl", b"\n".join(whole), name=name)


def reasons(settings: Settings) -> list[tuple[int, str]]:
    lines = (settings.quarantine("jsonl") / "k.jsonl").read_text().splitlines()
    return [(one["line_start"], one["reason"]) for one in map(json.loads, lines)]


def test_a_daily_listing_is_read(settings: Settings) -> None:
    parsed = parse(settings, "jsonl", DAILY)
    first = parsed.rows[0]
    assert first.pop("record_hash")
    nobody = {"affiliation": None, "account": None}
    assert first == {
        "record_index": 1,
        "source_paper_id": "2603.00001",
        "title": "Learning to Land",
        "abstract": "We land papers in two lines.",
        "authors": [
            {"name": "Ada Example", "position": 1} | nobody,
            {"name": "Bob Example", "position": 3} | nobody,
        ],
        "categories": ["cs.LG", "cs.CL"],
        "line_start": 1,
        "line_end": 1,
    }
    assert parsed.tally.nameless_author_count == 1


def test_lists_that_python_printed_are_read(settings: Settings) -> None:
    second = parse(settings, "jsonl", DAILY).rows[1]
    assert [author["name"] for author in second["authors"]] == ["Cy O'Hara", "Dee"]
    assert second["categories"] == ["cs.CV", "cs.AI"]
    assert second["abstract"] == "It was printed by Python."


def test_the_bulk_snapshot_is_read(settings: Settings) -> None:
    parsed = parse(settings, "jsonl", (FIXTURES / "arxiv_snapshot.jsonl").read_bytes())
    first, second = parsed.rows
    assert first["source_paper_id"] == "0704.0001"
    assert first["title"] == "Old Ids Keep Their Zeros"
    assert first["abstract"] == "A first line and a second."
    assert first["comment"] == "37 pages"
    assert first["doi"] == "10.1000/snap"
    assert first["categories"] == ["cs.LG", "stat.ML"]
    names = [author["name"] for author in first["authors"]]
    assert names == ["A. Example", "B. de Vries Jr", "Collaboration"]
    assert first["published_at"].isoformat() == "2007-04-02T19:18:42+00:00"
    assert first["updated_at"].isoformat() == "2008-11-26T00:00:00+00:00"
    assert second["authors"] == []
    assert not {"published_at", "abstract", "doi"} & set(second)
    assert parsed.tally.unknown_fields == set()


@pytest.mark.parametrize(
    "compress", [gzip.compress, bz2.compress, lzma.compress, zstd], ids=["gz", "bz2", "xz", "zst"]
)
def test_compression_is_seen_from_the_bytes(
    settings: Settings, compress: Callable[[bytes], bytes]
) -> None:
    plain = parse(settings, "jsonl", DAILY, name="x.jsonl")
    assert parse(settings, "jsonl", compress(DAILY), name="x.jsonl").rows == plain.rows


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_a_cut_compressed_file_is_refused_whole(
    settings: Settings, compress: Callable[[bytes], bytes]
) -> None:
    cut = compress(DAILY * 50)[:-20]
    with pytest.raises(ContractBroken, match="a whole compressed file"):
        parse(settings, "jsonl", cut)


@pytest.mark.parametrize(
    ("written", "paper_id"),
    [
        pytest.param('"0704.0010"', "0704.0010", id="text"),
        pytest.param("2510.10000", "2510.10000", id="number with zeros at its end"),
        pytest.param("20251010000000000001", "20251010000000000001", id="long number"),
    ],
)
def test_ids_never_pass_through_floats(settings: Settings, written: str, paper_id: str) -> None:
    line = json.dumps(GOOD | {"id": "ID"}).replace('"ID"', written).encode()
    assert read(settings, line).rows[0]["source_paper_id"] == paper_id


def test_bad_lines_are_quarantined_with_their_numbers(settings: Settings) -> None:
    parsed = read(
        settings,
        GOOD,
        b"",
        b'{"id": "cut',
        GOOD | {"title": None},
        GOOD | {"title": ["changed", "kind"]},
        GOOD | {"authors": "not a list"},
        b"[1, 2]",
        GOOD | {"id": {"an": "object"}},
        GOOD,
    )
    assert [row["line_start"] for row in parsed.rows] == [1, 9]
    assert [row["record_index"] for row in parsed.rows] == [1, 8]
    refused = reasons(settings)
    assert [number for number, _ in refused] == [3, 4, 5, 6, 7, 8]
    assert "$.title" in refused[2][1]
    tally = parsed.tally
    assert tally.record_count + tally.quarantined_lines == tally.nonblank_lines == 8


def test_invalid_utf8_and_half_surrogates_become_replacements(settings: Settings) -> None:
    line = json.dumps(GOOD | {"summary": "S"}).encode().replace(b'"S"', b'"a \xff b\\u0000"')
    half = json.dumps(GOOD | {"title": "x"}).encode().replace(b'"x"', b'"y \\ud83d z"')
    parsed = read(settings, line, half)
    assert parsed.rows[0]["abstract"] == "a \ufffd b\ufffd"
    assert len(parsed.rows) + parsed.tally.refused_count == 2


def test_line_ends_of_windows_and_a_bom_are_no_text(settings: Settings) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n"
    plain = parse(settings, "jsonl", json.dumps(GOOD).encode())
    assert parse(settings, "jsonl", content).rows == plain.rows


def test_the_mapping_does_not_depend_on_the_name(settings: Settings) -> None:
    one = read(settings, GOOD, name="a.jsonl")
    assert read(settings, GOOD, name="arxiv_snapshot.jsonl").rows == one.rows


def test_a_dump_that_no_mapping_fits_is_refused(settings: Settings) -> None:
    with pytest.raises(ContractBroken, match="mapping"):
        read(settings, {"doi": "10.1/x", "name": "n"})


def test_a_dump_without_any_record_is_refused(settings: Settings) -> None:
    with pytest.raises(ContractBroken, match="lines of JSON objects"):
        read(settings, b"no json", b"at all")


def test_unknown_fields_are_reported_and_their_records_land(settings: Settings) -> None:
    parsed = read(settings, GOOD | {"venue": "ICX"})
    assert parsed.tally.unknown_fields == {"venue"}
    assert len(parsed.rows) == 1


def test_an_unknown_field_of_one_line_among_many_is_reported(settings: Settings) -> None:
    """Also where its line is refused, and where no decoder can look for its name."""
    odd = [GOOD | {"venue": "ICX"}, GOOD | {"year": 1, "title": None}, GOOD | {'a"b': [1]}]
    parsed = read(settings, *[GOOD] * 40, odd[0], *[GOOD] * 40, *odd[1:], *[GOOD] * 40)
    assert parsed.tally.unknown_fields == {"venue", "year", 'a"b'}
    assert (len(parsed.rows), [number for number, _ in reasons(settings)]) == (122, [82])
    assert [row["record_index"] for row in parsed.rows] == [n for n in range(1, 124) if n != 82]


def test_a_new_field_on_every_line_costs_neither_time_nor_memory_without_end(
    settings: Settings,
) -> None:
    at_once = GOOD | {f"another {n}": n for n in range(500)}
    parsed = read(settings, at_once, *[GOOD | {f"field {n}": n} for n in range(500)])
    assert 100 <= parsed.tally.unknown_field_count <= 200
    assert len(parsed.rows) == 501


def test_lines_that_are_one_object_only_together_are_no_records(settings: Settings) -> None:
    """And two objects on one line are none either, though their number would be right."""
    together = json.dumps(GOOD).encode().replace(b", ", b",\n", 1).split(b"\n")
    two = json.dumps(GOOD).encode()
    parsed = read(settings, GOOD, *together, two + b" " + two, GOOD)
    assert [row["line_start"] for row in parsed.rows] == [1, 5]


def test_a_line_without_end_is_not_taken_into_memory(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_blocks, "LONGEST_LINE_BYTES", 300)
    monkeypatch.setattr(line_blocks, "_BUFFER_BYTES", 200)
    parsed = read(settings, GOOD, GOOD | {"summary": "x" * 1000}, GOOD)
    assert [row["line_start"] for row in parsed.rows] == [1, 3]


def test_numbers_go_on_from_batch_to_batch(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "_BATCH_RECORDS", 2)
    monkeypatch.setattr(line_blocks, "_BUFFER_BYTES", 200)
    parsed = read(settings, *[GOOD | {"title": f"T{n}"} for n in range(5)])
    assert [(row["title"], row["record_index"]) for row in parsed.rows] == [
        (f"T{n}", n + 1) for n in range(5)
    ]


def test_a_batch_of_long_records_is_short(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dump of records of two megabytes each would not fit into memory twenty thousand at once."""
    monkeypatch.setattr(jsonl, "_BATCH_BYTES", 1_000)
    monkeypatch.setattr(line_blocks, "_BUFFER_BYTES", 500)
    lines = [json.dumps(GOOD | {"summary": "x" * 600}).encode()] * 6
    delivery = Delivery("k", "jsonl", DAY, MOMENT, original_name="x.jsonl")
    stream = io.BytesIO(b"\n".join(lines))
    batches = list(jsonl.parse(stream, delivery, Quarantine(settings, delivery)))
    assert [batch.num_rows for batch in batches] == [2, 2, 2, 0]


def test_a_dump_of_which_most_cannot_be_read_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "_MOST_REFUSED", 10)
    with pytest.raises(ContractBroken, match="11 of 12 lines"):
        read(settings, GOOD, *[b"{"] * 100)


@pytest.mark.parametrize(
    "text",
    ["a\nb", " a", "a ", "a  b", "a\u00a0b", "a\u2003b", "a\x1cb", "a\x85b", "\0", "\n", "", "a b"],
    ids=ascii,
)
def test_columns_are_cleaned_as_single_texts_are(text: str) -> None:
    assert clean_column([text, None]).to_pylist() == [clean_text(text) or None, None]


def test_a_real_day_is_read_whole(settings: Settings) -> None:
    real = PROJECT.parent / "shared" / "deliveries" / "arxiv_daily" / "2025-10-21.jsonl.gz"
    if not real.exists():
        pytest.skip("the real days are not there: shared/deliveries/arxiv_daily")
    parsed = parse(settings, "jsonl", real.read_bytes())
    assert parsed.tally.refused_count == 0
    assert parsed.tally.record_count == len(gzip.decompress(real.read_bytes()).splitlines())
