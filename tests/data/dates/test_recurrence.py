"""The days of recurring deadlines."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from data.dates.recurrence import EPOCH, next_occurrence, occurrences

QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


def test_quarters_end_on_their_last_days():
    assert occurrences(QUARTERS, date(2020, 9, 1), date(2021, 3, 31)) == (
        date(2020, 9, 30),
        date(2020, 12, 31),
        date(2021, 3, 31),
    )


def test_both_ends_are_inclusive():
    assert occurrences("FREQ=DAILY", date(2020, 9, 1), date(2020, 9, 2)) == (
        date(2020, 9, 1),
        date(2020, 9, 2),
    )
    assert occurrences(QUARTERS, date(2020, 9, 30), date(2020, 9, 30)) == (date(2020, 9, 30),)


def test_no_day_lies_between_an_end_and_an_earlier_start():
    assert occurrences(QUARTERS, date(2020, 10, 1), date(2020, 9, 1)) == ()


@pytest.mark.parametrize(
    ("rrule", "after", "expected"),
    [
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", date(2020, 12, 25), date(2020, 12, 25)),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", date(2020, 12, 26), date(2021, 12, 25)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", date(2021, 1, 1), date(2021, 2, 28)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2096, 3, 1), date(2104, 2, 29)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2020, 9, 1), date(2020, 10, 31)),
        ("FREQ=MONTHLY;BYMONTHDAY=10,25", date(2020, 9, 11), date(2020, 9, 25)),
        ("FREQ=WEEKLY;BYDAY=FR", date(2020, 9, 12), date(2020, 9, 18)),
        ("FREQ=WEEKLY;BYDAY=MO,TH", date(2020, 9, 10), date(2020, 9, 10)),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", date(2020, 10, 31), date(2020, 11, 30)),
        ("FREQ=MONTHLY;BYDAY=1MO", date(2020, 9, 10), date(2020, 10, 5)),
        ("RRULE:FREQ=DAILY", date(2020, 9, 10), date(2020, 9, 10)),
    ],
)
def test_the_next_occurrence_is_the_first_one_not_before_the_day(rrule, after, expected):
    assert next_occurrence(rrule, after) == expected


def test_until_is_the_last_day_that_counts():
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;UNTIL=20221231"
    assert next_occurrence(rule, date(2022, 12, 1)) == date(2022, 12, 31)
    assert next_occurrence(rule, date(2023, 1, 1)) is None


def test_every_second_year_falls_on_the_same_years_from_wherever_it_is_asked():
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;INTERVAL=2"
    whole = occurrences(rule, date(2019, 1, 1), date(2026, 12, 31))
    assert [day.year for day in whole] == [2020, 2022, 2024, 2026]
    assert occurrences(rule, date(2021, 5, 5), date(2026, 12, 31)) == whole[1:]


def test_what_is_no_rule_of_days_is_refused():
    with pytest.raises(ValueError, match="每季度"):
        occurrences("每季度", date(2020, 1, 1), date(2020, 12, 31))
    with pytest.raises(ValueError, match="HOURLY"):
        occurrences("FREQ=HOURLY", date(2020, 1, 1), date(2020, 12, 31))


NUMBERS = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted)
MONTH_DAYS = st.lists(
    st.sampled_from([-1, 1, 5, 10, 15, 20, 25, 28, 29, 30, 31]), min_size=1, max_size=3, unique=True
)
WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)


def joined(values: list[object]) -> str:
    return ",".join(str(value) for value in values)


RULES = st.one_of(
    st.builds(lambda m, d: f"FREQ=YEARLY;BYMONTH={joined(m)};BYMONTHDAY={joined(d)}", NUMBERS, MONTH_DAYS),
    st.builds(lambda d: f"FREQ=MONTHLY;BYMONTHDAY={joined(d)}", MONTH_DAYS),
    st.builds(lambda d: f"FREQ=WEEKLY;BYDAY={joined(d)}", WEEKDAYS),
    st.just("FREQ=DAILY"),
)


@settings(deadline=None)
@given(rule=RULES, interval=st.integers(1, 3), start=st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_the_quick_ways_give_the_same_days_as_the_library(rule, interval, start):
    text = f"{rule};INTERVAL={interval}" if interval > 1 else rule
    end = start + timedelta(days=500)
    first, last = (datetime.combine(day, time()) for day in (start, end))
    library = rrulestr(text, dtstart=datetime.combine(EPOCH, time())).between(first, last, inc=True)
    assert occurrences(text, start, end) == tuple(moment.date() for moment in library)
