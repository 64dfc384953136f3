"""Papers mixed from real ones: as varied as a field is, in any number.

Read are listings as arXiv's daily deliveries have them: JSON lines, plain or compressed, with
`title` and `summary`. Each paper made takes the first half of one real abstract and the second of
another, and of their titles likewise; a name in front of the title's colon, else the title, is
given a number of its own, since a million papers do not share ten thousand names.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from include.errors import ContractBroken
from include.sources.compression import decompressed

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_LEAST_WORDS, _MOST_TITLE_WORDS = 40, 20


def mixed_papers(folder: Path, paper_count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Title and abstract of each paper; the same seed and folder always give the same papers.

    Raises ContractBroken where the folder has no listings.
    """
    real = sorted({text for path in _listings(folder) for text in _texts(path)})
    if len(real) < 2:
        raise ContractBroken(
            expected="listings of papers as JSON lines with `title` and `summary`",
            found=f"{len(real)} papers that can be mixed",
            where=str(folder),
            next_step="name a folder with *.jsonl or *.jsonl.gz, or none to have texts generated",
        )
    rng = random.Random(seed)
    for number in range(paper_count):
        first, second = rng.sample(real, 2)
        yield _mixed(first, second, number)


def _listings(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl*") if path.is_file())


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as stream:
        for line in decompressed(stream, str(path)):
            record = json.loads(line)
            title, abstract = (" ".join((record[k] or "").split()) for k in ("title", "summary"))
            is_long_enough = len(abstract.split()) >= _LEAST_WORDS
            if is_long_enough and 4 <= len(title.split()) <= _MOST_TITLE_WORDS:
                yield title, abstract


def _mixed(first: tuple[str, str], second: tuple[str, str], number: int) -> tuple[str, str]:
    beginning, ending = (_SENTENCE_END.split(abstract) for _, abstract in (first, second))
    abstract = " ".join(
        [*beginning[: (len(beginning) + 1) // 2], *ending[(len(ending) + 1) // 2 :]]
    )
    heads, tails = first[0].split(), second[0].split()
    title = " ".join([*heads[: len(heads) // 2], *tails[len(tails) // 2 :]])
    name, colon, _ = first[0].partition(":")
    if not (name and colon and " " not in name and ":" in title):
        return f"{title}, part {number}", abstract
    word, own = re.compile(rf"\b{re.escape(name)}\b"), f"{name}-{number}"
    return word.sub(lambda _: own, title), word.sub(lambda _: own, abstract)
