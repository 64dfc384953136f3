"""Replay: have refused deliveries and records read anew from raw, such as by a mended parser."""

from __future__ import annotations

from include import ledger
from include.errors import ContractBroken
from include.landing.layout import raw_files
from include.landing.quarantine import summaries, wish_replay
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources.catalog import SOURCES

ALL = "all"


def replay_quarantine(settings: Settings, source: str, delivery_key: str = ALL) -> list[str]:
    """Clear the refusal of one delivery or of all; returns the keys that will be read anew.

    The next run of land_<source> finds their raw files; what its gate then lets through replaces
    what had landed. Nothing else changes until it has. Raises ContractBroken for a source or a
    delivery that is not there, NothingToDo where the quarantine is empty.
    """
    with ledger.step(settings, f"replay {source}", delivery_key) as note:
        if source not in SOURCES:
            raise ContractBroken(
                expected=f"one of the sources {', '.join(SOURCES)}",
                found=repr(source),
                where="parameter source",
                next_step="name a source of the catalog",
            )
        refused, raw = summaries(settings, source), raw_files(settings, source)
        keys = sorted(refused) if delivery_key == ALL else [delivery_key]
        if not keys:
            raise NothingToDo(f"the quarantine of {source} is empty")
        for key in keys:
            if key not in refused or key not in raw:
                raise ContractBroken(
                    expected="a delivery of the quarantine with its raw file",
                    found=f"no {'summary' if key not in refused else 'raw file'} of {key}",
                    where=str(settings.quarantine(source)),
                    next_step="take a key from the files there, or `all`",
                )
        for key in keys:
            wish_replay(settings, source, key)
        note.counts = {"deliveries": len(keys)}
        note.text = f"{len(keys)} deliveries will be read anew"
    return keys
