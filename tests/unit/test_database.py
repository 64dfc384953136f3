"""Airflow's SQLite file: a transaction that reads before it writes waits for its turn."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from include.orchestration.database import CONNECT_ARGS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "airflow.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table runs (id integer)")
        connection.commit()
    return path


def read_then_write(connection: sqlite3.Connection, started: threading.Event) -> None:
    """What a backfill does for each run, while another writes between its two statements."""
    cursor = connection.cursor()
    cursor.execute("SAVEPOINT one")
    cursor.execute("select count(*) from runs").fetchall()
    started.set()
    time.sleep(0.2)
    cursor.execute("insert into runs values (1)")
    cursor.execute("RELEASE one")
    connection.commit()


def write_meanwhile(file: Path, started: threading.Event) -> None:
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        started.wait()
        connection.execute("insert into runs values (2)")
        connection.commit()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_savepoint_waits_for_who_writes(file: Path, journal: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma journal_mode={journal}")
    started = threading.Event()
    other = threading.Thread(target=write_meanwhile, args=(file, started))
    other.start()
    with closing(sqlite3.connect(file, **CONNECT_ARGS)) as connection:
        read_then_write(connection, started)
    other.join()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select sum(id) from runs").fetchall() == [(3,)]


def test_without_it_a_transaction_is_refused_at_once(file: Path) -> None:
    """When this fails, SQLite or Python has been mended, and the connection can go."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma journal_mode=wal")
    started = threading.Event()
    other = threading.Thread(target=write_meanwhile, args=(file, started))
    other.start()
    with (
        closing(sqlite3.connect(file, timeout=30)) as connection,
        pytest.raises(sqlite3.OperationalError, match="database is locked"),
    ):
        read_then_write(connection, started)
    other.join()
