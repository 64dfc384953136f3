"""The labelled arXiv abstracts can be scored with, and what was seen first stays apart."""

from __future__ import annotations

import pytest

from include.score.answers import AnswerSet, read_answers
from include.settings import PROJECT

LABELS = PROJECT / "tests" / "labels"


def labelled(name: str) -> AnswerSet:
    return read_answers(LABELS / f"arxiv_{name}.jsonl")


@pytest.mark.parametrize(("name", "paper_count"), [("development", 1_060), ("first_sight", 300)])
def test_a_set_has_its_papers_once_each(name: str, paper_count: int) -> None:
    papers = labelled(name).papers
    assert len(papers) == len({paper.key for paper in papers}) == paper_count
    assert any(paper.introduced for paper in papers)
    assert any(not paper.introduced for paper in papers)


def test_no_paper_is_in_both_sets() -> None:
    development, first = (
        {one.key for one in labelled(n).papers} for n in ("development", "first_sight")
    )
    assert not development & first
