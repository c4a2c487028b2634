"""Which days are working days in the Chinese calendar, with its make-up days (调休)."""

from datetime import date

SATURDAY = 5


def is_workday(day: date) -> bool:
    """Tell whether `day` is a working day; beyond the published calendar weekdays are."""
    # Loaded here: only offsets in working days ask, and the table of holidays is long.
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def last_known_year() -> int:
    """Return the last year whose holidays and make-up days are known."""
    # Loaded here, as above.
    from chinese_calendar.constants import holidays

    return int(max(holidays).year)
