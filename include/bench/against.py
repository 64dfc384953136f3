"""What the pipeline is held against, each a process of its own.

`limit` writes ready-made dictionaries to Parquet and does nothing else: landing cannot be faster.
`script` is what a person would write in an afternoon: pandas and a few regular expressions over the
same landing files, three tables as Parquet. It leaves out spans, roles, kinds, identity, evidence,
the cache, tests, gates and the release.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from include.bench.generate import papers
from include.bench.processes import RESULT
from include.bench.step import DAY, MOMENT
from include.landing.schemas import LANDING_SCHEMA

_BATCH_RECORDS = 20_000
_URL = r"https?://[^\s{}<>]+[^\s{}<>.,;:)]"
_PROMISE = (
    r"(?i)(?:code|data|models?)[^.]{0,60}\bwill be (?:made )?(?:publicly )?(?:released|available)"
)
_NAMED = r"\b(?:propose|introduce|present|develop) (?:an? )?([A-Z][\w+-]*)"
_HEAD = r"^([A-Z][\w+-]*):"


def limit(target: Path, paper_count: int, seed: int) -> float:
    """Write dictionaries that have every value of the landing contract; returns CPU seconds.

    Making the dictionaries is left out of the time, as is starting Python.
    """
    spent = 0.0
    with pq.ParquetWriter(target, LANDING_SCHEMA, compression="zstd") as writer:
        for rows in _ready_made(paper_count, seed):
            started = time.process_time()
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=LANDING_SCHEMA))
            spent += time.process_time() - started
    return spent


def _ready_made(paper_count: int, seed: int) -> Iterator[list[dict[str, Any]]]:
    texts = enumerate(papers(paper_count, seed), start=1)
    while batch := list(islice(texts, _BATCH_RECORDS)):
        yield [_row(number, title, abstract) for number, (title, abstract) in batch]


def _row(number: int, title: str, abstract: str) -> dict[str, Any]:
    digest = hashlib.md5(f"{title}{abstract}".encode(), usedforsecurity=False).hexdigest()
    return {
        "delivery_key": "delivery",
        "source": "hf_pages",
        "delivery_date": DAY,
        "delivered_at": MOMENT,
        "feed_list": "daily",
        "feed_date": DAY,
        "is_feed_date_inferred": True,
        "record_index": number,
        "title": title,
        "abstract": abstract,
        "line_start": 4 * number,
        "line_end": 4 * number + 2,
        "record_hash": digest,
        "title_normalised": title.lower().replace(" ", ""),
        "text_hash": digest,
    }


def script(landing: Path, target: Path) -> int:
    """Make three fact tables of all landing files with pandas; returns their rows."""
    row_count = 0
    writers: dict[str, pq.ParquetWriter] = {}
    for file in sorted(landing.rglob("*.parquet")):
        columns = ["title", "abstract", "feed_date", "record_index"]
        for batch in pq.ParquetFile(file).iter_batches(50_000, columns=columns):
            for name, table in _three_tables(batch.to_pandas()).items():
                if name not in writers:
                    path = target / f"{name}.parquet"
                    writers[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
                writers[name].write_table(table)
                row_count += table.num_rows
    for writer in writers.values():
        writer.close()
    return row_count


def _three_tables(records: Any) -> dict[str, pa.Table]:
    keys = [
        hashlib.md5(title.lower().encode(), usedforsecurity=False).hexdigest()
        for title in records["title"]
    ]
    records = records.assign(paper_key=keys)
    text = records.set_index("paper_key")["abstract"]
    urls = text.str.findall(_URL).explode().dropna().rename("url")
    promised = text[text.str.contains(_PROMISE)].index
    named = text.str.findall(_NAMED).explode().dropna().rename("method_name")
    heads = records.set_index("paper_key")["title"].str.extract(_HEAD)[0].dropna()
    methods = (
        pa.Table.from_pandas(named.reset_index(), preserve_index=False),
        pa.Table.from_pandas(heads.rename("method_name").reset_index(), preserve_index=False),
    )
    papers_table = records.assign(
        link_count=records["paper_key"].map(urls.groupby(level=0).size()).fillna(0).astype("int64"),
        has_code_promise=records["paper_key"].isin(promised),
    )
    return {
        "fct_papers": pa.Table.from_pandas(papers_table, preserve_index=False),
        "fct_author_links": pa.Table.from_pandas(urls.reset_index(), preserve_index=False),
        "fct_methods": pa.concat_tables(methods, promote_options="permissive"),
    }


if __name__ == "__main__":
    what, first, second = sys.argv[1:4]
    if what == "limit":
        print(f"{RESULT}{limit(Path(first), int(second), int(sys.argv[4]))}")
    else:
        print(f"{RESULT}{script(Path(first), Path(second))}")
