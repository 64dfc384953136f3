"""The limit of landing, a process of its own: ready-made dictionaries to Parquet, nothing else."""

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


if __name__ == "__main__":
    print(f"{RESULT}{limit(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))}")
