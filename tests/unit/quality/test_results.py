"""A gate is open when something was checked and nothing critical was found."""

from __future__ import annotations

import pytest

from include.quality.results import ExpectationResult, GateVerdict, Outcome


def _result(outcome: Outcome, severity: str = "critical") -> ExpectationResult:
    return ExpectationResult("marts.x", "never empty", "title", severity, outcome, "seen", 0, "")


_MET = _result(Outcome.MET)


@pytest.mark.parametrize(
    ("results", "is_open", "critical", "warnings"),
    [
        pytest.param([_MET], True, 0, 0, id="all met"),
        pytest.param([], False, 0, 0, id="nothing checked"),
        pytest.param([_MET, _result(Outcome.NOT_MET)], False, 1, 0, id="critical"),
        pytest.param([_MET, _result(Outcome.NOT_MET, "warning")], True, 0, 1, id="a warning"),
        pytest.param([_MET, _result(Outcome.NOT_RUN)], False, 1, 0, id="could not run"),
        pytest.param(
            [_MET, _result(Outcome.NOT_RUN, "warning")], False, 1, 0, id="a warning could not run"
        ),
    ],
)
def test_a_verdict_follows_from_its_results(
    results: list[ExpectationResult], is_open: bool, critical: int, warnings: int
) -> None:
    verdict = GateVerdict("marts", "build", results)

    assert verdict.is_open is is_open
    expected = {"expectations": len(results), "critical": critical, "warnings": warnings}
    assert verdict.counts == expected


def test_a_summary_counts_what_was_met_and_warned_of() -> None:
    warned = [_MET, _result(Outcome.NOT_MET, "warning")]

    assert GateVerdict("marts", "b", [_MET, _MET]).summary == "2 of 2 expectations met"
    assert GateVerdict("marts", "b", warned).summary == "1 of 2 expectations met, 1 warnings"
