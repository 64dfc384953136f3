"""The catalogue names every source, and each has a parser."""

from __future__ import annotations

import pytest

from include.sources.catalog import SOURCES, Source

assert SOURCES


def test_sources_stand_under_their_own_names() -> None:
    assert [source.name for source in SOURCES.values()] == list(SOURCES)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_has_a_parser_and_its_version(source: Source) -> None:
    assert callable(source.module.parse)
    assert source.parser_version == source.module.PARSER_VERSION != ""
    assert not source.extension.startswith(".")
