"""Superset's own settings for a house; Superset reads every name in capitals.

Run in Superset's environment, which knows of this project only what needs no package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from include.palette import PALETTE
from include.settings import Settings
from include.superset.house import DATABASE_NAME, secret, superset_home

_SETTINGS = Settings.from_environment()


def follow_pointer(uri: Any, parameters: dict[str, Any], *_: object) -> tuple[Any, dict[str, Any]]:
    """Open the release that `current` leads to now, under its own path.

    Under the pointer's path DuckDB would hand out a file that another query still has open, and
    after a publication that is the old release.
    """
    return uri.set(database=str(Path(uri.database).resolve())), parameters


SECRET_KEY = secret(_SETTINGS, "secret_key")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{superset_home(_SETTINGS) / DATABASE_NAME}"
DB_CONNECTION_MUTATOR = follow_pointer
# Nothing from outside: Superset's pages name a tracking image, which a browser then leaves out.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": "'none'",
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
EXTRA_CATEGORICAL_COLOR_SCHEMES = [
    {
        "id": "paperhouse",
        "label": "Paperhouse",
        "description": "Okabe and Ito's colours, which the colour-blind can tell apart",
        "isDefault": True,
        "colors": PALETTE,
    }
]
