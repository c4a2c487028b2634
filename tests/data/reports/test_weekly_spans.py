"""Weeks, months and percentages that add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reports.shares import share, shares
from data.reports.spans import month_of, span_after, week_of


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_percentages_add_up_and_hide_nothing(amounts: list[int]) -> None:
    found = shares(amounts)
    assert sum(found) == (100 if any(amounts) else 0)
    for amount, percent in zip(amounts, found, strict=True):
        assert (percent > 0) == (amount > 0)
        assert (percent == 100) == (0 < amount == sum(amounts))


def test_one_percentage_says_all_only_where_it_is_all() -> None:
    assert [share(part, 400) for part in (0, 1, 399, 400)] == [0, 1, 99, 100]
    assert share(0, 0) == 0


@pytest.mark.parametrize(
    ("span", "after"),
    [
        (week_of(date(2020, 9, 10)), (date(2020, 9, 14), date(2020, 9, 20))),
        (month_of(date(2020, 12, 5)), (date(2021, 1, 1), date(2021, 1, 31))),
        (month_of(date(2020, 1, 31)), (date(2020, 2, 1), date(2020, 2, 29))),
        ((date(2020, 7, 1), date(2020, 9, 30)), (date(2020, 10, 1), date(2020, 12, 31))),
        ((date(2020, 9, 5), date(2020, 9, 6)), (date(2020, 9, 7), date(2020, 9, 8))),
    ],
)
def test_the_next_period_is_as_long(span: tuple[date, date], after: tuple[date, date]) -> None:
    assert span_after(*span) == after
