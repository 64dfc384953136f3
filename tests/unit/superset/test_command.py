"""`make superset`: clear where it cannot serve, and not content with half an import."""

from __future__ import annotations

import socket
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from include.commands.superset import check_health, serve, settle_dashboard
from include.errors import ContractBroken, PaperhouseError
from include.settings import Settings
from include.superset.dashboard import charts, dashboard
from include.superset.datasets import identity
from include.superset.house import DATABASE_NAME, superset_home


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_what_to_do(settings: Settings, taken_port: int) -> None:
    with pytest.raises(ContractBroken, match=f"PORT={taken_port + 1}"):
        serve(settings, "127.0.0.1", taken_port)


def test_a_house_without_a_release_says_what_to_do(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ContractBroken, match="make run"):
        serve(settings, "127.0.0.1", port)


@pytest.fixture
def shown(settings: Settings) -> Iterator[Callable[[list[str]], sqlite3.Connection]]:
    """Makes Superset's database with these charts on its dashboard."""
    with closing(sqlite3.connect(superset_home(settings) / DATABASE_NAME)) as database:
        database.executescript(
            """
            create table dashboards (id integer, slug text);
            create table slices (id integer, uuid blob);
            create table dashboard_slices (dashboard_id integer, slice_id integer);
            insert into dashboards values (2, 'another');
            """
        )

        def fill(names: list[str]) -> sqlite3.Connection:
            database.execute("insert into dashboards values (1, ?)", [dashboard()["slug"]])
            for number, name in enumerate(names):
                own = uuid.UUID(identity("chart", name)).bytes
                database.execute("insert into slices values (?, ?)", [number, own])
                for page in (1, 2):
                    database.execute("insert into dashboard_slices values (?, ?)", [page, number])
            database.commit()
            return database

        yield fill


def test_a_chart_that_the_project_no_longer_has_is_taken_off(
    settings: Settings, shown: Callable[[list[str]], sqlite3.Connection]
) -> None:
    database = shown(["of_yesterday", *charts()])
    settle_dashboard(settings)
    left = "select count(*) from dashboard_slices where dashboard_id = ?"
    assert database.execute(left, [1]).fetchone() == (len(charts()),)
    assert database.execute(left, [2]).fetchone() == (len(charts()) + 1,)


def test_a_chart_that_was_left_out_is_told(
    settings: Settings, shown: Callable[[list[str]], sqlite3.Connection]
) -> None:
    shown(list(charts())[1:])
    with pytest.raises(PaperhouseError, match=f"1 of {len(charts())} missing"):
        settle_dashboard(settings)


def test_a_port_where_nobody_answers_is_not_healthy() -> None:
    with pytest.raises(OSError, match="refused"):
        check_health(1)
