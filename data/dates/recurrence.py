"""Recurring deadlines: the days on which an RFC 5545 rule falls.

Our rules carry no DTSTART. Where INTERVAL needs a beginning (每两年), it is counted from `EPOCH`, so that
the same rule gives the same days from whatever day it is asked.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

from data.dates.numerals import last_day

EPOCH = date(1900, 1, 1)  # a Monday, in an even year
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# How many days are looked through for the next occurrence, step by step; 29 February can be eight years away.
REACHES = (32, 400, 4_000, 40_000)

Parts = dict[str, str]


@lru_cache(maxsize=1024)
def occurrences(rrule: str, start: date, end: date) -> tuple[date, ...]:
    """Return the days of `rrule` from `start` to `end`, both inclusive, in order.

    They are kept for a while: hundreds of milestones share the few rules that officials write.
    """
    parts = _parts(rrule)
    until = parts.get("UNTIL")
    if until:
        end = min(end, date.fromisoformat(until[:8]))
    if start > end:
        return ()
    if _is_plain(parts):
        days = _GENERATORS[parts["FREQ"]](parts, start, end)
        return tuple(day for day in days if start <= day <= end)
    return _by_dateutil(parts, start, end)


@lru_cache(maxsize=1024)
def next_occurrence(rrule: str, on_or_after: date) -> date | None:
    """Return the first day of `rrule` that is not before `on_or_after`, or None if there is none any more."""
    begin = on_or_after
    for reach in REACHES:
        end = min(date.max.toordinal(), on_or_after.toordinal() + reach)
        found = occurrences(rrule, begin, date.fromordinal(end))
        if found:
            return found[0]
        begin = date.fromordinal(end)
    return None


@lru_cache(maxsize=256)
def _parts(rrule: str) -> Parts:
    """Take `rrule` apart; a rule that does not recur by days is a ValueError."""
    pairs = (part.partition("=") for part in rrule.strip().upper().removeprefix("RRULE:").split(";"))
    parts = {name: value for name, _, value in pairs if name}
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError(f"no recurrence rule of days: {rrule}")
    return parts


_PLAIN = {
    "YEARLY": ({"BYMONTH", "BYMONTHDAY"}, set()),
    "MONTHLY": ({"BYMONTHDAY"}, {"BYMONTH"}),
    "WEEKLY": ({"BYDAY"}, set()),
    "DAILY": (set(), set()),
}


def _is_plain(parts: Parts) -> bool:
    """Whether the rule is one of the forms that officials write, which need no library."""
    needed, allowed = _PLAIN[parts["FREQ"]]
    named = parts.keys() - {"FREQ", "INTERVAL", "UNTIL"}
    if not needed <= named or not named <= needed | allowed:
        return False
    return set(parts.get("BYDAY", "MO").split(",")) <= set(WEEKDAYS)


def _numbers(parts: Parts, name: str, default: str = "1") -> list[int]:
    """Read one part as whole numbers."""
    return [int(number) for number in parts.get(name, default).split(",")]


def _yearly(parts: Parts, start: date, end: date) -> Iterator[date]:
    """Give the days of each year that the interval meets."""
    (interval,) = _numbers(parts, "INTERVAL")
    months, days = sorted(_numbers(parts, "BYMONTH")), _numbers(parts, "BYMONTHDAY")
    for year in range(start.year, end.year + 1):
        if (year - EPOCH.year) % interval == 0:
            for month in months:
                yield from _month_days(year, month, days)


def _monthly(parts: Parts, start: date, end: date) -> Iterator[date]:
    """Give the days of each month that the interval meets."""
    (interval,) = _numbers(parts, "INTERVAL")
    days = _numbers(parts, "BYMONTHDAY")
    months = set(_numbers(parts, "BYMONTH", ",".join(map(str, range(1, 13)))))
    for index in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        year, month = index // 12, index % 12 + 1
        if month in months and (index - EPOCH.year * 12) % interval == 0:
            yield from _month_days(year, month, days)


def _month_days(year: int, month: int, days: list[int]) -> list[date]:
    """Give those of `days` that the month has; -1 is its last day."""
    last = last_day(year, month)
    found = {day if day > 0 else last + 1 + day for day in days}
    return [date(year, month, day) for day in sorted(found) if 1 <= day <= last]


def _weekly(parts: Parts, start: date, end: date) -> Iterator[date]:
    """Give the weekdays of each week that the interval meets."""
    (interval,) = _numbers(parts, "INTERVAL")
    weekdays = {WEEKDAYS.index(name) for name in parts["BYDAY"].split(",")}
    for ordinal in range(start.toordinal(), end.toordinal() + 1):
        week, weekday = divmod(ordinal - EPOCH.toordinal(), 7)
        if weekday in weekdays and week % interval == 0:
            yield date.fromordinal(ordinal)


def _daily(parts: Parts, start: date, end: date) -> Iterator[date]:
    """Give each day that the interval meets."""
    (interval,) = _numbers(parts, "INTERVAL")
    for ordinal in range(start.toordinal(), end.toordinal() + 1):
        if (ordinal - EPOCH.toordinal()) % interval == 0:
            yield date.fromordinal(ordinal)


_GENERATORS = {"YEARLY": _yearly, "MONTHLY": _monthly, "WEEKLY": _weekly, "DAILY": _daily}


def _by_dateutil(parts: Parts, start: date, end: date) -> tuple[date, ...]:
    """Give the days of a rule that the forms above do not cover (每月最后一个工作日)."""
    # Loaded here: the rules of nearly all plans never come this way.
    from dateutil.rrule import rrulestr

    anchor = start if "COUNT" in parts else EPOCH if "INTERVAL" in parts else start.replace(month=1, day=1)
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    rule = rrulestr(text, dtstart=datetime.combine(anchor, time()))
    first, last = (datetime.combine(day, time()) for day in (start, end))
    return tuple(moment.date() for moment in rule.between(first, last, inc=True))
