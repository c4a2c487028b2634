"""Which days are working days in the Chinese calendar, with its make-up days (调休)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
DAY = timedelta(days=1)
LOOKED_THROUGH = 400
"""How many days are looked through for a working day: an office that never works has none."""

WARNED_FROM = (11, 1)
"""From 1 November on, the next year's holidays should be known: the State Council announces them then."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The official calendar, except on the days that an office has set itself; a working day wins."""

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether `day` is a working day of the office."""
        if day in self.working_days:
            return True
        return day not in self.days_off and is_workday(day)

    def on_or_before(self, day: date) -> date:
        """Return `day`, or the last working day before it."""
        return _first(self, day, -DAY)

    def on_or_after(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        return _first(self, day, DAY)

    def before(self, day: date) -> date:
        """Return the last working day before `day`."""
        return self.on_or_before(day - DAY)

    def after(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.on_or_after(day + DAY)

    def missing_year(self, today: date) -> int | None:
        """Return the first year whose holidays should be known on `today` and are not."""
        due = today.year + ((today.month, today.day) >= WARNED_FROM)
        return next((year for year in range(today.year, due + 1) if not self.covers(year)), None)

    def covers(self, year: int) -> bool:
        """Whether the holidays of `year` are known: published with the program, or set by the office."""
        return year in known_years() or any(day.year == year for day in self.days_off | self.working_days)


@lru_cache(maxsize=8192)
def _first(calendar: WorkCalendar, day: date, step: timedelta) -> date:
    """Return the first working day from `day` on in one direction, else `day`."""
    return next((one for one in _walk(day, step) if calendar.is_workday(one)), day)


def _walk(day: date, step: timedelta) -> Iterator[date]:
    for _ in range(LOOKED_THROUGH):
        yield day
        day += step


@lru_cache(maxsize=8192)
def is_workday(day: date) -> bool:
    """Tell whether `day` is a working day; beyond the published calendar weekdays are."""
    # Loaded here: only offsets in working days and nudges ask, and the table of holidays is long.
    from chinese_calendar.constants import holidays, workdays

    return day in workdays or (day.weekday() < SATURDAY and day not in holidays)


@lru_cache(maxsize=1)
def known_years() -> range:
    """Return the years whose holidays and make-up days are published with the program."""
    # Loaded here, as above.
    from chinese_calendar.constants import holidays

    return range(min(holidays).year, max(holidays).year + 1)


def last_known_year() -> int:
    """Return the last year whose holidays and make-up days are known."""
    return known_years()[-1]
