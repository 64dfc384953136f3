"""The daily papers API: what is asked, what is kept, what is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.errors import ContractBroken
from include.ledger import NothingToDo
from include.settings import PROJECT, Settings
from include.sources import hf_daily
from include.sources.answers import Contents, Page
from include.sources.calls import Manners
from tests.unit.sources.parsing import DAY, MOMENT, parse
from tests.unit.sources.server import Reply, serving

FIXTURES = PROJECT / "tests" / "fixtures" / "hf_daily"
REQUEST = "GET /api/daily_papers?date=2026-03-11&p=0&limit=100"
Answering = Callable[[str, int], Reply]


def fetch(
    settings: Settings,
    answer: Answering,
    part: str = "daily",
    day: date = DAY,
    waits: list[float] | None = None,
) -> tuple[list[Page], list[str]]:
    """The pages that are fetched and the paths that were asked for."""
    with serving(answer) as asked:
        house = replace(settings, hf_daily_url=asked.url)
        manners = Manners(timeout_seconds=5, sleep=(waits if waits is not None else []).append)
        pages = list(hf_daily.fetch(house, day, part, MOMENT, token=None, manners=manners))
    return pages, asked.paths


def linked(path: str) -> dict[str, str]:
    """A Link header to the next page, on a host that is not the mirror's."""
    return {"Link": f'<https://elsewhere.invalid{path}>; rel="next"'}


def test_pages_are_followed_on_the_mirror(settings: Settings) -> None:
    following = "/api/daily_papers?date=2026-03-11&p=1&limit=100"
    pages, paths = fetch(
        settings,
        lambda _, call: Reply(b"[1]", headers=linked(following)) if call == 1 else Reply(b"[2]"),
    )
    assert paths == ["/api/daily_papers?date=2026-03-11&p=0&limit=100", following]
    assert [(page.request, page.page, page.day) for page in pages] == [
        (REQUEST, 0, DAY),
        (f"GET {following}", 1, DAY),
    ]
    assert [page.content for page in pages] == [b"[1]", b"[2]"]


def test_an_exhausted_rate_limit_is_waited_for(settings: Settings) -> None:
    waits: list[float] = []
    headers = linked("/api/daily_papers?p=1") | {"RateLimit": '"api";r=0;t=44'}
    fetch(
        settings,
        lambda _, call: Reply(b"[1]", headers=headers if call == 1 else {}),
        waits=waits,
    )
    assert waits == [44]


def test_pages_that_turn_in_a_circle_end(settings: Settings) -> None:
    headers = linked("/api/daily_papers?date=2026-03-11&p=0&limit=100")
    with pytest.raises(ContractBroken, match="found page 1 leads to"):
        fetch(settings, lambda *_: Reply(b"[1]", headers=headers))


def test_trending_is_asked_for_the_newest_day_and_counts_for_today(settings: Settings) -> None:
    headers = linked("/api/daily_papers?sort=trending&p=1")
    pages, paths = fetch(settings, lambda *_: Reply(b"[]", headers=headers), "trending")
    assert paths == ["/api/daily_papers?sort=trending&p=0&limit=100"]
    assert pages[0].day == MOMENT.date()


def test_trending_of_an_old_day_cannot_be_asked_for(settings: Settings) -> None:
    with pytest.raises(NothingToDo):
        fetch(settings, lambda *_: Reply(b"[]"), "trending", date(2026, 3, 10))


@pytest.mark.parametrize(
    ("content", "contents"),
    [
        pytest.param(b"[]", Contents.NONE, id="empty page"),
        pytest.param(b'[{"paper": {"id": "26', Contents.CUT, id="half a document"),
        pytest.param(b"", Contents.CUT, id="nothing"),
        pytest.param(b'[{"paper": {}}]', Contents.RECORDS, id="records"),
    ],
)
def test_contents_of_an_answer(content: bytes, contents: Contents) -> None:
    assert hf_daily.contents_of(content) is contents


def read(settings: Settings, name: str, request: str = REQUEST) -> Any:
    return parse(settings, "hf_daily", (FIXTURES / f"{name}.json").read_bytes(), request=request)


def test_a_paper_is_read_from_the_inner_object(settings: Settings) -> None:
    first = read(settings, "two_papers").rows[0]
    assert first.pop("record_hash")
    assert first == {
        "feed_list": "daily",
        "feed_date": DAY,
        "is_feed_date_inferred": False,
        "record_index": 1,
        "source_paper_id": "2603.00001",
        "title": "Learning to Land",
        "abstract": "We study learning to land. It works.",
        "authors": [{"name": "Ada Example", "position": 1, "affiliation": None, "account": None}],
        "published_at": first["published_at"],
        "upvotes": 3,
        "comment_count": 2,
        "star_count": 12,
        "links": [
            {"url": "https://github.com/example/landing", "link_type": "code"},
            {"url": "https://example.github.io/landing/", "link_type": "project_page"},
        ],
    }
    assert first["published_at"].isoformat() == "2026-03-09T00:00:00+00:00"


def test_authors_keep_their_positions_and_only_shown_accounts(settings: Settings) -> None:
    parsed = read(settings, "two_papers")
    authors = [(a["name"], a["position"], a["account"]) for a in parsed.rows[1]["authors"]]
    assert authors == [("Bob Claimed", 1, "bobc"), ("Cy Hidden", 2, None), ("Dee Last", 4, None)]
    assert parsed.tally.nameless_author_count == 1


def test_positions_count_across_pages_and_lists_are_told_apart(settings: Settings) -> None:
    request = "GET /api/daily_papers?sort=trending&p=2&limit=100"
    rows = read(settings, "two_papers", request).rows
    assert [(row["feed_list"], row["record_index"]) for row in rows] == [
        ("trending", 201),
        ("trending", 202),
    ]


def test_odd_entries_land_as_far_as_they_can(settings: Settings) -> None:
    parsed = read(settings, "odd_entries")
    assert [row["record_index"] for row in parsed.rows] == [1, 4, 5]
    assert "abstract" not in parsed.rows[0]
    assert not {"upvotes", "published_at"} & set(parsed.rows[1])
    assert parsed.rows[1]["links"] == []
    reasons = [
        json.loads(line)["reason"]
        for line in (settings.quarantine("hf_daily") / "k.jsonl").read_text().splitlines()
    ]
    assert reasons == ["an entry without a title", "an entry without an id"]
    assert parsed.tally.record_count == 3
    assert parsed.tally.refused_count == 2


def test_unknown_and_changed_fields_are_reported(settings: Settings) -> None:
    assert read(settings, "odd_entries").tally.unknown_fields == {
        "audio",
        "paper.readingTime",
        "paper.upvotes (str)",
        "paper.publishedAt (no date)",
        "paper.githubRepo (no address)",
    }


def test_known_fields_are_not_reported(settings: Settings) -> None:
    assert read(settings, "two_papers").tally.unknown_field_count == 0


def test_an_answer_that_is_no_list_breaks_the_contract(settings: Settings) -> None:
    with pytest.raises(ContractBroken, match="a list of papers"):
        parse(settings, "hf_daily", b'{"error": "no such date"}', request=REQUEST)


def test_half_a_surrogate_pair_lands_as_replacement(settings: Settings) -> None:
    entry = {"paper": {"id": "1", "title": "a \ud83d b"}}
    parsed = parse(settings, "hf_daily", json.dumps([entry]).encode(), request=REQUEST)
    assert parsed.rows[0]["title"] == "a \ufffd b"


def test_a_real_answer_is_known_through_and_through(settings: Settings) -> None:
    real = PROJECT.parent / "shared" / "fixtures" / "hf_daily_papers" / "daily_2026-06-12.json"
    if not Path(real).exists():
        pytest.skip("the real answer is not there: shared/fixtures/hf_daily_papers")
    parsed = parse(settings, "hf_daily", real.read_bytes(), request=REQUEST)
    assert parsed.tally.record_count == 30
    assert parsed.tally.unknown_fields == set()
    assert sum(len(row["links"]) for row in parsed.rows) == 29
    assert sum(len(row["authors"]) for row in parsed.rows) == 202
