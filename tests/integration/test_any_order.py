"""Deliveries in any order, any number of times, with runs that were killed: the marts are equal."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest

from include.landing.delivery import Delivery
from include.landing.layout import landing_files, raw_files
from include.release.hashes import logical_hash, tables_of
from include.settings import Settings
from include.sources.catalog import SOURCES
from include.transform import build
from include.transform.cache import cached_files, keep_in_cache
from include.transform.dbt import keep_parse, reuse_parse, run_dbt
from include.transform.versions import extractor_version
from include.transform.workfile import connect, create_workfile
from tests.comings import Coming, deliver
from tests.conftest import SHARED
from tests.faults.operations import Limits, run
from tests.integration.mixed_deliveries import come_again, earliest, mixed_deliveries

pytestmark = pytest.mark.slow

# Each costs two builds; `make orders` runs twenty.
ORDERS = int(os.environ.get("PAPERHOUSE_ORDERS", "1"))
_KILLED_SHARE = 0.1


@pytest.fixture(scope="module")
def comings() -> list[Coming]:
    """All that comes: each delivery, and a copy of it under another name and date."""
    if not SHARED.exists():
        pytest.skip(f"the real days, page and answers are not there: {SHARED.name}/")
    once = mixed_deliveries(SHARED)
    return [*once, *come_again(once)]


@pytest.fixture(scope="module")
def clean(comings: list[Coming], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house to which each delivery came once, at the earliest that any of its copies did."""
    settings = house(tmp_path_factory.mktemp("clean"))
    for coming in earliest(comings):
        deliver(settings, coming)
    return settings


@pytest.fixture(scope="module")
def clean_hashes(clean: Settings) -> dict[str, str]:
    """The logical hashes of the marts of one build of the clean house."""
    return built_hashes(clean)


def house(folder: Path) -> Settings:
    return Settings(home=folder / "house", retries=0, quiet_seconds=0)


def in_some_order(comings: list[Coming], chance: random.Random) -> list[Coming]:
    """All of them, a quarter twice."""
    order = [*comings, *chance.sample(comings, len(comings) // 4)]
    chance.shuffle(order)
    return order


def deliver_in_spite_of_kills(settings: Settings, coming: Coming, chance: random.Random) -> bool:
    """Let a delivery come; whether a run that landed it was killed before this one went on."""
    was_killed = False
    if chance.random() < _KILLED_SHARE:
        limits = Limits(change=chance.randrange(1, 45))
        was_killed = run("deliver", settings, coming, limits=limits).was_killed
    deliver(settings, coming)
    return was_killed


def landed(settings: Settings) -> dict[str, bytes | Delivery]:
    """Every landing file with its bytes, and what the raw zone says of each delivery."""
    found: dict[str, bytes | Delivery] = {}
    for source in SOURCES:
        for path in landing_files(settings, source).values():
            found[str(path.relative_to(settings.home))] = path.read_bytes()
        for path in raw_files(settings, source).values():
            found[str(path.relative_to(settings.home))] = Delivery.read_sidecar(path)
    everywhere = list((settings.home / "landing").glob("*/delivery_date=*/*.parquet"))
    assert len(everywhere) == sum(name.endswith(".parquet") for name in found)
    return found


def built_hashes(settings: Settings) -> dict[str, str]:
    """Make all tables of what has landed, without their tests; the logical hash of each mart."""
    build_id = build.start_build(settings)
    folder, inputs = build.build_folder(settings, build_id), build.read_inputs(settings, build_id)
    version = inputs["extractor_version"]
    create_workfile(settings, folder, inputs)
    reuse_parse(settings, folder, inputs["code_version"])
    run_dbt(settings, folder, version, "build", "--exclude-resource-type", "test", "unit_test")
    keep_parse(settings, folder, inputs["code_version"])
    with connect(folder / "warehouse.duckdb", settings) as connection:
        keep_in_cache(settings, version, build_id, connection)
        marts = tables_of(connection, "warehouse", "marts")
        return {name: logical_hash(connection, f"marts.{name}") for name in marts}


def texts_read(settings: Settings) -> tuple[int, int]:
    """How many texts all builds have read, and how many different ones."""
    files = cached_files(settings, extractor_version(), "texts_read")
    query = "select count(*), count(distinct text_hash) from read_parquet(?)"
    with duckdb.connect() as connection:
        (counts,) = connection.execute(query, [files]).fetchall()
    return counts[0], counts[1]


@pytest.mark.parametrize("order", range(ORDERS))
def test_marts_are_those_of_one_clean_build(
    clean: Settings,
    clean_hashes: dict[str, str],
    comings: list[Coming],
    tmp_path: Path,
    order: int,
) -> None:
    """With landings that were killed, and a build on the way; no text is read twice."""
    chance, settings = random.Random(f"order {order}"), house(tmp_path)
    shutil.copytree(clean.cache / "dbt", settings.cache / "dbt")
    coming_now, kills = in_some_order(comings, chance), 0
    built_after = chance.randrange(len(coming_now) // 4, len(coming_now) * 3 // 4)
    for number, coming in enumerate(coming_now):
        kills += deliver_in_spite_of_kills(settings, coming, chance)
        if number == built_after:
            if ORDERS > 1:  # as a part of `make test`, tests/faults kills one
                run("whole_build", settings, limits=Limits(seconds=chance.uniform(1, 30)))
            built_hashes(settings)
    assert kills
    expected = landed(clean)
    assert len(expected) > 25
    assert landed(settings) == expected
    assert len(clean_hashes) > 8
    assert built_hashes(settings) == clean_hashes
    assert texts_read(settings) == texts_read(clean)
    assert texts_read(clean)[0] == texts_read(clean)[1] > 150
