"""Score a release against labelled answers: python -m include.commands.score"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from include.errors import PaperhouseError
from include.files import write_bytes
from include.score.answers import AnswerSet, read_answers
from include.score.calibration import calibration_table
from include.score.facts import PaperFacts, ReleaseFacts, read_facts
from include.score.measure import Figure, PaperScore, figures, score_paper
from include.score.report import findings, halves, table
from include.settings import PROJECT, Settings, utc_now

GOLD = PROJECT.parent / "shared" / "gold" / "seed_gold.jsonl"
SEED_COLUMNS = (
    "extractor_version",
    "answers_hash",
    "paper_count",
    "measured_date",
    "metric",
    "precision",
    "recall",
    "f1",
    "f1_low",
    "f1_high",
)


def score_release(facts: ReleaseFacts, answers: AnswerSet) -> list[PaperScore]:
    """Scores of all labelled papers; one that the release does not know counts as empty."""
    return [
        score_paper(facts.papers.get(paper.key, PaperFacts(paper.title)), paper, facts.has_links)
        for paper in answers.papers
    ]


def keep(
    path: Path, facts: ReleaseFacts, answers: AnswerSet, measured: list[Figure], on: date
) -> None:
    """Write the figures into the seed, in place of those for the same extractor and answers."""
    rows: list[dict[str, str]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                row
                for row in csv.DictReader(file)
                if (row["extractor_version"], row["answers_hash"])
                != (facts.extractor_version, answers.file_hash)
            ]
    rows += [
        dict(
            zip(
                SEED_COLUMNS,
                (
                    facts.extractor_version,
                    answers.file_hash,
                    str(len(answers.papers)),
                    on.isoformat(),
                    one.metric,
                    f"{one.precision:.4f}",
                    f"{one.recall:.4f}",
                    f"{one.f1:.4f}",
                    f"{one.low:.4f}",
                    f"{one.high:.4f}",
                ),
                strict=True,
            )
        )
        for one in measured
    ]
    lines = [",".join(SEED_COLUMNS)] + [
        ",".join(row[name] for name in SEED_COLUMNS) for row in rows
    ]
    write_bytes(path, ("\n".join(lines) + "\n").encode())


def main(arguments: list[str] | None = None) -> int:
    """Print the report; write every miss and false fact to a file; 1 where something is missing."""
    parser = argparse.ArgumentParser(prog="score", description=__doc__)
    parser.add_argument(
        "--release", type=Path, help="a paperhouse.duckdb; default: the current release"
    )
    parser.add_argument("--gold", type=Path, default=GOLD, help="labelled answers, JSON lines")
    parser.add_argument("--findings", type=Path, help="file for every miss and false fact")
    parser.add_argument("--keep", action="store_true", help="write the figures into the seed")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    release = options.release or settings.current / "paperhouse.duckdb"
    list_path = options.findings or settings.home / "score" / "findings.txt"
    try:
        answers = read_answers(options.gold)
        facts = read_facts(release)
    except PaperhouseError as error:
        print(error, file=sys.stderr)
        return 1
    scores = score_release(facts, answers)
    known = sum(paper.key in facts.papers for paper in answers.papers)
    measured = figures(scores)
    print(f"extractor {facts.extractor_version}, answers {answers.file_hash[:12]}")
    print(f"{len(answers.papers)} labelled papers, {known} of them in {release}\n")
    print(table(measured))
    print("\nF1 on halves of the labelled papers")
    print(halves(figures(scores[0::2]), figures(scores[1::2])))
    print("\nconfidence of introduced names")
    print(calibration_table(facts, answers))
    list_path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(list_path, (findings(scores) + "\n").encode())
    print(f"\nevery miss and false fact: {list_path}")
    if options.keep:
        seed = settings.dbt_project / "seeds" / "ref_extraction_scores.csv"
        keep(seed, facts, answers, measured, utc_now().date())
        print(f"figures kept in {seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
