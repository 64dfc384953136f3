"""arXiv's harvesting interface (OAI-PMH, format `arXiv`): records that changed on a day, by set.

Pages are linked by resumption tokens. Where a harvest stands is read from the pages that the raw
zone holds, so that one that was killed goes on from its last token. Rules for harvesters:
https://info.arxiv.org/help/oa/index.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

import pyarrow as pa

from include.errors import ContractBroken, SourceUnavailable
from include.landing.delivery import Delivery
from include.landing.layout import raw_files
from include.landing.quarantine import Quarantine
from include.landing.schemas import RECORD_SCHEMA
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources.answers import Contents, Page
from include.sources.arxiv_xml import CutXml, OaiPage, read_page, record_row
from include.sources.calls import Manners, get
from include.sources.records import rows_of
from include.sources.throttle import one_at_a_time

PARSER_VERSION = "1"

_MOST_PAGES = 10_000
_NO_RECORDS = "noRecordsMatch"
_EXPIRED = "badResumptionToken"


def fetch(
    settings: Settings,
    day: date,
    part: str,
    moment: datetime,  # noqa: ARG001  all sources are asked alike
    *,
    token: str | None,  # noqa: ARG001  arXiv asks for none
    manners: Manners,
) -> Iterator[Page]:
    """The pages of one set and day that the raw zone does not hold yet, in their order.

    part: a set, such as `cs:cs:CL`. The consumer keeps each page before it asks for the next.
    A token that has expired begins the day anew, once. Raises NothingToDo where the day has been
    harvested to its end, SourceUnavailable where arXiv does not answer, ContractBroken where it
    calls the request wrong.
    """
    page, token_next = _last_kept(settings, day, part)
    if page is not None and token_next is None:
        raise NothingToDo(f"{part} of {day} has been harvested to its end")
    number = 0 if page is None else page + 1
    begun_anew = False
    while number < _MOST_PAGES:
        query = _query(day, part, token_next)
        with one_at_a_time(settings, "arxiv_oai", settings.arxiv_gap_seconds, manners.sleep):
            answer = get(f"{settings.arxiv_oai_url}?{query}", manners)
        yield Page(_request(day, part, token_next), number, day, answer.content)
        seen = read_page(answer.content)
        if seen.error == _EXPIRED and token_next is not None and not begun_anew:
            begun_anew, number, token_next = True, 0, None
            continue
        _require_good(seen, part, day)
        if seen.token is None:
            return
        number, token_next = number + 1, seen.token
    raise ContractBroken(
        expected=f"at most {_MOST_PAGES} pages a day",
        found="more",
        where=f"{part} of {day}",
        next_step="look at the last pages in the raw zone: the tokens may turn in a circle",
    )


def _query(day: date, part: str, token: str | None) -> str:
    if token is not None:
        return urlencode({"verb": "ListRecords", "resumptionToken": token})
    asked = {"verb": "ListRecords", "metadataPrefix": "arXiv", "set": part}
    return urlencode(asked | {"from": day.isoformat(), "until": day.isoformat()})


def _request(day: date, part: str, token: str | None) -> str:
    """What was asked, with set and day also where only the token goes over the wire."""
    request = f"ListRecords metadataPrefix=arXiv set={part} from={day} until={day}"
    return request if token is None else f"{request} resumptionToken={token}"


def _require_good(seen: OaiPage, part: str, day: date) -> None:
    where = f"{part} of {day}"
    if seen.error == _EXPIRED:
        raise SourceUnavailable(
            expected="a resumption token that holds until the next page",
            found=f"{_EXPIRED} again",
            where=where,
            next_step="nothing: the task is tried again and begins the day anew",
        )
    if seen.error not in (None, _NO_RECORDS):
        raise ContractBroken(
            expected="records, or noRecordsMatch",
            found=f"{seen.error}: {seen.error_text}",
            where=where,
            next_step="compare PAPERHOUSE_ARXIV_SETS with the sets that arXiv lists (ListSets)",
        )


def _last_kept(settings: Settings, day: date, part: str) -> tuple[int | None, str | None]:
    """Number of the last page kept of the newest harvest of a set and day, and its token.

    None for the page: begin the day. None for the token of a page: it was the last one.
    """
    request, number = _request(day, part, None), 0
    kept = _kept_pages(settings, day, request)
    if request not in kept:
        return None, None
    while True:
        seen = kept[request]
        if seen.error == _EXPIRED:
            return None, None
        following = _request(day, part, seen.token)
        if seen.token is None or following not in kept:
            return number, seen.token
        request, number = following, number + 1
        if number > len(kept):
            return None, None  # the tokens turn in a circle: begin the day


def _kept_pages(settings: Settings, day: date, first_request: str) -> dict[str, OaiPage]:
    """Good pages of one set and day by their request; of two the one delivered later.

    Pages of a poll that began before the day was over do not count: more came after them.
    """
    found: list[tuple[datetime, str, Path]] = []
    for path in raw_files(settings, "arxiv_oai", day).values():
        delivery = Delivery.read_sidecar(path)
        is_over = delivery.delivered_at.date() > day
        if is_over and (delivery.request or "").startswith(first_request):
            found.append((delivery.delivered_at, str(delivery.request), path))
    pages: dict[str, OaiPage] = {}
    for _, request, path in sorted(found):
        try:
            page = read_page(path.read_bytes())
        except (CutXml, ContractBroken):
            continue  # its request is asked again
        if page.error in (None, _NO_RECORDS, _EXPIRED):
            pages[request] = page
    return pages


def contents_of(content: bytes) -> Contents:
    """Whether a page holds records; XML that is not well-formed was cut on its way."""
    try:
        return Contents.RECORDS if read_page(content).records else Contents.NONE
    except CutXml:
        return Contents.CUT
    except ContractBroken:
        return Contents.RECORDS  # parsing it refuses it, and with it no other answer


def parse(
    stream: BinaryIO,
    delivery: Delivery,
    quarantine: Quarantine,
) -> Iterator[pa.RecordBatch]:
    """Read one page: one batch of RECORD_SCHEMA.

    A deleted record becomes a row with `is_withdrawn` and its id alone. A record without an id or
    a title is refused. `record_index` counts across pages where the page says where it begins,
    else within the page.
    """
    try:
        page = read_page(stream.read())
    except CutXml as error:
        raise ContractBroken(
            expected="a whole page of the harvesting interface",
            found=f"{Contents.CUT}: {error}",
            where=str(delivery.request),
            next_step="nothing: a later run asks for it again",
        ) from error
    rows = rows_of(page.records, page.cursor + 1, record_row, quarantine)
    yield pa.RecordBatch.from_pylist(rows, schema=RECORD_SCHEMA)
