"""Deadlines that are relative to an event."""

from datetime import date

import pytest

from data.dates.events import due_after

HOLIDAYS = {date(2020, 10, day) for day in range(1, 9)}
MAKE_UP = {date(2020, 9, 27), date(2020, 10, 10)}


def is_workday(day: date) -> bool:
    return day in MAKE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        ("P2M", date(2021, 2, 28)),
        ("P1M", date(2021, 1, 31)),
        ("P6M", date(2021, 6, 30)),
        ("P1Y", date(2021, 12, 31)),
        ("P2W", date(2021, 1, 14)),
        ("P30D", date(2021, 1, 30)),
        ("P1M15D", date(2021, 2, 15)),
        ("PT24H", date(2021, 1, 1)),
        ("PT36H", date(2021, 1, 2)),
    ],
)
def test_the_offset_counts_from_the_day_of_the_event(offset, expected):
    assert due_after(date(2020, 12, 31), offset, working=False, is_workday=is_workday) == expected


def test_months_end_on_the_same_day_where_the_month_has_it():
    assert due_after(date(2020, 8, 14), "P2M", working=False, is_workday=is_workday) == date(2020, 10, 14)
    assert due_after(date(2020, 1, 31), "P1M", working=False, is_workday=is_workday) == date(2020, 2, 29)


def test_working_days_leave_out_holidays_and_count_make_up_days():
    assert due_after(date(2020, 9, 25), "P4D", working=True, is_workday=is_workday) == date(2020, 9, 30)
    assert due_after(date(2020, 9, 25), "P5D", working=True, is_workday=is_workday) == date(2020, 10, 9)
    assert due_after(date(2020, 9, 30), "P2D", working=True, is_workday=is_workday) == date(2020, 10, 10)


@pytest.mark.parametrize("offset", ["", "P", "2M", "P2X", "十天"])
def test_what_is_no_duration_is_refused(offset):
    with pytest.raises(ValueError, match="duration"):
        due_after(date(2020, 9, 25), offset, working=False, is_workday=is_workday)
