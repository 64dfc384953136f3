"""A sidecar gives its delivery back, and the same bytes met twice merge in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from itertools import permutations
from pathlib import Path

import pytest

from include.errors import ContractBroken
from include.landing.delivery import Delivery, sidecar_of

_DUMP = Delivery(
    delivery_key="k" * 64,
    source="hf_pages",
    logical_date=date(2026, 3, 11),
    delivered_at=datetime(2026, 3, 11, 12, 0, tzinfo=UTC),
    original_name="dump.txt",
)
_EARLIEST = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "delivery",
    [
        pytest.param(_DUMP, id="a dropped file"),
        pytest.param(replace(_DUMP, original_name=None, request="GET /x", page=2), id="an answer"),
        pytest.param(replace(_DUMP, original_name="a\nb\x1b[1m \U0001f4c4"), id="an odd name"),
    ],
)
def test_a_sidecar_gives_its_delivery_back(tmp_path: Path, delivery: Delivery) -> None:
    raw_file = tmp_path / f"{delivery.delivery_key}.txt"
    delivery.write_sidecar(raw_file)

    assert Delivery.read_sidecar(raw_file) == delivery
    assert sidecar_of(raw_file) == tmp_path / f"{delivery.delivery_key}.meta.json"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="no fields"),
        pytest.param(None, id="absent"),
    ],
)
def test_a_damaged_sidecar_is_a_broken_contract(tmp_path: Path, content: str | None) -> None:
    raw_file = tmp_path / "key.txt"
    if content is not None:
        sidecar_of(raw_file).write_text(content)

    with pytest.raises(ContractBroken) as broken:
        Delivery.read_sidecar(raw_file)

    assert broken.value.where == str(tmp_path / "key.meta.json")


def test_a_sidecar_with_a_day_that_does_not_exist_is_named(tmp_path: Path) -> None:
    raw_file = tmp_path / "key.txt"
    _DUMP.write_sidecar(raw_file)
    path = sidecar_of(raw_file)
    path.write_text(path.read_text().replace("2026-03-11", "2026-02-30"))

    with pytest.raises(ContractBroken, match="the fields of a delivery"):
        Delivery.read_sidecar(raw_file)


def test_meetings_of_the_same_bytes_merge_the_same_in_any_order() -> None:
    met = [
        replace(_DUMP, logical_date=date(2026, 3, 12), original_name="a.txt"),
        replace(_DUMP, original_name="z.txt", delivered_at=datetime(2026, 3, 13, tzinfo=UTC)),
        replace(_DUMP, original_name="m.txt", delivered_at=datetime(2026, 3, 14, tzinfo=UTC)),
        replace(_DUMP, logical_date=date(2026, 3, 14), delivered_at=_EARLIEST),
    ]
    merged = {reduce(Delivery.merged_with, order) for order in permutations(met)}

    assert merged == {replace(_DUMP, original_name="m.txt", delivered_at=_EARLIEST)}
