"""Working days: the official calendar, and what an office sets itself."""

from datetime import date

import pytest

from data.dates.workdays import WorkCalendar, is_workday, known_years, last_known_year

NATIONAL_DAY = {
    "2020-09-27": True,
    "2020-09-30": True,
    "2020-10-01": False,
    "2020-10-08": False,
    "2020-10-09": True,
    "2020-10-10": True,
    "2020-10-11": False,
}


@pytest.mark.parametrize(("day", "works"), NATIONAL_DAY.items(), ids=NATIONAL_DAY)
def test_make_up_days_are_working_days(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is works


def test_beyond_the_published_years_weekends_are_off() -> None:
    assert last_known_year() == known_years()[-1] >= 2026
    assert not is_workday(date(2040, 10, 6))
    assert is_workday(date(2040, 10, 1))


def test_the_nearest_working_days() -> None:
    calendar = WorkCalendar()
    assert calendar.on_or_before(date(2020, 10, 5)) == date(2020, 9, 30)
    assert calendar.on_or_after(date(2020, 10, 5)) == date(2020, 10, 9)
    assert calendar.before(date(2020, 10, 9)) == date(2020, 9, 30)
    assert calendar.after(date(2020, 10, 9)) == date(2020, 10, 10)


def test_an_office_sets_its_own_days() -> None:
    calendar = WorkCalendar(frozenset({date(2020, 9, 23)}), frozenset({date(2020, 10, 3)}))
    assert not calendar.is_workday(date(2020, 9, 23))
    assert calendar.is_workday(date(2020, 10, 3))


def test_an_office_that_never_works_is_no_endless_search() -> None:
    never = WorkCalendar(frozenset(date.fromordinal(day) for day in range(737425, 738500)))
    assert never.on_or_after(date(2020, 6, 1)) == date(2020, 6, 1)


def test_the_next_years_holidays_should_be_known_from_november_on() -> None:
    last = last_known_year()
    calendar = WorkCalendar()
    assert calendar.missing_year(date(last, 10, 31)) is None
    assert calendar.missing_year(date(last, 11, 1)) == last + 1
    assert WorkCalendar(frozenset({date(last + 1, 10, 1)})).missing_year(date(last, 11, 1)) is None
