"""What a period and its neighbours are called."""

from dataclasses import replace
from datetime import date

import pytest
from summaries import summary_of

from data.reports.terms import WEEK, say_next, say_points, say_share, say_when, terms_of


def of(start: date, end: date):
    return replace(summary_of(), start=start, end=end, as_of=end)


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [
        (date(2020, 9, 7), date(2020, 9, 13), ("当周", "前一周", "下一周")),
        (date(2020, 9, 8), date(2020, 9, 14), ("本期", "上期", "下期")),
        (date(2020, 9, 1), date(2020, 9, 30), ("9月", "8月", "10月")),
        (date(2020, 12, 1), date(2020, 12, 31), ("12月", "11月", "2021年1月")),
        (date(2020, 1, 1), date(2020, 1, 31), ("1月", "2019年12月", "2月")),
        (date(2020, 9, 1), date(2020, 10, 31), ("本期", "上期", "下期")),
    ],
)
def test_a_period_is_called_so_that_it_is_right_on_any_later_day(start, end, named):
    terms = terms_of(of(start, end))
    assert (terms.this, terms.last, terms.next) == named


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2020, 9, 7), date(2020, 9, 13), "9月14日—20日"),
        (date(2020, 9, 21), date(2020, 9, 27), "9月28日—10月4日"),
        (date(2020, 12, 21), date(2020, 12, 27), "12月28日—2021年1月3日"),
        (date(2020, 12, 1), date(2020, 12, 31), "2021年1月"),
        (date(2020, 9, 8), date(2020, 9, 8), "9月9日"),
    ],
)
def test_what_comes_next_is_said_by_its_days_or_its_month(start, end, said):
    assert say_next(of(start, end)) == said


def test_a_span_over_new_year_says_both_years():
    assert say_when(of(date(2020, 12, 28), date(2021, 1, 3))) == "2020年12月28日—2021年1月3日"
    assert say_when(of(date(2020, 9, 7), date(2020, 9, 7))) == "2020年9月7日"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "—"), (0, 9, "0%"), (1, 1000, "1%"), (999, 1000, "99%"), (9, 9, "100%")],
)
def test_only_nothing_is_0_and_only_all_is_100_percent(part, whole, said):
    assert say_share(part, whole) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (0.031, "较前一周提高3.1个百分点"),
        (-0.2, "较前一周下降20个百分点"),
        (0.0004, "与前一周持平"),
        (0.0, "与前一周持平"),
    ],
)
def test_a_rate_moves_by_points_of_a_percent(difference, said):
    assert say_points(difference, WEEK) == said
