"""What is said of one budget."""

from __future__ import annotations

from dataclasses import dataclass

from include.bench.sizes import FULL_SIZE


@dataclass(frozen=True)
class Verdict:
    """One budget. verdict: met or missed; by outlook where the full size was not measured."""

    what: str
    budget: str
    measured: str
    verdict: str
    reason: str = ""


def met_or_missed(*, is_met: bool) -> str:
    """Met or missed, as the page writes it."""
    return "met" if is_met else "**missed**"


def only_at(size: int) -> str:
    """Words for a verdict that was reached at less than the full size."""
    return "" if size >= FULL_SIZE else f", at {size:,} only"
