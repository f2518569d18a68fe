"""Dates as sources give them: a year, a month or a day, kept at the precision that is known (ISO 8601)."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from graph.errors import InvalidRecord
from graph.said import said

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=4096)  # half a million records have some hundred dates
def parts(text: str) -> tuple[int, int, int]:
    """Year, month and day of `text` ("2019", "2019-06", "2019-06-05"); 0 where the source does not say.

    Raises InvalidRecord for anything else, and for days that the calendar does not have.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise InvalidRecord(said("{wrong!r} is not a date; write 2024, 2024-05 or 2024-05-31", wrong=text))
    year, month, day = (int(group) if group else 0 for group in match.groups())
    if year == 0 or month > 12 or (match[2] and month == 0):
        raise InvalidRecord(said("{wrong!r} is not a date of the calendar", wrong=text))
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise InvalidRecord(said("{wrong!r} is not a date of the calendar", wrong=text))
    return year, month, day


def first_day(text: str) -> date:
    """The earliest day that `text` can mean: "2019" is 2019-01-01."""
    year, month, day = parts(text)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=16_384)
def last_day(text: str) -> date:
    """The latest day that `text` can mean: "2019" is 2019-12-31."""
    year, month, day = parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def to_code(text: str | None) -> int:
    """`text` as one sortable integer yyyymmdd, 00 for what is not known, 0 for None: "2019-06" is 20190600."""
    if text is None:
        return 0
    year, month, day = parts(text)
    return year * 10000 + month * 100 + day


@lru_cache(maxsize=4096)
@lru_cache(maxsize=16_384)  # days are few, and an answer tells a hundred
def from_code(code: int) -> str | None:
    """The inverse of `to_code`."""
    if code == 0:
        return None
    year, month, day = code // 10000, code // 100 % 100, code % 100
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
