"""Parts of what follows, in English: end of October, mid-November, first week of next month."""

import re
from datetime import date, timedelta

from data.dates.periods.english_relative import unit_away
from data.dates.periods.english_words import ORDINALS, WEEKDAYS, YEAR
from data.dates.periods.months import nth_week, nth_weekday
from data.dates.periods.points import (
    Days,
    Point,
    add_days,
    add_months,
    fixed,
    month_of,
    months_of,
    week_of,
    year_of,
)
from data.dates.periods.rules import LazyPattern, Match, Read, Reading


def _target(reading: Reading, at: int) -> Read | None:
    """Read what a part is part of: October, next month, the year, 2021."""
    bare = BARE.match(reading.text, at)
    if bare:
        return unit_away(reading, bare[1].lower(), 0), bare.end()
    year = BARE_YEAR.match(reading.text, at)
    if year:
        return fixed(year_of(int(year[1])), "year", "year"), year.end()
    return reading.points.read(reading, at)


BARE_YEAR = LazyPattern(YEAR)
BARE = LazyPattern(r"(?:the |this |current )?(week|month|quarter|year)(?![a-z])", re.IGNORECASE)


def part_of(reading: Reading, match: Match) -> Read | None:
    """Read end of October, mid-October, first half of 2021, beginning of the year."""
    read = _target(reading, match.end())
    if read is None:
        return None
    target, end = read
    if target.grain not in ("week", "month", "quarter", "half", "year"):
        return None
    word = match["part"].lower()

    def build(anchor: date) -> Days | None:
        days = target.build(anchor)
        if days and word in ("rest", "remainder"):
            return (max(reading.today, days[0]), days[1]) if reading.today <= days[1] else None
        return days and take_part(days, target.grain, word)

    return Point(build, "part", f"{word} of {target.rule}", target.missing, target.pick), end


def take_part(days: Days, grain: str, word: str) -> Days:
    """Return the beginning, the middle, the end or a half of `days`."""
    first, last = days
    which = 2 if word.startswith(("end", "late", "second", "latter", "2nd", "last", "close")) else 0
    which = 1 if word.startswith(("mid", "halfway")) else which
    if "half" in word:
        return _half_of(days, grain, second=which == 2)
    if grain == "month":
        starts = (first, first.replace(day=11), first.replace(day=21))
        return starts[which], (add_days(first, 9), add_days(first, 19), last)[which]
    if grain == "week":
        starts = (first, add_days(first, 2), add_days(first, 4))
        return starts[which], (add_days(first, 1), add_days(first, 2), last)[which]
    month = (first.month, first.month + (last.month - first.month) // 2, last.month)[which]
    if grain == "year" and which == 0:
        return months_of(first.year, 1, 2)
    if grain == "year" and which == 1:
        return months_of(first.year, 6, 7)
    return month_of(first.year, month)


def _half_of(days: Days, grain: str, *, second: bool) -> Days:
    first, last = days
    if grain == "month":
        return (first.replace(day=16), last) if second else (first, first.replace(day=15))
    middle = (
        add_months(first, 6) if grain == "year" else first + timedelta(days=((last - first).days + 1) // 2)
    )
    return (middle, last) if second else (first, add_days(middle, -1))


def nth_of(reading: Reading, match: Match) -> Read | None:
    """Read the first week of October, the last Friday of November, the second Monday of next month."""
    read = _target(reading, match.end())
    if read is None or read[0].grain not in ("month", "year", "quarter"):
        return None
    target, end = read
    nth = ORDINALS[match["nth"].lower()]
    weekday = WEEKDAYS.index(match["weekday"][:3].lower()) if match["weekday"] else None

    def build(anchor: date) -> Days | None:
        days = target.build(anchor)
        if days is None:
            return None
        return nth_week(*days, nth) if weekday is None else nth_weekday(*days, weekday, nth)

    return Point(build, "week" if weekday is None else "day", "nth of", target.missing), end


def week_with(reading: Reading, match: Match) -> Read | None:
    """Read week of Oct 12."""
    read = reading.points.read(reading, match.end())
    if read is None or read[0].grain != "day":
        return None
    point = read[0]

    def build(anchor: date) -> Days | None:
        days = point.build(anchor)
        return days and week_of(days[0])

    return Point(build, "week", "week of", point.missing), read[1]


def end_of(reading: Reading, match: Match) -> Point:
    """Read EOM, EOQ, EOY, EOW."""
    unit = {"m": "month", "q": "quarter", "y": "year", "w": "week"}[match["unit"][0].lower()]
    target = unit_away(reading, unit, 0)
    days = target.build(reading.today)
    return fixed(days and take_part(days, unit, "end"), "part", f"end of {unit}")
