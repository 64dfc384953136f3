"""The daily papers API of Hugging Face: ranked lists as JSON, by date, paged.

Positions, upvotes, comments and stars are measurements of the moment of the poll. Dates come from
the inner `paper` object, as the outer ones are hours early. Documented at
https://huggingface.co/docs/hub/api.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources.answers import Contents, Page
from include.sources.calls import Manners, get, pause_asked
from include.sources.json_fields import Fields
from include.sources.records import rows_of
from include.sources.text import address

PARSER_VERSION = "1"
DAILY, TRENDING = "daily", "trending"
PATH = "/api/daily_papers"
PAGE_RECORDS = 100

_MOST_PAGES = 50
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,]*\brel="?next"?')
_ENTRY_FIELDS = {
    *("paper", "publishedAt", "title", "summary", "thumbnail", "numComments", "submittedBy"),
    *("isAuthorParticipating", "organization", "mediaUrls"),
}
_PAPER_FIELDS = {
    *("id", "authors", "publishedAt", "submittedOnDailyAt", "title", "submittedOnDailyBy"),
    *("summary", "upvotes", "discussionId", "ai_summary", "ai_keywords", "ai_summary_model"),
    *("organization", "githubRepo", "githubRepoAddedBy", "githubStars", "projectPage"),
    *("mediaUrls", "linkedModels", "numTotalModels", "linkedDatasets", "numTotalDatasets"),
    *("linkedSpaces", "numTotalSpaces", "withdrawnAt"),
}
_AUTHOR_FIELDS = {"_id", "name", "hidden", "user", "status", "statusLastChangedAt"}


def fetch(
    settings: Settings,
    day: date,
    part: str,
    moment: datetime,
    *,
    token: str | None,
    manners: Manners,
) -> Iterator[Page]:
    """The pages of one list, first page first.

    part: `daily`, the list of `day`; or `trending`, which no date can be asked for: it counts for
    the day of `moment`, and only the run for the newest day asks for its first page.
    Raises NothingToDo for the trending list of an older day, ContractBroken where the pages turn
    in a circle, and what `calls.get` raises.
    """
    query = f"date={day}&p=0&limit={PAGE_RECORDS}"
    if part == TRENDING:
        if moment.date() - day > timedelta(days=1):
            raise NothingToDo("what was trending on an old day cannot be asked for")
        query, day = f"sort=trending&p=0&limit={PAGE_RECORDS}", moment.date()
    asked: list[str] = []
    while query:
        if query in asked or len(asked) == _MOST_PAGES:
            raise ContractBroken(
                expected=f"at most {_MOST_PAGES} pages, each another one",
                found=f"page {len(asked)} leads to {query!r}",
                where=f"{PATH}, {part} of {day}",
                next_step="open the address in a browser and see what its Link header says",
            )
        answer = get(f"{settings.hf_daily_url}{PATH}?{query}", manners, token=token)
        yield Page(f"GET {PATH}?{query}", len(asked), day, answer.content)
        asked.append(query)
        query = "" if part == TRENDING else _next_query(answer.headers.get("link", ""))
        if query:
            manners.sleep(pause_asked(answer.headers))


def _next_query(link: str) -> str:
    """The query of the next page; its host is not followed, so that a mirror stays in place."""
    found = _NEXT.search(link)
    return urlsplit(found[1]).query if found else ""


def contents_of(content: bytes) -> Contents:
    """Whether an answer holds records; text that is no JSON was cut on its way."""
    try:
        document = _document(content)
    except ValueError:
        return Contents.CUT
    except RecursionError:
        return Contents.RECORDS  # parsing it says what is wrong with it
    return Contents.NONE if document == [] else Contents.RECORDS


def _document(content: bytes) -> Any:
    return json.loads(content.decode("utf-8", errors="replace"))


def parse(stream: BinaryIO, delivery: Delivery, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """Read one page of a list: one batch of RECORD_SCHEMA, at most PAGE_RECORDS rows.

    `record_index` is the place on the whole list. An entry without a paper, an id or a title is
    refused. An author without a name is left out, and the others keep their positions; the account
    of a hidden author is not taken, as that person does not want it shown.
    Raises ContractBroken where the page is no list.
    """
    try:
        document = _document(stream.read())
    except (ValueError, RecursionError) as error:
        document = f"{type(error).__name__}: {error}"
    if not isinstance(document, list):
        raise ContractBroken(
            expected="a list of papers",
            found=f"{type(document).__name__}: {str(document)[:200]}",
            where=str(delivery.request),
            next_step="compare the answer in the raw zone with the parser include/sources/hf_daily",
        )
    query = parse_qs(urlsplit(delivery.request or "").query)
    first = int(query.get("p", ["0"])[0]) * int(query.get("limit", [PAGE_RECORDS])[0])
    head = {
        "feed_list": TRENDING if query.get("sort") == [TRENDING] else DAILY,
        "feed_date": delivery.logical_date,
        "is_feed_date_inferred": False,
    }
    rows = [head | row for row in rows_of(document, first + 1, _row, quarantine)]
    yield pa.RecordBatch.from_pylist(rows, schema=RECORD_SCHEMA)


def _row(entry: Any, index: int, quarantine: Quarantine) -> dict[str, Any] | None:
    tally = quarantine.tally
    outer = Fields(entry, "", _ENTRY_FIELDS, tally)
    paper = Fields(outer.object("paper"), "paper.", _PAPER_FIELDS, tally)
    text = json.dumps(entry, sort_keys=True)
    title, paper_id = paper.text("title"), paper.text("id")
    if not title or not paper_id:
        missing = "an id" if title else "a title"
        quarantine.refuse(
            reason=f"an entry without {missing}", line_start=index, line_end=index, text=text
        )
        return None
    return {
        "record_index": index,
        "source_paper_id": paper_id,
        "title": title,
        "abstract": paper.text("summary"),
        "authors": _authors(paper, quarantine),
        "published_at": _instant(paper),
        "upvotes": paper.whole("upvotes"),
        "comment_count": outer.whole("numComments"),
        "star_count": paper.whole("githubStars"),
        "links": _links(paper),
        "record_hash": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
    }


def _authors(paper: Fields, quarantine: Quarantine) -> list[dict[str, Any]]:
    authors = []
    for position, one in enumerate(paper.list("authors"), start=1):
        author = Fields(one, "paper.authors.", _AUTHOR_FIELDS, quarantine.tally)
        name = author.text("name")
        if name is None:
            quarantine.tally.nameless_author_count += 1
            continue
        account = None
        if author.content.get("user") is not None and not author.content.get("hidden"):
            # What an account says of itself is the site's business: no field of it is unknown.
            user = author.object("user")
            account = user.get("user") if isinstance(user.get("user"), str) else user.get("name")
        authors.append({"name": name, "position": position, "account": account})
    return authors


def _links(paper: Fields) -> list[dict[str, str]]:
    links = []
    for name, link_type in (("githubRepo", "code"), ("projectPage", "project_page")):
        text = paper.text(name)
        url = address(text) if text else None
        if url:
            links.append({"url": url, "link_type": link_type})
        elif text:
            paper.changed(name, "no address")
    return links


def _instant(paper: Fields) -> datetime | None:
    text = paper.text("publishedAt")
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        paper.changed("publishedAt", "no date")
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
