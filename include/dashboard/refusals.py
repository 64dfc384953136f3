"""The records in quarantine, with the reasons for which they were refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice

from include.dashboard.release import Row
from include.settings import Settings

MOST_RECORDS = 50
_TEXT_CHARACTERS = 200


def refused_records(settings: Settings, deliveries: Sequence[Row]) -> list[Row]:
    """The first refused records of deliveries that are given with source, name and key.

    At most MOST_RECORDS; a delivery whose quarantine file was cleared away has none.
    """
    found: list[Row] = []
    for delivery in deliveries:
        path = settings.quarantine(delivery["source"]) / f"{delivery['delivery_key']}.jsonl"
        if not path.exists():
            continue
        with path.open(encoding="utf-8") as lines:
            for line in islice(lines, MOST_RECORDS - len(found)):
                record = json.loads(line)
                found.append(
                    {
                        "source": delivery["source"],
                        "delivery_name": delivery["delivery_name"],
                        "line_start": record["line_start"],
                        "reason": record["reason"],
                        "text": record["text"][:_TEXT_CHARACTERS],
                    }
                )
    return found
