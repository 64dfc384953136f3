"""Which fact and which answer speak of the same name, so that both are counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from include.score.answers import NamedAnswer, fold
from include.score.facts import NamedFact


def match_names(
    facts: Sequence[NamedFact], answers: Sequence[NamedAnswer]
) -> list[tuple[NamedFact, NamedAnswer]]:
    """Pairs of fact and answer, one to one: names that are equal first, then other spellings."""
    pairs: list[tuple[NamedFact, NamedAnswer]] = []
    free = list(answers)
    same: Callable[[NamedFact, NamedAnswer], bool]
    for same in (
        lambda fact, answer: fact.fold == fold(answer.name),
        lambda fact, answer: fact.fold in answer.folds,
    ):
        taken = {fact.fold for fact, _ in pairs}
        for fact in facts:
            found = next((answer for answer in free if same(fact, answer)), None)
            if fact.fold not in taken and found is not None:
                pairs.append((fact, found))
                free.remove(found)
    return pairs
