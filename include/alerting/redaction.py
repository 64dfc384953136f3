"""Striking secrets out of what leaves the house in an alert."""

from __future__ import annotations

import re

from include.settings import Settings, secrets_of

_STRUCK = "***"
_USER_IN_ADDRESS = re.compile(r"(?<=://)[^\s/@]+@")


def without_secrets(settings: Settings, text: str) -> str:
    """A text without the secrets of the settings and of the environment.

    Users and passwords in addresses go, whoever they belong to.
    """
    for secret in secrets_of(settings):
        text = text.replace(secret, _STRUCK)
    return _USER_IN_ADDRESS.sub(f"{_STRUCK}@", text)
