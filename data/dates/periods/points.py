"""A point of a period (10月, 周五, 3月3号) before it is known which one is meant, and how one is chosen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from data.dates.numerals import last_day

Days = tuple[date, date]
"""The first and the last day; both belong to it."""
Builder = Callable[[date], Days | None]
"""Finds the days in the year, month or week of a day."""

GRACE = 14
"""How many days ago a day may be that is still meant with 前."""
DAY = timedelta(days=1)
FIRST, LAST = date.min + timedelta(days=800), date.max - timedelta(days=800)


class Missing(Enum):
    """What a point leaves to be guessed."""

    NOTHING = auto()
    YEAR = auto()
    MONTH = auto()
    WEEK = auto()


class Choice(Enum):
    """Which of the years, months or weeks that fit is meant."""

    NEXT = auto()  # the first that is not over
    BEFORE = auto()  # with 前: one that passed a few days ago is still meant
    LAST = auto()  # what was done: the last that has begun
    NEAREST = auto()  # 四月第4周: ahead or behind, whichever is closer
    RUNNING = auto()  # 上半年: of the running year, though it may be over


@dataclass(frozen=True, slots=True)
class Point:
    """What a phrase names; `build` gives its days in the year, month or week of an anchor, or None.

    `grain` is day, week, month, quarter, half, year … `pick` is the choice that the phrase itself makes,
    unless the question is about what was done.
    """

    build: Builder
    grain: str
    rule: str
    missing: Missing = Missing.NOTHING
    pick: Choice | None = None


def fixed(days: Days | None, grain: str, rule: str) -> Point:
    """Return a point that leaves nothing to be guessed; None is a day that does not exist."""
    return Point(lambda _: days, grain, rule)


def in_year(build: Builder, grain: str, rule: str, pick: Choice | None = None) -> Point:
    """Return a point that leaves the year to be guessed."""
    return Point(build, grain, rule, Missing.YEAR, pick)


def in_month(build: Builder, grain: str, rule: str, pick: Choice | None = None) -> Point:
    """Return a point that leaves the month to be guessed."""
    return Point(build, grain, rule, Missing.MONTH, pick)


def within(outer: str, anchor: date, point: Point) -> Point:
    """Return `point` in the year, month or week of `anchor`."""
    return fixed(point.build(anchor), point.grain, f"{outer}.{point.rule}")


def day_of(year: int, month: int, day: int) -> Days | None:
    """Return the one day as a period, or None if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= last_day(year, month) and 1 <= year <= 9999):
        return None
    only = date(year, month, day)
    return only, only


def month_of(year: int, month: int) -> Days:
    """Return the days of a month."""
    return date(year, month, 1), date(year, month, last_day(year, month))


def months_of(year: int, first: int, last: int) -> Days:
    """Return the days from the month `first` to the month `last`, of the next year if that is before."""
    return date(year, first, 1), month_of(year + (last < first), last)[1]


def year_of(year: int) -> Days:
    """Return the days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, FIRST.year), LAST.year)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def add_days(day: date, days: int) -> date:
    """Return the day `days` later, within the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, FIRST.toordinal()), LAST.toordinal()))


def monday(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return add_days(day, -day.weekday())


def week_of(day: date, weeks: int = 0) -> Days:
    """Return the week of `day`, or the one `weeks` later."""
    first = add_days(day, 7 * weeks - day.weekday())
    return first, first + 6 * DAY


def first_weekday(start: date, weekday: int) -> date:
    """Return the first `weekday` (Monday is 0) on or after `start`."""
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def anchors(missing: Missing, today: date, step: int) -> Iterator[date]:
    """Yield a day of the running year, month or week and of those after it (or before it, `step` -1)."""
    if missing is Missing.NOTHING:
        yield today
    elif missing is Missing.YEAR:
        for years in range(9):
            yield date(min(max(today.year + step * years, FIRST.year), LAST.year), 1, 1)
    elif missing is Missing.MONTH:
        for months in range(13):
            yield add_months(today.replace(day=1), step * months)
    else:
        for weeks in range(3):
            yield add_days(monday(today), 7 * step * weeks)


def choose(point: Point, today: date, choice: Choice) -> Days | None:
    """Return the days that `point` means, seen from `today`."""
    if point.missing is Missing.NOTHING:
        return point.build(today)
    if choice is Choice.LAST:
        return latest(point, today)
    if point.pick is Choice.RUNNING:
        return point.build(today)
    if point.pick is Choice.NEAREST:
        return _nearest(point, today)
    if choice is Choice.BEFORE and point.missing is not Missing.WEEK:
        start = add_days(today, -GRACE)
        if point.missing is Missing.MONTH:
            start = max(start, today.replace(day=1))
        return earliest(point, start)
    return earliest(point, today)


def earliest(point: Point, start: date) -> Days | None:
    """Return the first days of `point` that are not over on `start`."""
    for anchor in anchors(point.missing, start, 1):
        days = point.build(anchor)
        if days is not None and days[1] >= start:
            return days
    return None


def latest(point: Point, end: date) -> Days | None:
    """Return the last days of `point` that have begun on `end`."""
    for anchor in anchors(point.missing, end, -1):
        days = point.build(anchor)
        if days is not None and days[0] <= end:
            return days
    return None


def _nearest(point: Point, today: date) -> Days | None:
    ahead, behind = earliest(point, today), latest(point, today)
    if ahead is None or behind is None:
        return ahead or behind
    return ahead if ahead[0] - today <= today - behind[1] else behind


def choose_range(left: Point, right: Point, today: date, choice: Choice) -> Days | None:
    """Return the days from `left` to `right`: what one of them leaves out is taken from the other."""
    if left.missing is Missing.NOTHING:
        return _joined(left.build(today), right)
    if right.missing is Missing.NOTHING:
        end = right.build(today)
        start = end and latest(left, end[1])
        return (start[0], end[1]) if start and end else None
    back = list(anchors(left.missing, today, -1))
    # A range that began in the year before may not be over: 10月和5月间, asked in March.
    ahead = [*back[1:2], *anchors(left.missing, today, 1)]
    for anchor in back if choice is Choice.LAST else ahead:
        found = _joined(left.build(anchor), right)
        if found and (found[0] <= today if choice is Choice.LAST else found[1] >= today):
            return found
    return None


def _joined(start: Days | None, right: Point) -> Days | None:
    if start is None:
        return None
    end = right.build(start[0]) if right.missing is Missing.NOTHING else earliest(right, start[0])
    if end is None or end[1] < start[0]:
        return None
    return start[0], end[1]
