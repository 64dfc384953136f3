"""Precision, recall and F1 of facts against answers, with bootstrap intervals over papers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from include.score.answers import NamedAnswer, PaperAnswers, fold
from include.score.facts import NamedFact, PaperFacts
from include.score.match import match_names

ROUNDS = 1000
SEED = 20


@dataclass(frozen=True)
class Counts:
    """Right facts, given facts and true answers of one paper or of many."""

    right: int = 0
    given: int = 0
    true: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.given + other.given, self.true + other.true)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        total = self.given + self.true
        return 2 * self.right / total if total else 1.0


@dataclass
class PaperScore:
    """Counts by metric for one paper, and what was missed or wrong, in words."""

    title: str
    counts: dict[str, Counts] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    """One measured metric; low and high bound the middle 95 % of F1 over resampled papers."""

    metric: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    true: int


def _count(pairs: int, facts: Sequence[object], answers: Sequence[object]) -> Counts:
    return Counts(pairs, len(facts), len(answers))


def _score_introduced(score: PaperScore, facts: PaperFacts, answers: PaperAnswers) -> None:
    given = facts.introduced()
    pairs = match_names(given, answers.introduced)
    score.counts["introduced names"] = _count(len(pairs), given, answers.introduced)
    found = {answer for _, answer in pairs}
    primary = [answer for answer in answers.introduced if answer.is_primary]
    found_primary = [answer for answer in primary if answer in found]
    score.counts["primary names found"] = Counts(
        len(found_primary), len(found_primary), len(primary)
    )
    given_primary = [fact for fact in given if fact.is_primary]
    right_primary = [1 for fact, answer in pairs if fact.is_primary and answer.is_primary]
    score.counts["is_primary"] = _count(len(right_primary), given_primary, primary)
    kinds = sum(fact.kind == answer.kind for fact, answer in pairs)
    score.counts["kind of introduced"] = Counts(kinds, len(pairs), len(pairs))
    long_right = sum(
        1
        for fact, answer in pairs
        if fact.long_name
        and fold(fact.long_name) in {fold(answer.long_name or ""), *answer.folds}
        and answer.long_name
    )
    score.counts["long form of introduced"] = Counts(
        long_right,
        sum(1 for fact, _ in pairs if fact.long_name),
        sum(1 for _, answer in pairs if answer.long_name),
    )
    _find_introduced(score, given, answers, pairs)


def _find_introduced(
    score: PaperScore,
    given: Sequence[NamedFact],
    answers: PaperAnswers,
    pairs: Sequence[tuple[NamedFact, NamedAnswer]],
) -> None:
    """What was missed, false or told wrongly of introduced names, in words."""
    found = {answer for _, answer in pairs}
    right_folds = {fact.fold for fact, _ in pairs}
    for answer in answers.introduced:
        if answer not in found:
            score.findings.append(f"introduced, missed: {answer.name} ({answer.kind})")
    for fact in given:
        if fact.fold not in right_folds:
            score.findings.append(
                f"introduced, false: {fact.name} [{fact.rule_id} {fact.confidence:.2f}]"
                f" in: {fact.evidence}"
            )
    for fact, answer in pairs:
        if fact.kind != answer.kind:
            score.findings.append(f"kind: {fact.name} is {answer.kind}, given {fact.kind}")
        if fact.is_primary != answer.is_primary:
            score.findings.append(f"primary: {fact.name} is {answer.is_primary}")
        if fold(fact.long_name or "") != fold(answer.long_name or ""):
            score.findings.append(
                f"long form: {fact.name} is {answer.long_name}, given {fact.long_name}"
            )


def _score_mentions(score: PaperScore, facts: PaperFacts, answers: PaperAnswers) -> None:
    given = facts.mentioned()
    pairs = match_names(given, answers.mentioned)
    score.counts["mentions"] = _count(len(pairs), given, answers.mentioned)
    relations = sum(fact.role == answer.relation for fact, answer in pairs)
    score.counts["relation of mentions"] = Counts(relations, len(pairs), len(pairs))
    right_folds = {fact.fold for fact, _ in pairs}
    found = {answer for _, answer in pairs}
    for answer in answers.mentioned:
        if answer not in found:
            score.findings.append(f"mention, missed: {answer.name} ({answer.relation})")
    for fact in given:
        if fact.fold not in right_folds:
            score.findings.append(
                f"mention, false: {fact.name} [{fact.rule_id}] in: {fact.evidence}"
            )
    for fact, answer in pairs:
        if fact.role != answer.relation:
            score.findings.append(
                f"relation: {fact.name} is {answer.relation}, given {fact.role}"
                f" [{fact.rule_id}] in: {fact.evidence}"
            )


def _score_roles(score: PaperScore, facts: PaperFacts, answers: PaperAnswers) -> None:
    """Of names found in any role, those whose role is rightly introduces or not."""
    introduced, mentioned = facts.introduced(), facts.mentioned()
    right = len(match_names(introduced, answers.introduced)) + len(
        match_names(mentioned, answers.mentioned)
    )
    wrong = len(match_names(introduced, answers.mentioned)) + len(
        match_names(mentioned, answers.introduced)
    )
    score.counts["role of names found"] = Counts(right, right + wrong, right + wrong)


def _score_links(score: PaperScore, facts: PaperFacts, answers: PaperAnswers) -> None:
    given = dict(facts.links)
    true = dict(answers.links)
    right = given.keys() & true.keys()
    score.counts["links"] = _count(len(right), list(given), list(true))
    typed = sum(given[url] == true[url] for url in right)
    score.counts["link type"] = Counts(typed, len(right), len(right))
    for url in sorted(true.keys() - given.keys()):
        score.findings.append(f"link, missed: {url}")
    for url in sorted(given.keys() - true.keys()):
        score.findings.append(f"link, false: {url}")
    for url in sorted(right):
        if given[url] != true[url]:
            score.findings.append(f"link type: {url} is {true[url]}, given {given[url]}")
    said, wanted = set(facts.availability), set(answers.availability)
    score.counts["availability"] = Counts(len(said & wanted), len(said), len(wanted))
    for status, kind in sorted(wanted - said):
        score.findings.append(f"availability, missed: {status} {kind}")
    for status, kind in sorted(said - wanted):
        score.findings.append(f"availability, false: {status} {kind}")


def score_paper(facts: PaperFacts, answers: PaperAnswers, has_links: bool) -> PaperScore:
    """Every metric for one paper."""
    score = PaperScore(answers.title)
    _score_introduced(score, facts, answers)
    _score_mentions(score, facts, answers)
    _score_roles(score, facts, answers)
    if has_links:
        _score_links(score, facts, answers)
    survey = int(facts.is_survey is True)
    score.counts["is_survey"] = Counts(
        int(survey and answers.is_survey), survey, int(answers.is_survey)
    )
    if bool(survey) != answers.is_survey:
        score.findings.append(f"survey: is {answers.is_survey}, given {bool(survey)}")
    return score


def add_up(scores: Sequence[PaperScore], metric: str) -> Counts:
    """The counts of one metric over papers."""
    return sum((score.counts[metric] for score in scores), Counts())


def figures(scores: Sequence[PaperScore]) -> list[Figure]:
    """Every metric over papers; intervals from resampled papers, with a fixed seed."""
    if not scores:
        return []
    chance = random.Random(SEED)
    samples = [chance.choices(range(len(scores)), k=len(scores)) for _ in range(ROUNDS)]
    result = []
    for metric in scores[0].counts:
        each = [score.counts[metric] for score in scores]
        total = sum(each, Counts())
        spread = sorted(
            Counts(
                sum(each[i].right for i in sample),
                sum(each[i].given for i in sample),
                sum(each[i].true for i in sample),
            ).f1
            for sample in samples
        )
        result.append(
            Figure(
                metric,
                total.precision,
                total.recall,
                total.f1,
                spread[ROUNDS * 25 // 1000],
                spread[ROUNDS * 975 // 1000 - 1],
                total.true,
            )
        )
    return result
