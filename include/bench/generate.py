"""Page dumps in the format of the real page and JSON-lines dumps, of any size, to measure speed.

Texts are mixed from real listings where PAPERHOUSE_BENCH_TEXTS names their folder, else generated.

What decides speed is the shape of text, so that is what is imitated. Measured on the real page of
116 papers: abstracts of 1,599 characters, 4,102 distinct words, zstd ratio 2.5 in Parquet, an
address in 29 % of the abstracts; on 10,000 abstracts of daily deliveries 1,344 characters, 48,568
distinct words, addresses in 16 %. `figures.text_figures` measures the same on what is made here.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from include.bench import words
from include.bench.real_days import mixed_papers

_HEAD = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "byAK and the research community",
)
_DRAWN_AT_ONCE = 5_000
_KNOWN_NAMES = 8_000
_RARE_SHARE = 0.035
_ADDRESS_SHARE = 0.22
_PROMISE_SHARE = 0.13
_SLOT = re.compile(r"\{(\w+)\}")


def write_page(target: Path, texts: Iterable[tuple[str, str]], day: str = "Mar 11") -> int:
    """Write a page of papers (title, abstract) and return its bytes; memory does not grow with it.

    day: month and day, as the real page has them.
    """
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for line in (*_HEAD, day):
            file.write(f"{line}\n\n")
        for title, abstract in texts:
            file.write(f"{title}\n\n{abstract}\n\n")
    return target.stat().st_size


def write_dump(target: Path, texts: Iterable[tuple[str, str]]) -> int:
    """Write papers as JSON lines in the shape of arXiv's daily listings, and return the bytes."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for number, (title, abstract) in enumerate(texts):
            paper_id = f"{1001 + number // 100_000}.{number % 100_000:05}"
            record = {
                "id": paper_id,
                "categories": ["cs.LG", "cs.CL", "stat.ML"][: 1 + number % 3],
                "pdf": f"https://arxiv.org/pdf/{paper_id}",
                "abs": f"https://arxiv.org/abs/{paper_id}",
                # Real listings name 5.9 authors a paper.
                "authors": [f"Author {number} {place}" for place in range(2 + number % 9)],
                "title": title,
                "comment": None if number % 2 else f"{number % 40 + 4} pages",
                # Real ones break their lines.
                "summary": abstract.replace(". ", ".\n"),
            }
            file.write(f"{json.dumps(record)}\n")
    return target.stat().st_size


def listings_folder() -> Path | None:
    """The folder of real listings that papers are mixed from, where one is named."""
    folder = os.environ.get("PAPERHOUSE_BENCH_TEXTS")
    return Path(folder) if folder else None


def papers(paper_count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Title and abstract of each paper; the same seed always gives the same papers."""
    if folder := listings_folder():
        yield from mixed_papers(folder, paper_count, seed)
        return
    writer = _Writer(seed)
    for _ in range(paper_count):
        yield writer.paper()


class _Writer:
    """Draws words by kind; a kind's early words come often and its late ones rarely."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # Names that other papers gave are the same whatever is written, as in a field of research.
        field = random.Random(11)
        names = [_invented_name(field) for _ in range(_KNOWN_NAMES)]
        self.name = self.long = ""
        self.known: list[str] = []
        inflect: dict[str, tuple[list[str], Callable[[str], str]]] = {
            "n": (words.NOUNS, str),
            "ns": (words.NOUNS, _plural),
            "a": (words.ADJECTIVES, str),
            "v": (words.VERBS, str),
            "vs": (words.VERBS, _plural),
            "ved": (words.VERBS, _past),
            "ving": (words.VERBS, _present),
            "adv": (words.ADVERBS, str),
        }
        self.drawn: dict[str, Iterator[str]] = {}
        self.cited = self._draw(names, str, rare=False)
        for kind, (pool, form) in inflect.items():
            self.drawn[kind] = self._draw(pool, form)
            self.drawn[kind.capitalize()] = map(_capitalised, self._draw(pool, form))
        self.drawn |= {
            "num": self._numbers(),
            "known": iter(lambda: self.random.choice(self.known), None),
            "name": iter(lambda: self.name, None),
            "long": iter(lambda: self.long, None),
            "url": iter(self._url, None),
        }
        self.frames: dict[str, tuple[str, list[str]]] = {}

    def paper(self) -> tuple[str, str]:
        """One title with its abstract."""
        rng = self.random
        self.name = _invented_name(rng)
        # A paper comes back to the few works that it builds on and compares with.
        self.known = list(islice(self.cited, rng.randint(2, 4)))
        self.long = " ".join(next(self.drawn["N"]) for _ in range(3))
        title = self._fill(rng.choice(words.TITLES))
        sentences = [
            *(self._fill(frame) for frame in rng.sample(words.BACKGROUND, rng.randint(2, 4))),
            self._fill(rng.choice(words.PROPOSAL)),
            *(self._fill(frame) for frame in rng.sample(words.DETAIL, rng.randint(3, 6))),
            *(self._fill(frame) for frame in rng.sample(words.RESULTS, rng.randint(1, 4))),
        ]
        abstract = ". ".join(sentences) + "."
        said = rng.random()
        if said < _ADDRESS_SHARE:
            abstract += " " + self._fill(rng.choice(words.GIVEN))
        elif said < _ADDRESS_SHARE + _PROMISE_SHARE:
            abstract += " " + self._fill(rng.choice(words.PROMISED))
        return title, abstract

    def _fill(self, frame: str) -> str:
        if frame not in self.frames:
            self.frames[frame] = (
                _SLOT.sub("%s", frame.replace("%", "%%")),
                _SLOT.findall(frame),
            )
        text, slots = self.frames[frame]
        drawn = self.drawn
        return text % tuple(next(drawn[slot]) for slot in slots)

    def _draw(
        self, pool: list[str], form: Callable[[str], str], *, rare: bool = True
    ) -> Iterator[str]:
        """Endless words: by Zipf's law from a pool, and now and then one that hardly recurs."""
        rng = self.random
        forms = [form(word) for word in pool]
        weights = list(accumulate(1 / (rank + 8) for rank in range(1, len(pool) + 1)))
        while True:
            for word in rng.choices(forms, cum_weights=weights, k=_DRAWN_AT_ONCE):
                if rare and rng.random() < _RARE_SHARE:
                    yield form(_rare_word(rng, pool))
                else:
                    yield word

    def _numbers(self) -> Iterator[str]:
        while True:
            yield f"{self.random.uniform(1, 99):.1f}"
            yield str(self.random.randint(2, 400))

    def _url(self) -> str:
        rng = self.random
        owner = _syllables(rng, 3) + rng.choice(["", "-lab", "-ai", str(rng.randint(1, 99))])
        repo = re.sub(r"[^A-Za-z0-9-]", "", self.name) or "code"
        return rng.choice(words.HOSTS).replace("{owner}", owner).replace("{repo}", repo)


def _invented_name(rng: random.Random) -> str:
    style = rng.random()
    if style < 0.35:
        return "".join(rng.choices("ABCDEFGHIKLMNOPRSTUV", k=rng.randint(3, 5)))
    stem = _syllables(rng, rng.randint(2, 3)).capitalize()
    if style < 0.5:
        return f"{stem}-{rng.randint(2, 70)}{rng.choice(['B', 'M', 'K', ''])}"
    if style < 0.7:
        return stem + _syllables(rng, 2).capitalize()
    return stem + rng.choice(words.NAME_TAILS)


def _rare_word(rng: random.Random, pool: list[str]) -> str:
    style = rng.random()
    if style < 0.45:
        return f"{rng.choice(words.NOUNS)}-{rng.choice(pool)}"
    if style < 0.75:
        return f"{rng.choice(words.PREFIXES)}{rng.choice(pool)}"
    return _syllables(rng, rng.randint(3, 4))


def _syllables(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(words.SYLLABLES, k=count))


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return f"{word}d"
    return f"{word[:-1]}ied" if word.endswith("y") else f"{word}ed"


def _present(word: str) -> str:
    return f"{word.removesuffix('e')}ing"


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]
