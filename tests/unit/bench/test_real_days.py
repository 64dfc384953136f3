"""Papers mixed from real listings: the same whenever they are made, and no title twice."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from include.bench.generate import papers
from include.bench.real_days import mixed_papers
from include.errors import ContractBroken


def _abstract(thing: str) -> str:
    sentences = [f"Sentence {n} says that {thing} lies on the beach at dawn" for n in range(8)]
    return ". ".join(sentences) + "."


@pytest.fixture
def listings(tmp_path: Path) -> Path:
    records = [
        {"title": "SandNet: Sorting the Wet Sand of Beaches", "summary": _abstract("SandNet")},
        {"title": "Washing Shells of All Sizes at Dawn", "summary": _abstract("a shell")},
        {"title": "Too short", "summary": _abstract("a crab")},
        {"title": "An Abstract That Says Too Little", "summary": "Nothing."},
    ]
    lines = "\n".join(map(json.dumps, records)).encode()
    (tmp_path / "day.jsonl.gz").write_bytes(gzip.compress(lines))
    return tmp_path


def test_the_same_seed_mixes_the_same_papers(listings: Path) -> None:
    once = list(mixed_papers(listings, 20, seed=3))
    assert once == list(mixed_papers(listings, 20, seed=3))
    assert once != list(mixed_papers(listings, 20, seed=4))
    assert len({title for title, _ in once}) == len(once)


def test_a_paper_has_halves_of_two_and_a_name_of_its_own(listings: Path) -> None:
    made = dict(mixed_papers(listings, 20, seed=3))
    titles = [title for title in made if title.startswith("SandNet-")]
    assert len(titles) > 1
    for title in titles:
        name = title.partition(":")[0]
        assert title.removeprefix(name) == ": Sorting the All Sizes at Dawn"
        assert f"Sentence 0 says that {name} lies" in made[title]
        assert "Sentence 7 says that a shell lies" in made[title]
        assert "crab" not in made[title]


def test_the_bench_mixes_where_a_folder_is_named(
    listings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERHOUSE_BENCH_TEXTS", str(listings))
    assert list(papers(5, seed=3)) == list(mixed_papers(listings, 5, seed=3))


def test_a_folder_without_listings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractBroken, match="0 papers that can be mixed"):
        next(mixed_papers(tmp_path, 5, seed=3))
