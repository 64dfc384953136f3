"""Roll back: make a kept release current again and pin it, so that no build undoes that."""

from __future__ import annotations

from include import ledger
from include.files import locked
from include.release.pin import pin
from include.release.releases import find_release, point_current_at, pointed_at
from include.release.verify import verify_release
from include.settings import Settings


def roll_back_release(settings: Settings, release_id: str) -> str:
    """Move `current` to a kept release and pin it; returns the release's folder.

    The release is verified first, without holding up anyone; the move itself is one rename. The
    pin is written before the move: a crash between the two leaves what was current, pinned to what
    shall be, and a second run ends the work. Also mends a pointer that leads nowhere.
    Raises ContractBroken where there is no such release or it differs from its manifest.
    """
    with ledger.step(settings, "roll back", release_id) as note:
        folder = find_release(settings, release_id)
        note.counts = {"comparisons": verify_release(settings, folder)}
        with locked(
            settings.releases / ".lock",
            purpose="move or pin releases",
            patience_seconds=settings.lock_patience_seconds,
        ):
            before = pointed_at(settings)
            find_release(settings, release_id)  # the retention may have been here meanwhile
            pin(settings, release_id)
            point_current_at(settings, folder)
        note.text = f"current is {release_id}, pinned; before it was {before or 'nothing'}"
    return str(folder)
