"""The score of the extraction on the labelled page: the report, its figures and its findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from include.commands import score
from include.release.releases import FILE_NAME
from tests.pipeline import Published

pytestmark = pytest.mark.slow


def figures(report: str) -> dict[str, float]:
    """F1 by metric, from the first table of the report."""
    table = report.split("F1 on halves", maxsplit=1)[0].splitlines()
    rows = [line for line in table if " to " in line]
    return {line[:26].strip(): float(line[26:].split()[2]) for line in rows}


def test_the_report_scores_names_links_and_availability(
    published: Published,
    labelled_papers: list[dict[str, object]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    findings = tmp_path / "findings.txt"
    release = str(published.release / FILE_NAME)
    assert score.main(["--release", release, "--findings", str(findings)]) == 0
    measured = figures(capsys.readouterr().out)
    assert measured["links"] == measured["link type"] == measured["availability"] == 1.0
    assert measured["introduced names"] > 0.9
    assert measured["mentions"] > 0.88
    assert "introduced, missed:" in findings.read_text()


def test_a_release_that_is_not_there_gets_a_clear_error(
    labelled_papers: list[dict[str, object]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score.main(["--release", str(tmp_path / "none.duckdb")]) == 1
    assert "publish a release" in capsys.readouterr().err
