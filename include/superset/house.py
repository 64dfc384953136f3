"""What Superset keeps in a house: its own database, its secrets, and the files it imports."""

from __future__ import annotations

import secrets
from pathlib import Path

from include.files import make_folder, write_bytes
from include.settings import Settings

DATABASE_NAME = "superset.db"


def superset_home(settings: Settings) -> Path:
    """The folder of all that, readable to its owner alone; made where it is missing."""
    folder = make_folder(settings.home / "superset")
    folder.chmod(0o700)
    return folder


def bundle_folder(settings: Settings) -> Path:
    """Where the files lie that Superset imports."""
    return superset_home(settings) / "bundle"


def secret(settings: Settings, name: str) -> str:
    """A secret of this house, made when it is first asked for."""
    file = superset_home(settings) / name
    if not file.exists():
        write_bytes(file, secrets.token_urlsafe(32).encode())
    return file.read_text()
