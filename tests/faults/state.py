"""What has to hold after every fault."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from include import ledger
from include.landing.layout import landing_files, raw_files
from include.release.releases import current_release, kept_releases, read_manifest
from include.release.verify import verify_release
from include.settings import Settings


def current_hashes(settings: Settings) -> dict[str, str]:
    """The logical hashes of the current release, after verifying it."""
    release = current_release(settings)
    assert release is not None
    verify_release(settings, release)
    hashes: dict[str, str] = read_manifest(release)["logical_hashes"]
    assert hashes
    return hashes


def require_readers_safe(settings: Settings) -> None:
    """`current` leads to a verified release, and whatever looks like a release is one."""
    current_hashes(settings)
    for release in kept_releases(settings):
        verify_release(settings, release)


def require_recorded_once(settings: Settings) -> None:
    """Every release was noted in the ledger exactly once, but one whose publishing was killed."""
    noted = Counter(one["release_id"] for one in ledger.entries(settings, "publication"))
    assert set(noted.values()) == {1}
    current = current_release(settings)
    assert current is not None
    assert current.name in noted


def deliveries(settings: Settings) -> dict[str, bytes]:
    """The bytes of each landing file by delivery; one of each, and each with its raw file."""
    landed = landing_files(settings, "hf_pages")
    everywhere = list((settings.home / "landing").glob("*/delivery_date=*/*.parquet"))
    assert len(everywhere) == len(landed)
    bodies = [
        path
        for path in (settings.home / "raw").rglob("*")
        if path.is_file() and not path.name.startswith(".") and "meta.json" not in path.name
    ]
    assert len(bodies) == len(raw_files(settings, "hf_pages")) == len(landed)
    return {key: path.read_bytes() for key, path in landed.items()}


def waiting(settings: Settings) -> list[Path]:
    """What still lies in the inbox."""
    return [path for path in settings.inbox("hf_pages").glob("*") if not path.name.startswith(".")]
