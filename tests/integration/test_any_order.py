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
def clean_build(clean: Settings) -> Path:
    """The work file of one build of the clean house."""
    return built(clean)


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


def built(settings: Settings) -> Path:
    """Make all tables of what has landed, without their tests; returns the work file."""
    build_id = build.start_build(settings)
    folder, inputs = build.build_folder(settings, build_id), build.read_inputs(settings, build_id)
    version, file = inputs["extractor_version"], folder / "warehouse.duckdb"
    create_workfile(settings, folder, inputs)
    reuse_parse(settings, folder, inputs["code_version"])
    run_dbt(settings, folder, version, "build", "--exclude-resource-type", "test", "unit_test")
    keep_parse(settings, folder, inputs["code_version"])
    with connect(file, settings) as connection:
        keep_in_cache(settings, version, build_id, connection)
    return file


def hashes_of(file: Path) -> dict[str, str]:
    """The logical hash of each mart."""
    with duckdb.connect(file, read_only=True) as connection:
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
    clean_build: Path,
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
            built(settings)
    assert kills
    expected = landed(clean)
    assert len(expected) > 25
    assert landed(settings) == expected
    expected_hashes = hashes_of(clean_build)
    assert len(expected_hashes) > 8
    assert hashes_of(built(settings)) == expected_hashes
    read_count, text_count = texts_read(settings)
    # A build on the way may read a text that a later delivery replaces.
    assert read_count == text_count >= texts_read(clean)[1] > 150


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "select title from fct_papers where arxiv_id = '2605.00001'",
            [("A Title After It Changed Again",)],
            id="the best source's newest title",
        ),
        pytest.param(
            "select count(*) from fct_paper_versions join fct_papers using (paper_key)"
            " where arxiv_id = '2605.00001'",
            [(4,)],
            id="its texts are kept, that of the page's older title among them",
        ),
        pytest.param(
            "select arxiv_id, source from fct_papers where title = 'Two Ids Bear This Title'"
            " order by 1",
            [("2605.00002", "jsonl"), ("2605.00004", "jsonl"), (None, "hf_pages")],
            id="a title of two ids stays apart from both",
        ),
        pytest.param(
            "select redirects.title, arxiv_id from dim_paper_redirects as redirects"
            " join fct_papers using (paper_key) order by 1",
            [
                ("A Page Title That Meets Its Id Later", "2605.00007"),
                ("a title before it changed", "2605.00001"),
            ],
            id="a page's titles find their papers",
        ),
        pytest.param(
            "select arxiv_id, is_withdrawn from fct_papers where arxiv_id between '2605.00005' and"
            " '2605.00008' order by 1",
            [
                ("2605.00005", True),
                ("2605.00006", False),
                ("2605.00007", False),
                ("2605.00008", True),
            ],
            id="withdrawn, reinstated, and both on one day",
        ),
        pytest.param(
            "select count(*), max(author_position) from fct_author_links join fct_papers"
            " using (paper_key) where arxiv_id = '2605.00009'"
            " and link_type = 'authorship'",
            [(3303, 3303)],
            id="3,303 authors",
        ),
        pytest.param(
            "select link.source, author_name, account_name from fct_author_links as link"
            " join dim_authors as author using (author_key) join fct_papers as paper"
            " using (paper_key) where arxiv_id = '2605.00010' and link_type = 'authorship'",
            [("arxiv_oai", "Ada Example", "ada-example")],
            id="an account claimed on one site, authors from another",
        ),
    ],
)
def test_made_cases_come_out_as_they_must(
    clean_build: Path, query: str, expected: list[tuple[object, ...]]
) -> None:
    with duckdb.connect(clean_build, read_only=True) as connection:
        connection.execute("use marts")
        assert connection.sql(query).fetchall() == expected
