"""A small DuckDB file that every suite lets through, and for each expectation what breaks it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
from great_expectations.expectations import Expectation, UnexpectedRowsExpectation

from include.landing.schemas import LANDING_SCHEMA
from include.quality.registry import SUITES
from include.quality.suite import Suite
from include.sources.catalog import SOURCES
from tests.unit.pages import DAY, NOON

PAPER_COUNT = 20
ALL_SUITES: dict[str, Suite] = {
    suite.data_set: suite
    for modules in SUITES.values()
    for suite in (module.build() for module in modules)
}

_SOUND = f"""
create schema landing;
create schema raw;
create schema staging;
create schema intermediate;
create schema marts;

create table landing.tally as
select 3 as title_lines, 3 as abstract_lines, 5 as furniture_lines, 1 as quarantined_lines,
    12 as nonblank_lines, 3 as record_count, 1 as refused_count, 1 as withdrawn_count,
    0 as nameless_author_count, 0 as unknown_field_count, '' as unknown_fields;

create table raw.deliveries as select 'd1' as delivery_key, 'hf_pages' as source, 3 as record_count
union all select 'd2', 'another_source', 7
union all select 'daily', 'hf_daily', 3
union all select 'harvest', 'arxiv_oai', 4
union all select 'dump', 'jsonl', 3;
create table raw.previous_row_counts as
select 'fct_papers' as table_name, {PAPER_COUNT} as row_count union all select 'fct_methods', 999;

create table staging.stg_hf_pages__records as
select 'd1' as delivery_key, number as record_index, 'hf_pages' as source, 'T' || number as title,
    'A' || number as abstract, date '2026-03-11' as feed_date
from range(1, 4) as numbers(number);

create table staging.stg_hf_daily__records as
select 'daily' as delivery_key, number as record_index, 'hf_daily' as source, 'T' as title,
    't' as title_normalised, timestamp '2026-03-11 12:00:00' as measured_at, '2503.1' as arxiv_id
from range(1, 4) as numbers(number);
create table staging.stg_arxiv_oai__records as
select * replace ('harvest' as delivery_key, 'arxiv_oai' as source)
from staging.stg_hf_daily__records;
create table staging.stg_arxiv_oai__withdrawals as select 'harvest' as delivery_key;
create table staging.stg_jsonl__records as
select * replace ('dump' as delivery_key, 'jsonl' as source) from staging.stg_hf_daily__records;

create table intermediate.int_records_identified as
select 'p' || number as paper_key, 'hf_pages' as source, 'daily' as feed_list,
    date '2026-03-11' as feed_date, timestamp '2026-03-11 12:00:00' as measured_at,
    number + 1 as feed_position
from range({PAPER_COUNT}) as numbers(number);
insert into intermediate.int_records_identified values ('p0', 'unranked', null, null, null, null);

create table marts.fct_feed_entries as
select * from intermediate.int_records_identified where feed_list is not null;

create table marts.fct_papers as
select 'p' || number as paper_key, '2503.' || (10000 + number) as arxiv_id,
    '10.1000/owl.' || number as doi, 'Owl ' || number || ': Reading at Night' as title,
    'We present Owl. Code is at https://example.org/owl and will grow.' as abstract,
    'Accepted at the Night Workshop' as comment, date '2026-03-10' as first_seen_date,
    date '2026-03-11' as last_seen_date, case number when 0 then 1 else 0 end as link_count,
    1 as introduced_method_count
from range({PAPER_COUNT}) as numbers(number);
insert into marts.fct_papers
select 'old', 'hep-th/9901001', null, title, abstract, null, first_seen_date, last_seen_date, 0, 0
from marts.fct_papers where paper_key = 'p0';
insert into intermediate.int_records_identified values ('old', 'unranked', null, null, null, null);

create table marts.fct_author_links (
    author_link_key varchar, paper_key varchar, link_type varchar, link_status varchar,
    author_name varchar, url varchar, url_host varchar, evidence_field varchar,
    evidence_start bigint, evidence_end bigint, evidence_text varchar, author_key varchar
);
insert into marts.fct_author_links values
    ('l1', 'p0', 'code', 'given', null, 'https://example.org/owl', 'example.org', 'abstract',
        16, 50, 'Code is at https://example.org/owl', 'lab'),
    ('l2', 'p0', 'code', 'promised', null, null, null, 'abstract', 55, 64, 'will grow',
        null),
    ('l3', 'p1', 'other', 'stated', null, null, null, 'title', 0, 3, 'Owl', null),
    ('l4', 'p1', 'other', 'stated', null, null, null, 'comment', 0, 8, 'Accepted', null),
    ('l5', 'p1', 'authorship', 'given', 'Ada Lark', null, null, 'record', null, null, null,
        'ada');

create table marts.dim_authors as
select 'ada' as author_key, 'person' as author_type, 'Ada Lark' as name, null as host
union all select 'lab', 'account', 'lab', 'github.com';

create table marts.fct_methods as
select paper_key, 'm' || paper_key as method_key, split_part(title, ':', 1) as method_name,
    'method' as method_kind, 'introduces' as role, true as is_primary, 0.9 as confidence,
    'title' as evidence_field, 0 as name_start, strpos(title, ':') - 1 as name_end,
    0 as evidence_start, length(title) as evidence_end, title as evidence_text
from marts.fct_papers where paper_key <> 'old';
insert into marts.fct_methods values (
    'p0', 'owl', 'Owl', 'model', 'mentions', false, 1.0, 'abstract', 11, 14, 0, 14, 'We present Owl'
);
"""


def _of_papers(table: str) -> dict[str, str]:
    """What breaks the expectations that landing gates share."""
    return {
        "ExpectTableColumnsToMatchOrderedList": (
            f"alter table {table} rename column doi to digital_object_id"
        ),
        "ExpectKnownFields": "update landing.tally set unknown_field_count = 1",
        "ExpectTableRowCountToBeBetween": (
            f"delete from {table}; update landing.tally"
            " set record_count = 0, withdrawn_count = 0, nonblank_lines = nonblank_lines - 3"
        ),
        "ExpectRowsToBeTheRecordsRead": (
            "update landing.tally set record_count = 4, nonblank_lines = nonblank_lines + 1"
        ),
        "ExpectColumnValuesToBeUnique(record_index)": (
            f"update {table} set record_index = 1, authors = null"
        ),
        "ExpectColumnValuesToMatchRegex(record_hash)": (
            f"update {table} set record_hash = 'x' where record_index = 2"
        ),
        "ExpectColumnValueLengthsToBeBetween(title)": (
            f"update {table} set title = repeat('x', 1001) where record_index = 2"
        ),
        "ExpectColumnValueLengthsToBeBetween(abstract)": (
            f"update {table} set abstract = 'Too short.' where record_index = 2"
        ),
        "ExpectCleanText": f"update {table} set title = 'two  spaces' where record_index = 2",
        "ExpectAuthorsInTheirOrder": (
            f"update {table} set authors = list_append(authors, authors[1]) where record_index = 2"
        ),
        "ExpectNamedAuthors": "update landing.tally set nameless_author_count = 1",
        "ExpectFewRefusedRecords": "update landing.tally set refused_count = 4",
    }


def _emptied(table: str, column: str) -> dict[str, str]:
    """What breaks the expectation that a column is never empty."""
    statement = f"update {table} set {column} = null where record_index = 2"
    return {f"ExpectColumnValuesToNotBeNull({column})": statement}


def _of_staged_records(table: str) -> dict[str, str]:
    """What breaks the expectations that staging gates share."""
    return {
        "ExpectCompoundColumnsToBeUnique(delivery_key, record_index)": (
            f"update {table} set record_index = 1 where record_index = 2"
        ),
        "ExpectColumnDistinctValuesToBeInSet(source)": (
            f"update {table} set source = 'x' where record_index = 2"
        ),
        **_emptied(table, "title"),
        **_emptied(table, "title_normalised"),
        **_emptied(table, "measured_at"),
        "ExpectColumnValuesToBeBetween(record_index)": (
            f"update {table} set record_index = 0 where record_index = 1"
        ),
        "each delivery has as many rows as its landing file had records": (
            f"delete from {table} where record_index = 2"
        ),
    }


# One statement, or several, for each expectation of each suite; `name_of` gives the names.
BREAKING: dict[str, dict[str, str]] = {
    "landing.hf_pages": {
        "ExpectTableColumnsToMatchOrderedList": (
            "alter table landing.hf_pages rename column doi to digital_object_id"
        ),
        "ExpectTableRowCountToBeBetween": (
            "delete from landing.hf_pages;"
            " update landing.tally set title_lines = 0, abstract_lines = 0, record_count = 0,"
            " nonblank_lines = furniture_lines + quarantined_lines"
        ),
        "ExpectRowsToBeTheParsersRecords": "update landing.tally set record_count = 4",
        "ExpectColumnValuesToBeUnique(record_index)": (
            "update landing.hf_pages set record_index = 1 where record_index = 2"
        ),
        "ExpectColumnValuesToNotBeNull(title_normalised)": (
            "update landing.hf_pages set title_normalised = null where record_index = 2"
        ),
        "ExpectColumnValuesToMatchRegex(record_hash)": (
            "update landing.hf_pages set record_hash = upper(record_hash) where record_index = 2"
        ),
        "ExpectColumnValueLengthsToBeBetween(title)": (
            "update landing.hf_pages set title = repeat('x', 401) where record_index = 2"
        ),
        "ExpectColumnValueLengthsToBeBetween(abstract)": (
            "update landing.hf_pages set abstract = 'Too short.' where record_index = 2"
        ),
        "ExpectCleanText": (
            "update landing.hf_pages set title = 'two  spaces' where record_index = 2"
        ),
        "ExpectDatesNotBeyondTheDelivery": (
            "update landing.hf_pages set feed_date = delivery_date + 2 where record_index = 2"
        ),
        "ExpectColumnValuesToBeUnique(title_normalised)": (
            "update landing.hf_pages set title_normalised = 'same'"
        ),
        "ExpectEveryLineToBeAccountedFor": "update landing.tally set nonblank_lines = 13",
        "ExpectFewRefusedRecords": "update landing.tally set refused_count = 4",
    },
    "landing.hf_daily": {
        **_of_papers("landing.hf_daily"),
        **_emptied("landing.hf_daily", "title_normalised"),
        **_emptied("landing.hf_daily", "source_paper_id"),
        **_emptied("landing.hf_daily", "feed_date"),
        **_emptied("landing.hf_daily", "abstract"),
        **_emptied("landing.hf_daily", "upvotes"),
        "ExpectColumnDistinctValuesToBeInSet(feed_list)": (
            "update landing.hf_daily set feed_list = 'weekly' where record_index = 2"
        ),
        "ExpectColumnValuesToBeUnique(source_paper_id)": (
            "update landing.hf_daily set source_paper_id = 'same'"
        ),
    },
    "landing.arxiv_oai": {
        **_of_papers("landing.arxiv_oai"),
        **_emptied("landing.arxiv_oai", "source_paper_id"),
        **_emptied("landing.arxiv_oai", "published_at"),
        "ExpectTextsUnlessWithdrawn": (
            "update landing.arxiv_oai set title_normalised = null where record_index = 2"
        ),
        "ExpectWithdrawalsToBeCounted": "update landing.tally set withdrawn_count = 2",
    },
    "landing.jsonl": {
        **_of_papers("landing.jsonl"),
        **_emptied("landing.jsonl", "title_normalised"),
        **_emptied("landing.jsonl", "source_paper_id"),
        "ExpectColumnValuesToBeUnique(line_start)": "update landing.jsonl set line_start = 1",
        "ExpectEveryLineToBeARecordOrQuarantined": "update landing.tally set nonblank_lines = 5",
    },
    "staging.stg_hf_daily__records": _of_staged_records("staging.stg_hf_daily__records"),
    "staging.stg_arxiv_oai__records": {
        **_of_staged_records("staging.stg_arxiv_oai__records"),
        **_emptied("staging.stg_arxiv_oai__records", "arxiv_id"),
    },
    "staging.stg_jsonl__records": _of_staged_records("staging.stg_jsonl__records"),
    "marts.dim_authors": {
        "ExpectColumnDistinctValuesToBeInSet(author_type)": (
            "update marts.dim_authors set author_type = 'robot' where author_key = 'ada'"
        ),
        "ExpectColumnValueLengthsToBeBetween(name)": (
            "update marts.dim_authors set name = '' where author_key = 'ada'"
        ),
        "ExpectAccountsToHaveAHost": "update marts.dim_authors set host = null",
        "ExpectEveryAuthorToStandBehindAPaper": (
            "delete from marts.fct_author_links where author_key = 'ada'"
        ),
    },
    "staging.stg_hf_pages__records": {
        "ExpectCompoundColumnsToBeUnique(delivery_key, record_index)": (
            "insert into staging.stg_hf_pages__records"
            " select * from staging.stg_hf_pages__records where record_index = 1;"
            " update raw.deliveries set record_count = 4 where delivery_key = 'd1'"
        ),
        "ExpectColumnDistinctValuesToBeInSet(source)": (
            "update staging.stg_hf_pages__records set source = 'x' where record_index = 2"
        ),
        "ExpectColumnValuesToNotBeNull(title)": (
            "update staging.stg_hf_pages__records set title = null where record_index = 2"
        ),
        "ExpectColumnValuesToNotBeNull(abstract)": (
            "update staging.stg_hf_pages__records set abstract = null where record_index = 2"
        ),
        "ExpectColumnValuesToNotBeNull(feed_date)": (
            "update staging.stg_hf_pages__records set feed_date = null where record_index = 2"
        ),
        "ExpectColumnValuesToBeBetween(record_index)": (
            "update staging.stg_hf_pages__records set record_index = 0 where record_index = 1"
        ),
        "ExpectAllLandedRecords": (
            "delete from staging.stg_hf_pages__records where record_index = 2"
        ),
    },
    "marts.fct_papers": {
        "ExpectTableRowCountToBeBetween": (
            "delete from marts.fct_papers; delete from intermediate.int_records_identified;"
            " delete from raw.previous_row_counts"
        ),
        "ExpectNotHalfThePapersGone": "update raw.previous_row_counts set row_count = 43",
        "ExpectNoPaperGone": "update raw.previous_row_counts set row_count = 22",
        "ExpectColumnValuesToMatchRegex(arxiv_id)": (
            "update marts.fct_papers set arxiv_id = '2503.10001v2' where paper_key = 'p1'"
        ),
        "ExpectColumnValuesToMatchRegex(doi)": (
            "update marts.fct_papers set doi = 'https://doi.org/' || doi where paper_key = 'p1'"
        ),
        "ExpectColumnValueLengthsToBeBetween(title)": (
            "update marts.fct_papers set title = '' where paper_key = 'p1'"
        ),
        "ExpectFirstSeenBeforeLastSeen": (
            "update marts.fct_papers set first_seen_date = last_seen_date + 1"
            " where paper_key = 'p1'"
        ),
        "ExpectAPaperForEveryRecord": (
            "update intermediate.int_records_identified set paper_key = 'lost'"
            " where paper_key = 'p1'"
        ),
        "ExpectCountsToMatchTheFacts": (
            "update marts.fct_papers set link_count = 2 where paper_key = 'p0'"
        ),
    },
    "marts.fct_author_links": {
        "ExpectColumnDistinctValuesToBeInSet(link_type)": (
            "update marts.fct_author_links set link_type = 'blog' where author_link_key = 'l1'"
        ),
        "ExpectColumnDistinctValuesToBeInSet(link_status)": (
            "update marts.fct_author_links set link_status = 'maybe' where author_link_key = 'l1'"
        ),
        "ExpectColumnDistinctValuesToBeInSet(evidence_field)": (
            "update marts.fct_author_links set evidence_field = 'footnote'"
            " where author_link_key = 'l1'"
        ),
        "ExpectColumnValuesToMatchRegex(url)": (
            "update marts.fct_author_links set url = url || '.' where author_link_key = 'l1'"
        ),
        "ExpectColumnValuesToMatchRegex(url_host)": (
            "update marts.fct_author_links set url_host = 'Example.org'"
            " where author_link_key = 'l1'"
        ),
        "ExpectGivenLinksToHaveAnAddressOrAnAuthor": (
            "update marts.fct_author_links set url = null where author_link_key = 'l1'"
        ),
        "ExpectEvidenceToGiveBackItsText": (
            "update marts.fct_author_links set evidence_start = 17 where author_link_key = 'l1'"
        ),
    },
    "marts.fct_methods": {
        "ExpectColumnDistinctValuesToBeInSet(role)": (
            "update marts.fct_methods set role = 'invents', is_primary = false"
            " where paper_key = 'p1'"
        ),
        "ExpectColumnDistinctValuesToBeInSet(method_kind)": (
            "update marts.fct_methods set method_kind = 'bird' where paper_key = 'p1'"
        ),
        "ExpectColumnDistinctValuesToBeInSet(evidence_field)": (
            "update marts.fct_methods set evidence_field = 'body', method_name = 'We prese'"
            ", name_start = 0, name_end = 8 where paper_key = 'p1'"
        ),
        "ExpectColumnValuesToBeBetween(confidence)": (
            "update marts.fct_methods set confidence = 1.5 where paper_key = 'p1'"
        ),
        "ExpectColumnValueLengthsToBeBetween(method_name)": (
            "update marts.fct_methods set method_name = '', name_end = 0 where paper_key = 'p1'"
        ),
        "ExpectNamesToStandInTheText": (
            "update marts.fct_methods set method_name = 'Lark' where paper_key = 'p1'"
        ),
        "ExpectEvidenceToGiveBackItsText": (
            "update marts.fct_methods set evidence_text = 'Lark' where paper_key = 'p1'"
        ),
        "ExpectAtMostTwoPrimaryNames": (
            "insert into marts.fct_methods select facts.* from marts.fct_methods as facts,"
            " range(2) where paper_key = 'p1'"
        ),
        "ExpectAPlausibleShareOfIntroducingPapers": (
            "update marts.fct_methods set role = 'mentions', is_primary = false"
            " where paper_key <> 'p1'"
        ),
    },
    "marts.fct_feed_entries": {
        "ExpectColumnValuesToBeBetween(feed_position)": (
            "update marts.fct_feed_entries set feed_position = 0 where feed_position = 1"
        ),
        "ExpectCompoundColumnsToBeUnique"
        "(source, feed_list, feed_date, measured_at, feed_position)": (
            "update marts.fct_feed_entries set feed_position = 1 where feed_position = 2"
        ),
        "ExpectEveryRankedPaperToHaveAnEntry": (
            "delete from marts.fct_feed_entries where feed_position = 2"
        ),
    },
}

# Where half the papers are gone, some are gone.
IMPLIED = {"ExpectNotHalfThePapersGone": {"ExpectNoPaperGone"}}

# Further ways to break the expectations that are queries of our own.
FURTHER: list[tuple[str, str, str]] = [
    *(
        ("landing.hf_pages", "ExpectCleanText", f"update landing.hf_pages set {broken}")
        for broken in (
            "title = ' ' || title",
            "title = title || ' '",
            "title = 'tab' || chr(9) || 'inside'",
            "title = 'line' || chr(10) || 'inside'",
            "title = 'nul' || chr(0) || 'inside'",
            "abstract = ' ' || abstract",
            "abstract = abstract || ' '",
            "abstract = 'two  spaces'",
            "abstract = 'line' || chr(13) || 'inside'",
            "abstract = 'nul' || chr(0) || 'inside'",
        )
    ),
    *(
        (
            "landing.hf_pages",
            "ExpectRowsToBeTheParsersRecords",
            f"update landing.tally set {broken}",
        )
        for broken in ("title_lines = 2", "abstract_lines = 2", "record_count = 2")
    ),
    (
        *("landing.hf_pages", "ExpectDatesNotBeyondTheDelivery"),
        "update landing.hf_pages set feed_date = null",
    ),
    *(
        (
            "landing.hf_pages",
            "ExpectEveryLineToBeAccountedFor",
            f"update landing.tally set {broken}",
        )
        for broken in ("furniture_lines = 4", "quarantined_lines = 2", "nonblank_lines = 11")
    ),
    (
        *("landing.hf_pages", "ExpectFewRefusedRecords"),
        "update landing.tally set refused_count = 6, record_count = 113",
    ),
    (
        *("landing.arxiv_oai", "ExpectTextsUnlessWithdrawn"),
        "update landing.arxiv_oai set title_normalised = 'there' where is_withdrawn",
    ),
    (
        *("landing.arxiv_oai", "ExpectTextsUnlessWithdrawn"),
        "update landing.arxiv_oai set is_withdrawn = null where record_index = 1",
    ),
    (
        *("landing.hf_daily", "ExpectAuthorsInTheirOrder"),
        "update landing.hf_daily set authors = [struct_update(authors[1], position := 0)]",
    ),
    (
        *(
            "staging.stg_arxiv_oai__records",
            "each delivery has as many rows as its landing file had records",
        ),
        "delete from staging.stg_arxiv_oai__withdrawals",
    ),
    (
        *("staging.stg_hf_pages__records", "ExpectAllLandedRecords"),
        "update staging.stg_hf_pages__records set delivery_key = 'd3'",
    ),
    (
        *("staging.stg_hf_pages__records", "ExpectAllLandedRecords"),
        "insert into raw.deliveries values ('d4', 'hf_pages', 1)",
    ),
    (
        *("staging.stg_hf_pages__records", "ExpectAllLandedRecords"),
        "insert into staging.stg_hf_pages__records select 'd5', 1, 'hf_pages', 'T', 'A', null",
    ),
    (
        *("marts.fct_papers", "ExpectAPaperForEveryRecord"),
        "delete from intermediate.int_records_identified where paper_key = 'p1'",
    ),
    (
        *("marts.fct_papers", "ExpectAPaperForEveryRecord"),
        "delete from marts.fct_papers where paper_key = 'p1'",
    ),
    (
        *("marts.fct_papers", "ExpectCountsToMatchTheFacts"),
        "delete from marts.fct_methods where paper_key = 'p1'",
    ),
    (
        *("marts.fct_papers", "ExpectCountsToMatchTheFacts"),
        "delete from marts.fct_author_links where author_link_key = 'l1'",
    ),
    *(
        (
            *("marts.fct_author_links", "ExpectEvidenceToGiveBackItsText"),
            f"update marts.fct_author_links set {broken}",
        )
        for broken in (
            "evidence_text = 'x' where author_link_key = 'l3'",
            "evidence_text = 'x' where author_link_key = 'l4'",
            "evidence_text = null where author_link_key = 'l2'",
            "evidence_end = null where author_link_key = 'l2'",
        )
    ),
    *(
        (
            *("marts.fct_methods", "ExpectNamesToStandInTheText"),
            f"update marts.fct_methods set {broken}",
        )
        for broken in (
            "evidence_start = 1 where paper_key = 'p1'",
            "evidence_end = 2 where paper_key = 'p1'",
            "name_start = 10 where method_key = 'owl'",
            "method_name = null where method_key = 'owl'",
        )
    ),
    (
        *("marts.fct_methods", "ExpectAtMostTwoPrimaryNames"),
        "update marts.fct_methods set is_primary = true where method_key = 'owl'",
    ),
    (
        *("marts.fct_feed_entries", "ExpectEveryRankedPaperToHaveAnEntry"),
        "update marts.fct_feed_entries set measured_at = measured_at + interval 1 hour",
    ),
    (
        *("marts.fct_feed_entries", "ExpectEveryRankedPaperToHaveAnEntry"),
        "delete from marts.fct_feed_entries",
    ),
]


def name_of(expectation: Expectation) -> str:
    """An expectation's class with the columns it speaks of."""
    if type(expectation) is UnexpectedRowsExpectation:
        return str(expectation.description)
    kind = type(expectation).__name__
    columns = getattr(expectation, "column", None) or getattr(expectation, "column_list", None)
    if not columns or kind == "ExpectTableColumnsToMatchOrderedList":
        return kind
    return f"{kind}({columns if isinstance(columns, str) else ', '.join(columns)})"


def build(file: Path, broken: str = "", source: str = "hf_pages") -> Path:
    """Write the sound house to a file, broken by a statement, and return the file.

    source: whose delivery the tally of landing counts.
    """
    landed = {
        "delivery_key": "d1",
        "source": "hf_pages",
        "delivery_date": DAY,
        "delivered_at": NOON,
        "feed_list": "daily",
        "feed_date": DAY,
        "published_at": NOON,
        "upvotes": 3,
        "is_withdrawn": False,
        "authors": [{"name": "Ada", "position": 1}, {"name": "Bea", "position": 2}],
        "record_hash": "0123456789abcdef" * 2,
        "text_hash": "0123456789abcdef" * 2,
        "abstract": "Owls read at night and say what they saw. " * 6 + "So do we.",
    }
    rows = [
        landed
        | {
            "record_index": number,
            "title": f"Owl {number}",
            "title_normalised": f"owl{number}",
            "source_paper_id": f"2503.1000{number}",
            "line_start": number,
        }
        for number in (1, 2, 3)
    ]
    table = pa.Table.from_pylist(rows, schema=LANDING_SCHEMA)
    with duckdb.connect(file) as connection:
        connection.execute(_SOUND)
        connection.register("landed", table)
        for name in SOURCES:
            connection.execute(f"create table landing.{name} as select * from landed")
        connection.unregister("landed")
        connection.execute(
            "update landing.arxiv_oai set is_withdrawn = true, title = null, abstract = null,"
            " title_normalised = null where record_index = 3"
        )
        if source == "jsonl":
            connection.execute("update landing.tally set nonblank_lines = 4")
        if broken:
            connection.execute(broken)
    return file


def build_for(data_set: str, file: Path, broken: str = "") -> Path:
    """The sound house as the gate of one data set sees it."""
    return build(file, broken, data_set.rpartition(".")[2])
