"""Real days, pages and answers, and made cases for what those lack; each delivery once."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.comings import Coming

# Few papers each, with repeats inside a day and from day to day.
_REAL_DAYS = ("2025-10-14", "2025-11-15", "2025-11-18", "2025-12-13")
_PAGE_TITLE = "A Page Title That Meets Its Id Later"
_SHARED_TITLE = "Two Ids Bear This Title"
_ABSTRACT = (
    "We introduce {name}, a method that reads deliveries in any order. It builds on BERT and is"
    " evaluated on GLUE. Code is available at https://github.com/example/{name}."
)


def mixed_deliveries(shared: Path) -> list[Coming]:
    """All deliveries. shared: the folder of real material."""
    return [*_real(shared), *_dumps(), *_harvests(), *_pages()]


def come_again(deliveries: list[Coming]) -> list[Coming]:
    """A copy of each, under another name and date: later, earlier, or earlier on the same day."""
    copies = []
    for number, one in enumerate(deliveries):
        days, hours = ((3, 1), (-2, 0), (0, -2))[number % 3]
        moment = one.moment + timedelta(days=days, hours=hours)
        if one.name is None:
            copies.append(replace(one, moment=moment))
        else:
            day, name = one.day + timedelta(days=days), f"copy_{number}.{one.name[-4:]}"
            copies.append(replace(one, moment=moment, day=day, name=name))
    return copies


def earliest(comings: list[Coming]) -> list[Coming]:
    """Each delivery once, as if it had come at the earliest that it did."""
    found: dict[Any, Coming] = {}
    for one in comings:
        before = found.get(one.identity)
        found[one.identity] = before.earliest_with(one) if before else one
    return list(found.values())


def _moment(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _real(shared: Path) -> list[Coming]:
    found = []
    for name in _REAL_DAYS:
        file, day = f"{name}.jsonl.gz", date.fromisoformat(name)
        content = (shared / "deliveries" / "arxiv_daily" / file).read_bytes()
        found.append(Coming("jsonl", content, day, _moment(day), name=file))
    page, day = shared / "feeds" / "hf_papers_mar_11.txt", date(2026, 3, 12)
    found.append(Coming("hf_pages", page.read_bytes(), day, _moment(day), name=page.name))
    answer, day = (
        shared / "fixtures" / "hf_daily_papers" / "daily_2026-06-12.json",
        date(2026, 6, 12),
    )
    content = answer.read_bytes()
    found.append(_list_of(day, content, 3))
    # The same list, measured again with other counts.
    found.append(_list_of(day, content.replace(b'"upvotes":', b'"upvotes":1'), 9))
    found.append(_list_of(date(2026, 6, 13), b"[]", 3))
    account = {"name": "Ada Example", "user": {"user": "ada-example"}}
    claimed = {"id": "2605.00010", "title": "A Claimed Paper", "authors": [account]}
    found.append(_list_of(date(2026, 6, 14), json.dumps([{"paper": claimed}]).encode(), 3))
    return found


def _list_of(day: date, content: bytes, hour: int) -> Coming:
    request = f"GET /api/daily_papers?date={day}&p=0&limit=100"
    return Coming("hf_daily", content, day, _moment(day, hour), request=request)


def _dumps() -> list[Coming]:
    """A title that changes, a revision without a date, two ids of one title, very many authors."""
    first = [
        _record("2605.00001", "A Title Before It Changed", "OrderNet"),
        _record("2605.00002", _SHARED_TITLE, "TwinNet"),
        _record("2605.00003", "A Paper That Is Revised", "FirstNet"),
        _record("2605.00009", "A Paper of Very Many", "CrowdNet")
        | {"authors": [f"Author {number}" for number in range(3303)]},
    ]
    second = [
        _record("2605.00001v2", "A Title After It Changed", "OrderNet"),
        _record("2605.00004", _SHARED_TITLE, "OtherTwinNet"),
        _record("2605.00003", "A Paper That Is Revised", "SecondNet"),
    ]
    return [
        _dump("2026-05-04.jsonl", first, b"no json\n"),
        _dump("2026-05-06.jsonl", second),
        # Of two texts of one day neither is the later one.
        _dump("2026-05-06_again.jsonl.gz", [*second[:2], _record("2605.00003", "A", "ThirdNet")]),
    ]


def _record(paper_id: str, title: str, name: str) -> dict[str, Any]:
    return {
        "id": paper_id,
        "categories": ["cs.LG"],
        "pdf": "p",
        "abs": "a",
        "authors": ["Ada Example", "Bo Example"],
        "title": title,
        "comment": None,
        "summary": _ABSTRACT.format(name=name),
    }


def _dump(name: str, records: list[dict[str, Any]], rest: bytes = b"") -> Coming:
    day = date.fromisoformat(name[:10])
    content = "".join(f"{json.dumps(one)}\n" for one in records).encode() + rest
    packed = gzip.compress(content, mtime=0) if name.endswith(".gz") else content
    return Coming("jsonl", packed, day, _moment(day), name=name)


def _harvests() -> list[Coming]:
    """Papers that are withdrawn, reinstated, and both on one day; one that a page has shown."""
    listed = {
        "2605.00005": "A Paper That Is Withdrawn",
        "2605.00006": "A Paper That Comes Back",
        "2605.00001": "A Title After It Changed Again",
    }
    return [
        _harvest(date(2026, 5, 5), _listed(listed)),
        _harvest(date(2026, 5, 7), _deleted("2605.00005"), _deleted("2605.00006")),
        _harvest(date(2026, 5, 9), _listed({"2605.00006": "A Paper That Comes Back"})),
        _harvest(
            date(2026, 5, 10),
            _listed(
                {
                    "2605.00007": _PAGE_TITLE,
                    "2605.00008": "Listed and Deleted at Once",
                    "2605.00010": "A Claimed Paper",
                }
            ),
            _deleted("2605.00008"),
        ),
    ]


def _listed(titles: dict[str, str]) -> str:
    return "".join(
        f"<record><header><identifier>oai:arXiv.org:{paper_id}</identifier></header><metadata>"
        f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{paper_id}</id>'
        "<created>2026-05-01</created><authors><author><keyname>Example</keyname>"
        f"<forenames>Ada</forenames></author></authors><title>{title}</title>"
        f"<categories>cs.CL</categories><abstract>{_ABSTRACT.format(name='HarvestNet')}</abstract>"
        "</arXiv></metadata></record>"
        for paper_id, title in titles.items()
    )


def _deleted(paper_id: str) -> str:
    identifier = f"<identifier>oai:arXiv.org:{paper_id}</identifier>"
    return f'<record><header status="deleted">{identifier}</header></record>'


def _harvest(day: date, *records: str) -> Coming:
    content = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        f"{''.join(records)}</ListRecords></OAI-PMH>"
    )
    request = f"ListRecords metadataPrefix=arXiv set=cs:cs:CL from={day} until={day}"
    moment = _moment(day, 23)
    return Coming("arxiv_oai", content.encode(), day, moment, request=request)


def _pages() -> list[Coming]:
    """Titles without an id: one meets it later, one is an older version's, one stands for two."""
    titles = [_PAGE_TITLE, "a title before it changed", _SHARED_TITLE, "A Title Nobody Else Has"]
    lines = ["Daily Papers", "", "May 5", ""]
    for title in titles:
        lines += [
            title,
            "",
            f"{_ABSTRACT.format(name='PageNet')} {'It is read. ' * 10}".strip(),
            "",
        ]
    day = date(2026, 5, 6)
    content = "\n".join(lines).encode()
    return [Coming("hf_pages", content, day, _moment(day), name="page.txt")]
