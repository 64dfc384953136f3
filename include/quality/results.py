"""What a gate found, as plain facts that go to the ledger and from there to every reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one expectation."""

    MET = "met"
    NOT_MET = "not met"
    NOT_RUN = "could not run"


@dataclass(frozen=True)
class ExpectationResult:
    """One expectation and what was seen.

    data_set: `<layer>.<table>`. expectation: what was expected, in words. severity: `critical`
    stops, `warning` reports. observed: what was seen, in words. unexpected_count: rows against it,
    None where it speaks of the table. notes: the measured number behind its bound.
    """

    data_set: str
    expectation: str
    column_name: str | None
    severity: str
    outcome: str
    observed: str
    unexpected_count: int | None
    notes: str


@dataclass(frozen=True)
class GateVerdict:
    """All results of one gate over one subject (a delivery or a build)."""

    gate: str
    subject: str
    results: list[ExpectationResult]

    @property
    def critical(self) -> list[ExpectationResult]:
        """Results that close the gate; what could not run counts as critical."""
        return [
            one
            for one in self.results
            if one.outcome == Outcome.NOT_RUN
            or (one.outcome == Outcome.NOT_MET and one.severity == "critical")
        ]

    @property
    def warnings(self) -> list[ExpectationResult]:
        return [
            one
            for one in self.results
            if one.outcome == Outcome.NOT_MET and one not in self.critical
        ]

    @property
    def is_open(self) -> bool:
        """Whether the data may pass; a gate that checked nothing stays closed."""
        return bool(self.results) and not self.critical

    @property
    def counts(self) -> dict[str, int]:
        return {
            "expectations": len(self.results),
            "critical": len(self.critical),
            "warnings": len(self.warnings),
        }

    @property
    def summary(self) -> str:
        met = sum(one.outcome == Outcome.MET for one in self.results)
        text = f"{met} of {len(self.results)} expectations met"
        return f"{text}, {len(self.warnings)} warnings" if self.warnings else text
