"""The arXiv harvest: pages by token, where a harvest stands, what a record says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from include.errors import ContractBroken, SourceUnavailable
from include.landing.polling import find_answers, poll
from include.ledger import NothingToDo
from include.settings import PROJECT, Settings
from include.sources import arxiv_oai
from include.sources.answers import Contents
from include.sources.calls import Manners
from tests.unit.sources.parsing import DAY, MOMENT, parse
from tests.unit.sources.server import Reply, serving

FIXTURES = PROJECT / "tests" / "fixtures" / "arxiv_oai"
FIRST = "verb=ListRecords&metadataPrefix=arXiv&set=cs%3Acs%3ACL&from=2026-03-11&until=2026-03-11"
SECOND = "verb=ListRecords&resumptionToken=token-1%7C2026"


def page(name: str) -> bytes:
    return (FIXTURES / f"{name}.xml").read_bytes()


def harvest(
    settings: Settings, answer: Callable[[str, int], Reply], waits: list[float] | None = None
) -> tuple[list[str], list[str]]:
    """Poll one set and day; the raw files kept and the queries that were asked."""
    with serving(answer) as asked:
        house = replace(settings, arxiv_oai_url=f"{asked.url}/oai", request_attempts=2)
        manners = Manners(
            timeout_seconds=5, attempts=2, sleep=(waits if waits is not None else []).append
        )
        kept, error = [], None
        try:
            kept = poll(house, "arxiv_oai", DAY, "cs:cs:CL", MOMENT, manners=manners)
        except (SourceUnavailable, ContractBroken) as caught:
            error = caught
    queries = [path.removeprefix("/oai?") for path in asked.paths]
    if error:
        raise type(error)(
            expected=error.expected, found=error.found, where=str(queries), next_step="-"
        )
    return kept, queries


def by_query(replies: dict[str, Reply]) -> Callable[[str, int], Reply]:
    return lambda path, _: replies[path.removeprefix("/oai?")]


BOTH = by_query(
    {FIRST: Reply(page("first_page")), SECOND: Reply(page("last_page_with_a_withdrawal"))}
)


def test_tokens_lead_from_page_to_page_with_a_gap_between(settings: Settings) -> None:
    waits: list[float] = []
    kept, queries = harvest(settings, BOTH, waits)
    assert queries == [FIRST, SECOND]
    assert len(kept) == 2
    assert waits[0] == 0
    assert 2 < waits[1] <= 3


def test_a_day_harvested_to_its_end_is_not_asked_again(settings: Settings) -> None:
    harvest(settings, BOTH)
    with pytest.raises(NothingToDo):
        harvest(settings, BOTH)


def test_a_day_harvested_before_it_was_over_is_asked_again(settings: Settings) -> None:
    during = MOMENT - timedelta(days=1)
    with serving(BOTH) as asked:
        house = replace(settings, arxiv_oai_url=f"{asked.url}/oai", arxiv_gap_seconds=0)
        poll(house, "arxiv_oai", DAY, "cs:cs:CL", during)
    answers = BOTH(f"/oai?{FIRST}", 1), BOTH(f"/oai?{SECOND}", 2)
    more = [replace(one, body=one.body.replace(b"T06:", b"T07:")) for one in answers]
    assert harvest(settings, by_query(dict(zip([FIRST, SECOND], more, strict=True))))[1] == [
        FIRST,
        SECOND,
    ]


def test_another_set_of_the_day_is_asked(settings: Settings) -> None:
    harvest(settings, BOTH)
    other = FIRST.replace("CL", "LG")
    with serving(by_query({other: Reply(page("no_records_match"))})) as asked:
        house = replace(settings, arxiv_oai_url=f"{asked.url}/oai")
        poll(house, "arxiv_oai", DAY, "cs:cs:LG", MOMENT, manners=Manners(sleep=lambda _: None))
    assert len(asked.paths) == 1


def test_a_harvest_goes_on_from_its_last_token_after_a_crash(settings: Settings) -> None:
    down = by_query({FIRST: Reply(page("first_page")), SECOND: Reply(status=503)})
    with pytest.raises(SourceUnavailable):
        harvest(settings, down)
    kept, queries = harvest(settings, BOTH)
    assert queries == [SECOND]
    assert len(kept) == 1


def test_half_a_page_is_kept_and_asked_for_again(settings: Settings) -> None:
    half = Reply(page("last_page_with_a_withdrawal")[:600])
    with pytest.raises(SourceUnavailable, match="ends too early"):
        harvest(settings, by_query({FIRST: Reply(page("first_page")), SECOND: half}))
    assert len(list(settings.raw("arxiv_oai").glob("*/*.xml"))) == 2
    assert harvest(settings, BOTH)[1] == [SECOND]


def test_an_expired_token_begins_the_day_anew(settings: Settings) -> None:
    down = by_query({FIRST: Reply(page("first_page")), SECOND: Reply(status=503)})
    with pytest.raises(SourceUnavailable):
        harvest(settings, down)
    anew = page("first_page").replace(b"token-1", b"token-2")
    third = SECOND.replace("token-1", "token-2")
    _, queries = harvest(
        settings,
        by_query(
            {
                SECOND: Reply(page("token_expired")),
                FIRST: Reply(anew),
                third: Reply(page("last_page_with_a_withdrawal")),
            }
        ),
    )
    assert queries == [SECOND, FIRST, third]


def test_a_token_known_to_have_expired_is_not_asked_again(settings: Settings) -> None:
    first, expired = Reply(page("first_page")), Reply(page("token_expired"))
    replies = iter([first, expired, Reply(status=503), Reply(status=503)])
    with pytest.raises(SourceUnavailable, match="status 503"):
        harvest(settings, lambda *_: next(replies))
    _, queries = harvest(settings, by_query({FIRST: Reply(page("no_records_match"))}))
    assert queries == [FIRST]


def test_tokens_that_always_expire_are_left_to_a_later_run(settings: Settings) -> None:
    replies = {FIRST: Reply(page("first_page")), SECOND: Reply(page("token_expired"))}
    with pytest.raises(SourceUnavailable, match="badResumptionToken again"):
        harvest(settings, by_query(replies))


def test_a_day_without_records_is_kept_and_lands_nothing(settings: Settings) -> None:
    kept, _ = harvest(settings, by_query({FIRST: Reply(page("no_records_match"))}))
    assert len(kept) == 1
    assert arxiv_oai.contents_of(page("no_records_match")) is Contents.NONE
    with pytest.raises(NothingToDo):
        harvest(settings, by_query({}))


def test_a_set_that_does_not_exist_breaks_the_contract(settings: Settings) -> None:
    for _ in range(2):
        with pytest.raises(ContractBroken, match="badArgument: Set does not exist"):
            harvest(settings, by_query({FIRST: Reply(page("no_such_set"))}))


def test_a_busy_arxiv_is_waited_for(settings: Settings) -> None:
    waits: list[float] = []
    busy = Reply(status=503, headers={"Retry-After": "17"})
    harvest(
        settings,
        lambda _, call: busy if call == 1 else Reply(page("no_records_match")),
        waits,
    )
    assert waits == [0, 17]


def read(settings: Settings, name: str) -> Any:
    return parse(settings, "arxiv_oai", page(name))


def test_a_record_is_read_with_its_authors_as_written(settings: Settings) -> None:
    parsed = read(settings, "first_page")
    first = parsed.rows[0]
    assert first.pop("record_hash")
    dates = [first.pop(name).isoformat() for name in ("published_at", "updated_at")]
    assert dates == ["2026-03-01T00:00:00+00:00", "2026-03-10T00:00:00+00:00"]
    author = {"name": "Ada B. Example Jr", "position": 1, "affiliation": "One Institute; Another"}
    assert first == {
        "record_index": 1,
        "source_paper_id": "2603.00001",
        "title": "Learning to Land in Two Lines",
        "abstract": "We land <b>papers</b> in two lines.",
        "authors": [
            author | {"account": None},
            {"name": "Collaboration", "position": 3, "affiliation": None, "account": None},
        ],
        "categories": ["cs.CL", "cs.LG"],
        "comment": "12 pages",
        "doi": "10.1000/first",
        "is_withdrawn": False,
    }
    assert parsed.tally.nameless_author_count == 1
    assert parsed.tally.unknown_fields == set()


def test_a_paper_never_revised_has_one_date(settings: Settings) -> None:
    second = read(settings, "first_page").rows[1]
    assert second["updated_at"] == second["published_at"]


def test_a_deleted_record_is_a_withdrawal(settings: Settings) -> None:
    parsed = read(settings, "last_page_with_a_withdrawal")
    assert [row["record_index"] for row in parsed.rows] == [3, 4]
    assert parsed.rows[1].pop("record_hash")
    assert parsed.rows[1] == {
        "record_index": 4,
        "source_paper_id": "2603.00004",
        "is_withdrawn": True,
    }
    assert parsed.tally.withdrawn_count == 1


def test_odd_records_land_as_far_as_they_can(settings: Settings) -> None:
    parsed = read(settings, "odd_records")
    assert [row["source_paper_id"] for row in parsed.rows] == ["2603.00005", "2603.00007"]
    assert "abstract" not in parsed.rows[0]
    assert parsed.tally.refused_count == 1
    assert parsed.tally.unknown_fields == {"authors.orcid", "created (no date)", "funding"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "document type"),
        (b"<html><body>Maintenance</body></html>", "begins with <html>"),
        (b"<OAI-PMH", "ends too early"),
    ],
    ids=["a document type, before it can grow", "a web page", "half a page"],
)
def test_what_is_no_harvest_is_refused(settings: Settings, content: bytes, found: str) -> None:
    with pytest.raises(ContractBroken, match=found):
        parse(settings, "arxiv_oai", content)


def test_a_web_page_in_place_of_an_answer_does_not_stay_in_the_way(settings: Settings) -> None:
    """It fails its poll; the next one asks again, and landing refuses it among the others."""
    page_of_the_house = Reply(b"<html><body>Maintenance</body></html>")
    with pytest.raises(ContractBroken, match="begins with <html>"):
        harvest(settings, by_query({FIRST: page_of_the_house}))
    assert harvest(settings, BOTH)[1] == [FIRST, SECOND]
    assert len(find_answers(settings, "arxiv_oai", DAY, MOMENT)) == 3


@pytest.mark.parametrize("name", ["arxiv-physics-hep-ex", "arxiv-physics-hep-th"])
def test_real_pages_are_known_through_and_through(settings: Settings, name: str) -> None:
    real = PROJECT.parent / "shared" / "fixtures" / "arxiv_oai" / f"{name}.xml"
    if not real.exists():
        pytest.skip("the real pages are not there: shared/fixtures/arxiv_oai")
    parsed = parse(settings, "arxiv_oai", real.read_bytes())
    assert parsed.tally.record_count == 3
    assert parsed.tally.unknown_fields == set()
    assert all(row["authors"] and row["abstract"] for row in parsed.rows)
