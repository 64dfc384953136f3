"""The landing contract: what every parser yields and what every landing file holds."""

from __future__ import annotations

import pyarrow as pa

_AUTHOR = pa.struct(
    [
        ("name", pa.string()),
        ("position", pa.int32()),
        ("affiliation", pa.string()),
        ("account", pa.string()),
    ]
)
_LINK = pa.struct([("url", pa.string()), ("link_type", pa.string())])

DELIVERY_FIELDS: list[pa.Field] = [
    pa.field("delivery_key", pa.string(), nullable=False),
    pa.field("source", pa.string(), nullable=False),
    pa.field("delivery_date", pa.date32(), nullable=False),
    pa.field("delivered_at", pa.timestamp("us", tz="UTC"), nullable=False),
]

# What a parser yields: one row per paper in the delivery, in the order of the delivery. A row with
# `is_withdrawn` only says that its source has taken the paper back: it has an id and no text.
RECORD_SCHEMA = pa.schema(
    [
        pa.field("feed_list", pa.string()),
        pa.field("feed_date", pa.date32()),
        pa.field("is_feed_date_inferred", pa.bool_()),
        pa.field("record_index", pa.int64(), nullable=False),
        pa.field("source_paper_id", pa.string()),
        pa.field("title", pa.string()),
        pa.field("abstract", pa.string()),
        pa.field("authors", pa.list_(_AUTHOR)),
        pa.field("categories", pa.list_(pa.string())),
        pa.field("comment", pa.string()),
        pa.field("doi", pa.string()),
        pa.field("published_at", pa.timestamp("us", tz="UTC")),
        pa.field("updated_at", pa.timestamp("us", tz="UTC")),
        pa.field("upvotes", pa.int64()),
        pa.field("comment_count", pa.int64()),
        pa.field("star_count", pa.int64()),
        pa.field("is_withdrawn", pa.bool_()),
        pa.field("links", pa.list_(_LINK)),
        pa.field("line_start", pa.int64()),
        pa.field("line_end", pa.int64()),
        pa.field("record_hash", pa.string(), nullable=False),
    ]
)

# What the writer adds for all sources alike, so that no SQL engine has to know NFKC.
DERIVED_FIELDS: list[pa.Field] = [
    pa.field("title_normalised", pa.string()),
    pa.field("text_hash", pa.string(), nullable=False),
]

LANDING_SCHEMA = pa.schema([*DELIVERY_FIELDS, *RECORD_SCHEMA, *DERIVED_FIELDS])
