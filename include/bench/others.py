"""What a person would use instead, each a process of its own, in an environment of its own.

`polars_script` makes three tables of the names of ours from the same landing files by a handful of
regular expressions; it leaves out spans, roles, kinds, identity, evidence, the cache, tests, gates
and the release. `dlt_rows` and `dlt_arrow` land a JSON-lines dump as Parquet with dlt, record by
record and as Arrow tables; they leave out the columns that ours adds and every check.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from include.bench.processes import RESULT

_URL = r"https?://[^\s{}<>]+[^\s{}<>.,;:)]"
_PROMISE = (
    r"(?i)(?:code|data|models?)[^.]{0,60}\bwill be (?:made )?(?:publicly )?(?:released|available)"
)
_NAMED = r"\b(?:propose|introduce|present|develop) (?:an? )?([A-Z][\w+-]*)"
_HEAD = r"^([A-Z][\w+-]*):"
_ROWS_AT_ONCE = 5_000


def polars_script(landing: Path, target: Path) -> int:
    """Make three fact tables of all landing files; returns their rows."""
    import polars as pl  # noqa: PLC0415  each pays for its own imports only

    records = pl.scan_parquet(landing / "**" / "*.parquet").select(
        pl.col("title").str.to_lowercase().hash().alias("paper_key"),
        *("title", "abstract", "feed_date", "record_index"),
    )
    abstract = pl.col("abstract")
    links = records.select("paper_key", url=abstract.str.extract_all(_URL)).explode("url")
    named = records.select("paper_key", method_name=abstract.str.extract_all(_NAMED))
    named = named.explode("method_name").with_columns(pl.col("method_name").str.extract(_NAMED, 1))
    heads = records.select("paper_key", method_name=pl.col("title").str.extract(_HEAD, 1))
    counts = links.drop_nulls().group_by("paper_key").agg(link_count=pl.len())
    tables = {
        "fct_papers": records.join(counts, on="paper_key", how="left").with_columns(
            has_code_promise=abstract.str.contains(_PROMISE)
        ),
        "fct_author_links": links.drop_nulls(),
        "fct_methods": pl.concat([named, heads]).drop_nulls(),
    }
    for name, table in tables.items():
        table.sink_parquet(target / f"{name}.parquet", compression="zstd")
    written = [pl.scan_parquet(target / f"{name}.parquet") for name in tables]
    return sum(one.select(pl.len()).collect().item() for one in written)


def dlt_rows(dump: Path, target: Path) -> int:
    """Land a dump with dlt, one dictionary per record; returns the files it wrote."""

    def rows() -> Iterator[list[dict[str, Any]]]:
        with dump.open("rb") as lines:
            page = []
            for line in lines:
                page.append(json.loads(line))
                if len(page) == _ROWS_AT_ONCE:
                    yield page
                    page = []
            yield page

    return _load(rows, target)


def dlt_arrow(dump: Path, target: Path) -> int:
    """Land a dump with dlt, as Arrow tables that pyarrow reads; returns the files it wrote."""
    from pyarrow.json import ReadOptions, open_json  # noqa: PLC0415

    def tables() -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415

        for batch in open_json(dump, read_options=ReadOptions(block_size=8 << 20)):
            yield pa.Table.from_batches([batch])

    return _load(tables, target)


def _load(records: Any, target: Path) -> int:
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    import dlt  # noqa: PLC0415

    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=str(target / "state"),
        destination=dlt.destinations.filesystem(bucket_url=(target / "out").as_uri()),
        dataset_name="landing",
    )
    resource = dlt.resource(records, name="papers", max_table_nesting=0)
    pipeline.run(resource, loader_file_format="parquet")
    return len(list((target / "out").rglob("*.parquet")))


if __name__ == "__main__":
    wanted = {"polars_script": polars_script, "dlt_rows": dlt_rows, "dlt_arrow": dlt_arrow}
    print(f"{RESULT}{wanted[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))}")
