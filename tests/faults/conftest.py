"""How often the fault suite strikes, and the table it writes about what it did."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from include.settings import Settings, utc_now
from tests.faults.state import current_hashes
from tests.pipeline import copy_house

KILLS = int(os.environ.get("PAPERHOUSE_FAULT_KILLS", "6"))
PUBLISHES = int(os.environ.get("PAPERHOUSE_FAULT_PUBLISHES", "6"))
IS_LONG = KILLS >= 200


@dataclass
class Report:
    """What was done, test by test: words, how often, and what came of it."""

    rows: dict[str, tuple[str, int, str]] = field(default_factory=dict)


_REPORT = Report()
Record = Callable[[str, object], None]
_Reporting = Generator[None, pytest.TestReport, pytest.TestReport]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Chance that comes out the same in every run; each test has its own."""
    return random.Random(str(request.node.name))


@pytest.fixture(scope="module")
def shared_house(sample_house: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house that all tests of a module strike, one after the other."""
    return copy_house(sample_house, tmp_path_factory.mktemp("faults") / "house")


@pytest.fixture(scope="session")
def sound_hashes(sample_house: Settings) -> dict[str, str]:
    """The logical hashes of a release that no fault has met."""
    return current_hashes(sample_house)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> _Reporting:
    """Note each test of this folder with its sentence and the number of faults."""
    report = yield
    if report.when == "call" or report.skipped or report.failed:
        told = dict(item.user_properties)
        function = getattr(item, "function", None)
        sentence = (getattr(function, "__doc__", None) or item.name).strip().split("\n\n")[0]
        words = " ".join(sentence.split())
        if hasattr(item, "callspec"):
            words += f" ({item.callspec.id})"
        _REPORT.rows[item.nodeid] = (words, int(str(told.get("faults", 1))), str(report.outcome))
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the table where PAPERHOUSE_FAULT_REPORT says."""
    target = os.environ.get("PAPERHOUSE_FAULT_REPORT")
    if not target or not _REPORT.rows:
        return
    lines = [
        "# Reliability",
        "",
        "What the fault suite did, and what came of it. Written by `make faults` itself, last on",
        f"{utc_now():%Y-%m-%d}: {sum(count for _, count, _ in _REPORT.rows.values()):,} faults.",
        "",
        "Each is met by real processes on a real file system. What has to hold after every one:",
        "`current` leads to a complete, verified release; the next run ends with the logical",
        "hashes of a run without faults; no delivery is lost or doubled.",
        "",
        "| what was done, and what held | faults | outcome |",
        "|---|---|---|",
    ]
    lines += [
        f"| {words} | {count:,} | {outcome} |" for words, count, outcome in _REPORT.rows.values()
    ]
    Path(target).write_text("\n".join(lines) + "\n")
