"""Facts marked in a text: nothing lost, nothing unescaped, overlaps and edges handled."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.dashboard.highlight import ROLE_WORDS, Span, highlighted

TEXT = "We propose LoRA, built on BERT & <GPT>."


def span(start: int, end: int, role: str = "introduces", *, is_phrase: bool = False) -> Span:
    return Span(start, end, role, "" if is_phrase else ROLE_WORDS[role], f"{role}!", is_phrase)


def text_of(html: str) -> str:
    """The text that is left without tags, labels and what only screen readers get."""
    bare = re.sub(r'<span class="ph-(label|heard)".*?</span>', "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", bare))


def marked_texts(html: str, look: str) -> list[str]:
    found = re.findall(rf'<mark class="[^"]*{look}[^"]*"[^>]*>(.*?)</mark>', html, re.DOTALL)
    return [unescape(one) for one in found]


def test_a_name_is_marked_exactly_and_labelled() -> None:
    html = highlighted(TEXT, [span(11, 15)])
    assert marked_texts(html, "ph-introduces") == ["LoRA"]
    assert "introduces</span>" in html
    assert text_of(html) == TEXT


def test_a_phrase_is_marked_around_its_name_without_a_label() -> None:
    html = highlighted(TEXT, [span(0, 15, is_phrase=True), span(11, 15)])
    assert marked_texts(html, "ph-phrase") == ["We propose "]
    assert marked_texts(html, "ph-name") == ["LoRA"]
    assert html.count('class="ph-label"') == 1


def test_overlapping_names_keep_both_accounts_on_what_they_share() -> None:
    html = highlighted("abcdef", [span(0, 4), span(2, 6, "builds_on")])
    assert marked_texts(html, "ph-introduces") == ["ab", "cd"]
    assert marked_texts(html, "ph-builds-on") == ["ef"]
    assert 'title="introduces!\nbuilds_on!"' in html
    assert html.count('class="ph-label"') == 2


def test_text_and_accounts_are_escaped() -> None:
    evil = Span(0, 8, "introduces", "<b>", '"><script>alert(1)</script>')
    html = highlighted('<script>&"', [evil])
    assert "<script>" not in html
    assert "<b>" not in html
    assert text_of(html) == '<script>&"'


def test_each_name_can_be_reached_by_keyboard_and_is_told_to_screen_readers() -> None:
    html = highlighted(TEXT, [span(11, 15), span(26, 30, "builds_on")])
    assert html.count('tabindex="0"') == 2
    assert '<span class="ph-heard"> (introduces!) </span>' in html
    assert 'aria-hidden="true">builds on' in html


@pytest.mark.parametrize(
    "bounds", [(-1, 3), (5, 5), (9, 3), (0, 10_000)], ids=["before", "empty", "reversed", "beyond"]
)
def test_spans_outside_the_text_are_left_out(bounds: tuple[int, int]) -> None:
    assert highlighted("some text", [span(*bounds)]) == "some text"


def test_an_unknown_role_looks_like_a_mention() -> None:
    assert "ph-mentions" in highlighted("abc", [Span(0, 1, "inspired_by", "inspired by", "")])


def test_characters_outside_the_basic_plane_count_as_one() -> None:
    html = highlighted("𝒳-Net 模型", [span(0, 5)])
    assert marked_texts(html, "ph-name") == ["𝒳-Net"]


@given(
    st.text(max_size=40),
    st.lists(
        st.tuples(
            st.integers(-2, 45),
            st.integers(-2, 45),
            st.sampled_from(sorted(ROLE_WORDS)),
            st.booleans(),
        ),
        max_size=6,
    ),
)
def test_the_text_is_always_given_back(text: str, bounds: list[tuple[int, int, str, bool]]) -> None:
    spans = [span(start, end, role, is_phrase=flag) for start, end, role, flag in bounds]
    assert text_of(highlighted(text, spans)) == text
