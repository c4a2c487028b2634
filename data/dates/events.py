"""Deadlines that are relative to an event: X出台2个月内, 收文后10个工作日内."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from data.dates.numerals import last_day

_OFFSET = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?")


def due_after(event_date: date, offset: str, *, working: bool, is_workday: Callable[[date], bool]) -> date:
    """Return the last day of `offset` (`P2M`, `P10D`); the day of the event itself is not counted.

    Months end on the same day of the later month, or on its last one; working days are asked of `is_workday`.
    """
    years, months, days = _read_offset(offset)
    if working:
        return _working_days_after(event_date, days, is_workday)
    return _months_after(event_date, years * 12 + months) + timedelta(days=days)


def _read_offset(offset: str) -> tuple[int, int, int]:
    """Read an ISO 8601 duration as years, months and days; hours count as the days they reach into."""
    match = _OFFSET.fullmatch(offset)
    if match is None or not any(match.groups()):
        raise ValueError(f"no duration of days: {offset}")
    years, months, weeks, days, hours = (int(number or 0) for number in match.groups())
    return years, months, weeks * 7 + days + -(-hours // 24)


def _months_after(day: date, months: int) -> date:
    """Return the same day `months` later, clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def _working_days_after(day: date, count: int, is_workday: Callable[[date], bool]) -> date:
    """Return the `count`-th working day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day
