"""What can go wrong, as types that say whether trying again can help."""

from __future__ import annotations

from include.printable import printable


class PaperhouseError(Exception):
    """An error that a person can act on.

    expected: what should have come. found: what came instead. where: file, line or table.
    next_step: what to do now. All four become the text of the error, fit to show on a terminal.
    """

    def __init__(self, *, expected: str, found: str, where: str, next_step: str) -> None:
        self.expected = expected
        self.found = found
        self.where = where
        self.next_step = next_step
        told = f"Expected {expected}; found {found}. Where: {where}. What to do: {next_step}."
        super().__init__(printable(told))


class SourceUnavailable(PaperhouseError):
    """The outside did not answer as it should; trying again later can help."""


class ContractBroken(PaperhouseError):
    """The input or the state is not what was agreed; trying again cannot help."""


class GateClosed(PaperhouseError):
    """A gate stopped the data; trying again cannot help until data or rules change."""


class SourceSilent(PaperhouseError):
    """A source has delivered nothing for too long; trying again at once cannot help."""
