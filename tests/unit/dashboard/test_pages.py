"""Each page drawn by Streamlit itself, without a browser: on a full, an empty and no release."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from include.commands.dashboard import ENTRY
from include.dashboard.app import PAGES
from include.dashboard.queries import FOLDER, query
from include.files import make_folder
from include.settings import Settings
from tests.unit.dashboard.conftest import mart_rows, write_release

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    def draw(settings: Settings, **parameters: str) -> AppTest:
        monkeypatch.setenv("PAPERHOUSE_HOME", str(settings.home))
        test = AppTest.from_file(str(ENTRY), default_timeout=60)
        for name, value in parameters.items():
            test.query_params[name] = value
        return test.run()

    return draw


@pytest.fixture
def house_with_refusals(settings: Settings) -> Settings:
    """A house whose one delivery has a record in quarantine."""
    write_release(settings, mart_rows())
    record = {"line_start": 3, "reason": "no abstract", "text": "A title"}
    folder = make_folder(settings.quarantine("hf_pages"))
    (folder / "d1.jsonl").write_text(json.dumps(record) + "\n")
    return settings


def html_of(test: AppTest) -> str:
    return "".join(str(one.proto.body) for one in test.get("html"))


def said(test: AppTest) -> list[str]:
    return [one.value for one in (*test.error, *test.warning, *test.info)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_without_complaint(page: str, small_house: Settings, open_page: Open) -> None:
    test = open_page(small_house, page=page)
    assert not test.exception
    assert not test.error
    assert "Release 20260312T060000-abcdef" in html_of(test)
    assert 'aria-current="page"' in html_of(test)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_on_a_release_without_rows(
    page: str, settings: Settings, open_page: Open
) -> None:
    write_release(settings, {})
    test = open_page(settings, page=page)
    assert not test.exception
    assert not test.error


def test_without_a_release_the_page_says_what_to_do(settings: Settings, open_page: Open) -> None:
    test = open_page(settings)
    assert test.title[0].value == "There is no release yet"
    assert "make run" in test.markdown[0].value


def test_a_broken_pointer_is_said(settings: Settings, open_page: Open) -> None:
    make_folder(settings.home)
    settings.current.symlink_to("releases/gone")
    assert "no manifest" in said(open_page(settings))[0]


def test_an_unknown_page_is_the_overview(small_house: Settings, open_page: Open) -> None:
    assert open_page(small_house, page="nowhere").title[0].value == "Papers in this release"


def test_a_release_of_another_shape_is_said(settings: Settings, open_page: Open) -> None:
    folder = write_release(settings, {})
    (folder / "paperhouse.duckdb").write_bytes(b"no database")
    test = open_page(settings, page="methods")
    assert not test.exception
    assert "could not be read" in said(test)[0]


def test_a_paper_shows_its_facts_where_they_were_read(
    small_house: Settings, open_page: Open
) -> None:
    html = html_of(open_page(small_house, page="paper", paper="p1"))
    assert ">LoRA</mark>" in html
    assert ">BERT</mark>" in html
    assert "rule propose_object, confidence 0.90" in html
    assert "code given: https://github.com/ann/lora" in html


def test_a_replaced_key_shows_its_paper(small_house: Settings, open_page: Open) -> None:
    assert "Paper p1" in html_of(open_page(small_house, page="paper", paper="old"))


def test_a_search_is_taken_from_the_address_and_kept_there(
    small_house: Settings, open_page: Open
) -> None:
    test = open_page(small_house, page="methods", search="lora")
    assert test.text_input[0].value == "lora"
    assert ">LoRA</a>" in html_of(test)
    assert ">BERT</a>" not in html_of(test)


def test_a_new_search_leaves_the_chosen_paper(small_house: Settings, open_page: Open) -> None:
    test = open_page(small_house, page="paper", paper="p1")
    test.text_input[0].set_value("p2").run()
    assert not test.exception
    assert "paper" not in test.query_params
    assert "Paper p2" in html_of(test)
    test.checkbox[0].check().run()
    assert not test.exception


def test_a_method_shows_who_introduced_it(small_house: Settings, open_page: Open) -> None:
    test = open_page(small_house, page="methods", method="m1")
    assert not test.exception
    assert "LoRA: low-rank adaptation" in html_of(test)
    assert "First introduced by" in html_of(test)
    assert [one.value for one in test.metric][1] == "1"


def test_an_account_shows_its_papers(small_house: Settings, open_page: Open) -> None:
    html = html_of(open_page(small_house, page="author_links", author="a1"))
    assert "ann on github.com" in html
    assert ">github.com/ann/lora<" in html


@pytest.mark.parametrize(
    ("page", "parameter"), [("paper", "paper"), ("methods", "method"), ("author_links", "author")]
)
def test_a_key_that_is_not_there_is_said(
    page: str, parameter: str, small_house: Settings, open_page: Open
) -> None:
    test = open_page(small_house, page=page, **{parameter: "<nobody>"})
    assert not test.exception
    assert "knows no such" in test.warning[0].value


def test_the_feed_of_an_earlier_date_can_be_chosen(small_house: Settings, open_page: Open) -> None:
    test = open_page(small_house, page="feed", date="2026-02-11")
    assert test.selectbox[1].value == str(date(2026, 2, 11))
    assert "Paper p1" in html_of(test)


def test_a_gate_that_stopped_something_is_on_the_quality_page(
    small_house: Settings, open_page: Open
) -> None:
    html = html_of(open_page(small_house, page="quality", gate="marts"))
    assert "0 rows" in html
    assert "&lt;b&gt;no empty titles" in html


def test_each_query_that_gives_numbers_is_shown_with_a_csv(
    small_house: Settings, open_page: Open
) -> None:
    opened = [
        *({"page": page} for page in PAGES),
        {"page": "methods", "search": "lora"},
        {"page": "methods", "method": "m1"},
        {"page": "paper", "search": "p1"},
        {"page": "paper", "search": "p1", "abstracts": "true"},
        {"page": "paper", "paper": "p1"},
        {"page": "author_links", "order": "code addresses"},
        {"page": "author_links", "author": "a1"},
    ]
    shown = set()
    for parameters in opened:
        test = open_page(small_house, **parameters)
        shown |= {one.value for one in test.code}
        assert len(test.expander) == len(test.code) == len(test.get("download_button"))
    # These two only lead to others: a replaced key to its paper, the lists to choose from.
    silent = {"paper/redirect", "feed/lists"}
    for path in FOLDER.rglob("*.sql"):
        name = str(path.relative_to(FOLDER).with_suffix(""))
        assert any(text.endswith(query(name)) for text in shown) == (name not in silent), name


def test_refused_records_can_be_had_as_csv(house_with_refusals: Settings, open_page: Open) -> None:
    test = open_page(house_with_refusals, page="quality")
    assert "no abstract" in html_of(test)
    assert len(test.get("download_button")) == len(test.code) + 1
