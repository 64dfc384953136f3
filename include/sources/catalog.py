"""The sources: their names, how their raw files end, and which parser reads them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True)
class Source:
    """One feed. extension: how its raw files end. noun: what a delivery of it is called.

    is_dated_by_name: whether a full date in a dropped file's name is the day it counts for.
    """

    name: str
    extension: str
    noun: str
    is_dated_by_name: bool = False

    @property
    def module(self) -> ModuleType:
        """The module with `parse` and `PARSER_VERSION`; imported on first use, as it is heavy."""
        return import_module(f"include.sources.{self.name}")

    @property
    def parser_version(self) -> str:
        version: str = self.module.PARSER_VERSION
        return version


HF_PAGES = Source(name="hf_pages", extension="txt", noun="page dump")

HF_DAILY = Source(name="hf_daily", extension="json", noun="answer of the daily papers API")
ARXIV_OAI = Source(name="arxiv_oai", extension="xml", noun="page of an arXiv harvest")
# A dump may be compressed: what it is says its first bytes, not its name.
JSONL = Source(name="jsonl", extension="dump", noun="JSON-lines dump", is_dated_by_name=True)

SOURCES: dict[str, Source] = {
    source.name: source for source in (HF_PAGES, HF_DAILY, ARXIV_OAI, JSONL)
}
