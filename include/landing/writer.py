"""Record batches to one Parquet file: adds the delivery, the normalised title, the text's hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.files import make_folder
from include.landing.delivery import Delivery
from include.landing.digests import md5_of_texts
from include.landing.schemas import DELIVERY_FIELDS, LANDING_SCHEMA, RECORD_SCHEMA

# Two of these keep two cores busy on a feed of 40,000 papers; DuckDB reads row groups in parallel.
_ROW_GROUP_RECORDS = 20_000
# Looking for recurring values costs time where there are none, as in texts and hashes.
_RECURRING = [
    *(column.name for column in DELIVERY_FIELDS),
    *("feed_list", "feed_date", "is_feed_date_inferred", "published_at", "updated_at"),
    "categories.list.element",
]


def write_landing(
    target: Path,
    batches: Iterator[pa.RecordBatch],
    delivery: Delivery,
    footer: Callable[[], Mapping[str, str]],
) -> int:
    """Write a landing file and return its number of records.

    batches: RECORD_SCHEMA, any number of rows each. footer: gives the text kept in the file's
    footer; called when all batches have been written. Memory holds two batches at a time: while one
    is written, which leaves Python's lock to others, the next is parsed.
    """
    make_folder(target.parent)
    record_count = 0
    with pq.ParquetWriter(
        target, LANDING_SCHEMA, compression="zstd", use_dictionary=_RECURRING
    ) as writer:
        for batch in _one_ahead(batches):
            if batch.num_rows:
                landed = _with_delivery(batch, delivery)
                writer.write_batch(landed, row_group_size=_ROW_GROUP_RECORDS)
                record_count += batch.num_rows
        writer.add_key_value_metadata(dict(footer()))
    return record_count


def _one_ahead(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _with_delivery(batch: pa.RecordBatch, delivery: Delivery) -> pa.RecordBatch:
    rows = batch.num_rows
    values = [
        delivery.delivery_key,
        delivery.source,
        delivery.logical_date,
        delivery.delivered_at,
    ]
    constant = [
        pa.repeat(pa.scalar(value, type=column.type), rows)
        for value, column in zip(values, DELIVERY_FIELDS, strict=True)
    ]
    own = [batch.column(name) for name in RECORD_SCHEMA.names]
    # The key of what extraction has read.
    texts = [batch.column(name) for name in ("title", "abstract", "comment")]
    derived = [normalise_titles(batch.column("title")), md5_of_texts(texts)]
    return pa.RecordBatch.from_arrays([*constant, *own, *derived], schema=LANDING_SCHEMA)


def normalise_titles(titles: pa.StringArray) -> pa.StringArray:
    """Titles as identity compares them: NFKC, lower case, letters and digits of any script only.

    A title of which nothing is left is kept as it stands.
    """
    folded = pc.utf8_lower(pc.utf8_normalize(titles, form="NFKC"))
    bare = pc.replace_substring_regex(folded, pattern=r"[^\p{L}\p{N}]+", replacement="")
    return pc.if_else(pc.equal(pc.utf8_length(bare), 0), titles, bare)
