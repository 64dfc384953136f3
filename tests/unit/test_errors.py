"""An error says what was expected, what came, where, and what to do."""

from __future__ import annotations

import pytest

from include.errors import ContractBroken, GateClosed, PaperhouseError, SourceUnavailable


def test_the_text_holds_all_four_parts() -> None:
    error = PaperhouseError(expected="a date", found="none", where="a.txt", next_step="add it")

    assert str(error) == "Expected a date; found none. Where: a.txt. What to do: add it."
    parts = (error.expected, error.found, error.where, error.next_step)
    assert parts == ("a date", "none", "a.txt", "add it")


@pytest.mark.parametrize("kind", [SourceUnavailable, ContractBroken, GateClosed])
def test_every_kind_is_an_error_of_ours(kind: type[PaperhouseError]) -> None:
    assert issubclass(kind, PaperhouseError)


def test_the_text_can_be_shown_on_a_terminal() -> None:
    error = ContractBroken(
        expected="a file", found="\x1b[2Jgone", where="bad\udcff\u202ename", next_step="look"
    )

    assert str(error).encode("utf-8").isascii()
    assert r"\x1b[2Jgone" in str(error)
    assert r"bad\udcff\u202ename" in str(error)
