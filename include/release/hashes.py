"""Hashes of a table's content that depend neither on the order of rows nor on threads."""

from __future__ import annotations

import duckdb


def logical_hash(connection: duckdb.DuckDBPyConnection, relation: str) -> str:
    """`<row count>-<sum>-<xor>` over the md5 of each row as JSON, in hexadecimal.

    relation: a table, or a table function such as read_parquet('...'). Sum and xor together tell
    apart what one of them would miss: rows doubled, rows exchanged.
    """
    rows, total, mixed = connection.sql(
        f"""
        with digests as (
            select md5_number_lower(cast(to_json(line) as varchar)) as digest
            from {relation} as line
        )
        select count(*), coalesce(sum(cast(digest as hugeint)), 0), coalesce(bit_xor(digest), 0)
        from digests
        """
    ).fetchall()[0]
    return f"{rows}-{int(total):x}-{int(mixed):x}"


def row_count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Number of rows of a table or table function."""
    return int(connection.sql(f"select count(*) from {relation}").fetchall()[0][0])


def tables_of(connection: duckdb.DuckDBPyConnection, database: str, schema: str) -> list[str]:
    """Names of the tables of a schema, sorted."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = ?"
        " order by table_name",
        [database, schema],
    ).fetchall()
    return [row[0] for row in rows]
