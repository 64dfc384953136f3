"""A landing file follows the contract exactly, and titles are compared as identity needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from include.landing import writer
from include.landing.delivery import Delivery
from include.landing.schemas import LANDING_SCHEMA, RECORD_SCHEMA

_NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
_DUMP = Delivery("key", "hf_pages", date(2026, 3, 11), _NOON, original_name="dump.txt")


def _batch(*rows: dict[str, Any]) -> pa.RecordBatch:
    filled = [
        {"record_index": index, "record_hash": "h", "title": "T", "abstract": "A"} | row
        for index, row in enumerate(rows, start=1)
    ]
    return pa.RecordBatch.from_pylist(filled, schema=RECORD_SCHEMA)


def _write(tmp_path: Path, *batches: pa.RecordBatch) -> pa.Table:
    target = tmp_path / "deep" / "file.parquet"
    written = writer.write_landing(target, iter(batches), _DUMP, lambda: {"record_count": "1"})
    table = pq.read_table(target)
    assert written == table.num_rows
    return table


def test_a_landing_file_has_exactly_the_contract_s_schema(tmp_path: Path) -> None:
    table = _write(tmp_path, _batch({}))

    assert table.schema.remove_metadata() == LANDING_SCHEMA.remove_metadata()


def test_every_row_carries_its_delivery_and_its_record(tmp_path: Path) -> None:
    authors = [{"name": "Ada", "position": 1, "affiliation": None, "account": None}]
    (row, _) = _write(tmp_path, _batch({"authors": authors}, {})).to_pylist()

    assert (row["delivery_key"], row["source"]) == ("key", "hf_pages")
    assert (row["delivery_date"], row["delivered_at"]) == (date(2026, 3, 11), _NOON)
    assert row["authors"] == authors
    assert row["links"] is None


def test_batches_are_written_in_their_order_and_empty_ones_passed_over(tmp_path: Path) -> None:
    empty = RECORD_SCHEMA.empty_table().to_batches(max_chunksize=1)
    batches = [_batch({"title": "one"}), *empty, _batch({}), _batch({"title": "three"})]
    batches[1] = pa.RecordBatch.from_pylist([], schema=RECORD_SCHEMA)

    assert _write(tmp_path, *batches)["title"].to_pylist() == ["one", "three"]


def test_a_delivery_without_records_is_a_file_without_rows(tmp_path: Path) -> None:
    table = _write(tmp_path)

    assert table.num_rows == 0
    assert table.schema.names == LANDING_SCHEMA.names


def test_the_footer_is_asked_for_after_the_last_batch(tmp_path: Path) -> None:
    counted = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal counted
        for _ in range(3):
            counted += 1
            yield _batch({})

    target = tmp_path / "file.parquet"
    writer.write_landing(target, batches(), _DUMP, lambda: {"record_count": str(counted)})

    assert pq.read_metadata(target).metadata[b"record_count"] == b"3"


def test_row_groups_are_small_enough_for_two_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_ROW_GROUP_RECORDS", 2)
    target = tmp_path / "file.parquet"
    writer.write_landing(target, iter([_batch({}, {}, {})]), _DUMP, dict)

    assert pq.read_metadata(target).num_row_groups == 2


@pytest.mark.parametrize(
    ("title", "normalised"),
    [
        pytest.param("WISE: Rethinking Memory!", "wiserethinkingmemory", id="case and marks"),
        pytest.param("\uff37\uff29\uff33\uff25\u3000\uff12", "wise2", id="full width"),
        pytest.param("e\ufb03cient \ufb01eld", "efficientfield", id="ligatures"),
        pytest.param("Poincare\u0301", "poincar\u00e9", id="accent apart"),
        pytest.param("Poincar\u00e9", "poincar\u00e9", id="accent together"),
        pytest.param("\u03b2-VAE \u0391", "\u03b2vae\u03b1", id="Greek"),
        pytest.param("\u6df1\u5ea6 \u5b66\u4e60\u3002", "\u6df1\u5ea6\u5b66\u4e60", id="Chinese"),
        pytest.param("\u041c\u0418\u0420 \u2014 \u0451", "\u043c\u0438\u0440\u0451", id="Cyrillic"),
        pytest.param("x\u00b2 + \u00bd", "x212", id="digits above and fractions"),
        pytest.param("snake_case", "snakecase", id="underscore"),
        pytest.param("$\\alpha$-GAN", "alphagan", id="TeX"),
        pytest.param("\U0001f989\U0001f4c4", "\U0001f989\U0001f4c4", id="emoji only, kept"),
        pytest.param("?!", "?!", id="marks only, kept"),
        pytest.param("", "", id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_titles_are_compared_by_letters_and_digits_alone(
    title: str | None, normalised: str | None
) -> None:
    assert writer.normalise_titles(pa.array([title], pa.string())).to_pylist() == [normalised]


def test_the_text_hash_is_that_of_title_abstract_and_comment(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"title": "a", "abstract": "b", "comment": "c"},
        {"title": "a", "abstract": "b"},
        {"title": "ab", "abstract": ""},
        {"title": "a", "abstract": "b", "record_hash": "other", "upvotes": 3},
    ]
    hashes = _write(tmp_path, _batch(*rows))["text_hash"].to_pylist()

    first = hashlib.md5(b"a\x1fb\x1fc", usedforsecurity=False).hexdigest()
    assert hashes[0] == first
    assert hashes[1] == hashes[3]
    assert len(set(hashes)) == 3
