"""The words and tables in which a score is shown to a person."""

from __future__ import annotations

from collections.abc import Sequence

from include.score.measure import Figure, PaperScore


def table(figures: Sequence[Figure]) -> str:
    """One line per metric: precision, recall, F1, its interval, and how many answers there are."""
    lines = [
        f"{'metric':26} {'precision':>9} {'recall':>7} {'F1':>6}  {'95 % interval':15} answers"
    ]
    lines += [
        f"{one.metric:26} {one.precision:9.3f} {one.recall:7.3f} {one.f1:6.3f}"
        f"  {one.low:.3f} to {one.high:.3f}  {one.true:7}"
        for one in figures
    ]
    return "\n".join(lines)


def halves(first: Sequence[Figure], second: Sequence[Figure]) -> str:
    """F1 on two halves of the papers, side by side."""
    lines = [f"{'metric':26} {'even':>6} {'odd':>6} {'gap':>6}"]
    lines += [
        f"{one.metric:26} {one.f1:6.3f} {other.f1:6.3f} {abs(one.f1 - other.f1):6.3f}"
        for one, other in zip(first, second, strict=True)
    ]
    return "\n".join(lines)


def findings(scores: Sequence[PaperScore]) -> str:
    """Every miss and every false fact, by paper."""
    blocks = [
        "\n".join([score.title, *(f"  {finding}" for finding in score.findings)])
        for score in scores
        if score.findings
    ]
    return "\n".join(blocks)
