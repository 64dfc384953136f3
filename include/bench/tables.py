"""Tables of the page of measurements, and those that hold us against others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from include.bench.pipeline import Run

_GB = 1e9


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is left-aligned, the others to the right."""
    lines = [
        "| " + " | ".join(heads) + " |",
        "|---|" + "---:|" * (len(heads) - 1),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def others(sizes: dict[int, Any]) -> str:
    """The pipeline beside a plain writer, dlt and a Polars script, size by size."""
    parts = [_landing(sizes), _dumps(sizes), _script(sizes)]
    told = "\n".join(part for part in parts if part)
    return f"## Against others, on the same data\n\n{told}" if told else ""


def _landing(sizes: dict[int, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "limit_cpu_seconds" not in found:
            continue
        own = Run.from_json(found["landing"]).cpu_seconds("parse")
        limit = found["limit_cpu_seconds"]
        row = [f"{size:,}", f"{limit:.1f}", _timed(own, limit)]
        dump = found.get("dump")
        rows.append([*row, _timed(dump["parse"]["cpu_seconds"], limit) if dump else ""])
    heads = ["papers", "limit CPU s", "a page, CPU s", "JSON lines, CPU s"]
    if not rows:
        return ""
    return (
        "The limit writes ready-made dictionaries to Parquet and does nothing else; its time leaves"
        " out making them and starting Python. Ours have all of that in them, and as ratios the"
        f" times over the limit.\n\n{table(heads, rows)}"
    )


def _dumps(sizes: dict[int, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        dump = found.get("dump")
        if not dump:
            continue
        own = dump["parse"]
        row = [f"{size:,}", f"{own['seconds']:.1f}", f"{own['cpu_seconds']:.1f}"]
        row += [f"{size / own['seconds']:,.0f}", f"{own['peak_bytes'] / _GB:.2f}"]
        for name in ("dlt_arrow", "dlt_rows"):
            cost = dump.get(name)
            row.append(_timed(cost["cpu_seconds"], own["cpu_seconds"]) if cost else "")
        rows.append(row)
    heads = ["papers", "our s", "our CPU s", "records/s", "our peak GB"]
    heads += ["dlt over Arrow, CPU s", "dlt over rows, CPU s"]
    if not rows:
        return ""
    return (
        "A dump of JSON lines, read and written as Parquet, start of Python and imports included."
        " dlt writes the fields as they are: without normalised titles, hashes, cleaned text,"
        " authors with their places, and without holding a line against what was expected. In"
        f" brackets its time over ours.\n\n{table(heads, rows)}"
    )


def _script(sizes: dict[int, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "script" not in found:
            continue
        build, script = Run.from_json(found["build"]), found["script"]["cost"]
        row = [f"{size:,}", f"{build.seconds('marts'):.1f}", f"{build.cpu_seconds('marts'):.1f}"]
        row += [f"{script['seconds']:.1f}", f"{script['cpu_seconds']:.1f}"]
        rows.append([*row, f"{script['peak_bytes'] / _GB:.2f}"])
    heads = ["papers", "transform s", "transform CPU s"]
    heads += ["Polars s", "Polars CPU s", "Polars peak GB"]
    if not rows:
        return ""
    return (
        "The Polars script makes three tables of the same names by a handful of regular"
        " expressions; it leaves out spans, evidence, roles, kinds, identity, the cache and all"
        f" tests.\n\n{table(heads, rows)}"
    )


def _timed(seconds: float, unit: float) -> str:
    """Seconds, and in brackets how many times the unit that is."""
    return f"{seconds:.1f} ({seconds / unit:.1f}x)" if unit else f"{seconds:.1f}"
