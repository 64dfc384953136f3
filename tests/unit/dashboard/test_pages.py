"""Each page drawn by Streamlit itself, without a browser: on a full, an empty and no release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from include.commands.dashboard import ENTRY
from include.dashboard.app import PAGES
from include.files import make_folder
from include.settings import Settings
from tests.unit.dashboard.conftest import write_release

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


def test_each_number_comes_with_its_sql(small_house: Settings, open_page: Open) -> None:
    test = open_page(small_house, page="overview")
    assert any("from marts.fct_papers" in one.value for one in test.code)
    assert len(test.expander) == len(test.code)
