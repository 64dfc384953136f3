"""The date of a page dump: a line with month and day, and the year that it leaves out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from include.errors import ContractBroken
from include.landing.delivery import Delivery
from include.sources.text import date_in_name

_MONTH_NAMES = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_DATE_LINE = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:, (\d{4}))?")


def is_date_line(text: str) -> bool:
    """Whether a cleaned line is nothing but a month and a day, perhaps with a year."""
    match = _DATE_LINE.fullmatch(text)
    return match is not None and match[1].lower() in _MONTHS


def resolve_date(text: str, number: int, delivery: Delivery) -> tuple[date, bool]:
    """The page's date and whether its year was inferred.

    text: a line for which `is_date_line` holds; number: its line number, for the error.
    A full date counts as it stands. A full date in the file's name gives the year where month and
    day agree. Otherwise it is the latest such day not after the day following the delivery's.
    Raises ContractBroken for a day that no calendar has.
    """
    name, day_text, year_text = _DATE_LINE.findall(text)[0]
    month, day = _MONTHS[name.lower()], int(day_text)
    named = date_in_name(delivery.original_name)
    if year_text:
        years, is_inferred = [int(year_text)], False
    elif named is not None and (named.month, named.day) == (month, day):
        years, is_inferred = [named.year], False
    else:
        years, is_inferred = _years_before(delivery), True
    latest = delivery.logical_date + timedelta(days=1)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if not is_inferred or found <= latest:
            return found, is_inferred
    raise ContractBroken(
        expected="a day that exists",
        found=repr(text),
        where=f"line {number} of {delivery.original_name}",
        next_step="correct the page's date and drop the file again",
    )


def _years_before(delivery: Delivery) -> list[int]:
    """Candidate years, newest first; nine reach past a century's leap year that is left out."""
    newest = (delivery.logical_date + timedelta(days=1)).year
    return [newest - back for back in range(9)]
