"""Whether a confidence means what it says: of facts given with 0.8, eight in ten are right."""

from __future__ import annotations

from itertools import pairwise

from include.score.answers import AnswerSet
from include.score.facts import PaperFacts, ReleaseFacts
from include.score.match import match_names

BOUNDS = (0.0, 0.8, 0.84, 0.88, 0.92, 0.95, 0.965, 1.01)


def calibration_table(facts: ReleaseFacts, answers: AnswerSet) -> str:
    """Introduced names by confidence: how many, mean confidence, share that is right."""
    marks: list[tuple[float, bool]] = []
    for paper in answers.papers:
        given = facts.papers.get(paper.key, PaperFacts(paper.title)).introduced()
        right = {fact.fold for fact, _ in match_names(given, paper.introduced)}
        marks += [(fact.confidence, fact.fold in right) for fact in given]
    lines = [f"{'confidence':14} {'names':>5} {'mean':>6} {'right':>6}"]
    for low, high in pairwise(BOUNDS):
        inside = [(value, is_right) for value, is_right in marks if low <= value < high]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            share = sum(is_right for _, is_right in inside) / len(inside)
            lines.append(
                f"{low:.3f} - {min(high, 1):.3f}  {len(inside):5} {mean:6.2f} {share:6.2f}"
            )
    return "\n".join(lines)
