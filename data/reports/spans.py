"""The periods that summaries are about: weeks, months, and what comes after them; pure."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
Span = tuple[date, date]
"""The first and the last day, inclusive."""


def week_of(day: date) -> Span:
    """Return the week of a `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> Span:
    """Return the calendar month of a `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def is_week(start: date, end: date) -> bool:
    """Tell whether the days are one week, Monday to Sunday."""
    return (start, end) == week_of(start)


def is_month(start: date, end: date) -> bool:
    """Tell whether the days are one calendar month."""
    return (start, end) == month_of(start)


def span_after(start: date, end: date) -> Span:
    """Return the period of the same length after: as many whole months where it is made of such."""
    if start.day == 1 and end == month_of(end)[1]:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        last = end.year * 12 + end.month - 1 + months
        return end + DAY, month_of(date(last // 12, last % 12 + 1, 1))[1]
    return end + DAY, end + (end - start) + DAY
