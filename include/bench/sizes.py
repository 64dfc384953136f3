"""What was found size by size, and how it goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from include.bench.pipeline import Run

FULL_SIZE = 1_000_000


def measured_sizes(results: dict[str, Any], part: str = "build") -> dict[int, dict[str, Any]]:
    """What was found by size, ascending, of the sizes where that part was measured."""
    found = {int(size): parts for size, parts in results["sizes"].items() if part in parts}
    return dict(sorted(found.items()))


def at_full_size(sizes: dict[int, Any], value: Callable[[dict[str, Any]], float]) -> float | None:
    """The value of the full size: as measured, else on a line through the two largest sizes.

    None where there is no line, or one that falls.
    """
    if max(sizes) >= FULL_SIZE:
        return value(sizes[max(sizes)])
    if len(sizes) < 2:
        return None
    smaller, larger = sorted(sizes)[-2:]
    first, second = value(sizes[smaller]), value(sizes[larger])
    if second <= first:
        return None
    return second + (second - first) / (larger - smaller) * (FULL_SIZE - larger)


def growth(sizes: dict[int, Any], *steps: str, use_cpu: bool) -> float | None:
    """Time per paper between the two largest sizes, over that between the two before.

    steps: of landing and build; all where none is named. None with fewer than three sizes, or where
    the times do not rise.
    """
    three = sorted(sizes)[-3:]
    if len(three) < 3:
        return None
    times = []
    for size in three:
        runs = [Run.from_json(sizes[size][part]) for part in ("landing", "build")]
        times.append(
            sum(one.cpu_seconds(*steps) if use_cpu else one.seconds(*steps) for one in runs)
        )
    before = (times[1] - times[0]) / (three[1] - three[0])
    after = (times[2] - times[1]) / (three[2] - three[1])
    return after / before if before > 0 and after > 0 else None
