"""The machine that was measured on, in words that name no one's own machine."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_SOFTWARE = ("duckdb", "dbt-core", "dbt-duckdb", "pyarrow", "great-expectations")


def describe_machine() -> dict[str, str]:
    """Processor, cores, memory, system and the versions of the software that does the work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "software": ", ".join(
            [f"Python {platform.python_version()}", *(f"{one} {version(one)}" for one in _SOFTWARE)]
        ),
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
