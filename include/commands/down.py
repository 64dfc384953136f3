"""`make down`: end the Airflow that `make up` started, with all its processes."""

from __future__ import annotations

import sys

from include.commands.up import end_group
from include.settings import Settings


def main() -> int:
    """End it and say so; 0 also where nothing ran."""
    ended = end_group(Settings.from_environment())
    print("Airflow has ended." if ended else "Nothing was running.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
