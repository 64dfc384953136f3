"""Every suite is listed, has expectations, and is named by what it stands over."""

from __future__ import annotations

from pathlib import Path

import pytest

from include.quality import suites as suites_folder
from include.quality.registry import SUITES, suites_of
from include.quality.suite import Suite

_LISTED = [(layer, module) for layer, modules in SUITES.items() for module in modules]
_SUITES = [suite for layer in SUITES for suite in suites_of(layer)]

assert _SUITES


def test_every_module_of_suites_is_listed_once() -> None:
    (folder,) = suites_folder.__path__
    stems = [path.stem for path in Path(folder).glob("*.py")]
    there = sorted(stem for stem in stems if stem != "__init__" and not stem.endswith("rules"))

    assert there
    assert sorted(module.__name__.rpartition(".")[2] for _, module in _LISTED) == there


def test_layers_are_those_that_have_a_gate() -> None:
    assert list(SUITES) == ["landing", "staging", "marts"]


@pytest.mark.parametrize("suite", _SUITES, ids=lambda suite: suite.data_set)
def test_no_suite_is_empty(suite: Suite) -> None:
    assert suite.expectations


@pytest.mark.parametrize(("layer", "module"), _LISTED, ids=[one.__name__ for _, one in _LISTED])
def test_a_suite_is_named_by_its_layer_and_table(layer: str, module: object) -> None:
    suite = module.build()  # type: ignore[attr-defined]

    assert suite.schema_name == layer
    assert suite.data_set == f"{layer}.{suite.table_name}"


def test_data_sets_are_named_once() -> None:
    names = [suite.data_set for suite in _SUITES]

    assert len(set(names)) == len(names)


def test_one_table_s_suite_can_be_asked_for() -> None:
    (suite,) = suites_of("landing", "hf_pages")

    assert suite.data_set == "landing.hf_pages"
    assert suites_of("landing", "no_such_table") == []
    assert len(suites_of("marts")) == len(SUITES["marts"])
