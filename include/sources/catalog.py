"""The sources: their names, how their raw files end, and which parser reads them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True)
class Source:
    """One feed. extension: how its raw files end. noun: what a delivery of it is called."""

    name: str
    extension: str
    noun: str

    @property
    def module(self) -> ModuleType:
        """The module with `parse` and `PARSER_VERSION`; imported on first use, as it is heavy."""
        return import_module(f"include.sources.{self.name}")

    @property
    def parser_version(self) -> str:
        version: str = self.module.PARSER_VERSION
        return version


HF_PAGES = Source(name="hf_pages", extension="txt", noun="page dump")

SOURCES: dict[str, Source] = {source.name: source for source in (HF_PAGES,)}
