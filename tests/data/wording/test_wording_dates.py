"""Days, distances and periods in words."""

from datetime import date

import pytest

from data.dates.values import Period
from data.wording.dates import say_date, say_left, say_period, say_span
from data.wording.language import Language

TODAY = date(2020, 9, 10)


@pytest.mark.parametrize(
    ("day", "language", "spoken"),
    [
        (date(2020, 9, 30), Language.ZH, "9月30日周三"),
        (date(2021, 9, 30), Language.ZH, "2021年9月30日周四"),
        (date(2020, 9, 30), Language.EN, "Wed 30 Sep"),
        (date(2021, 9, 30), Language.EN, "Thu 30 Sep 2021"),
    ],
)
def test_a_day_shows_its_weekday_and_its_year_only_when_that_is_another(day, language, spoken):
    assert say_date(day, TODAY, language) == spoken


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (20, "还有20天", "20 days left"),
        (1, "还有1天", "1 day left"),
        (0, "今天到期", "due today"),
        (-1, "已逾期1天", "1 day overdue"),
        (-3, "已逾期3天", "3 days overdue"),
    ],
)
def test_the_distance_says_on_which_side_of_today_it_lies(days, zh, en):
    assert (say_left(days), say_left(days, Language.EN)) == (zh, en)


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (date(2020, 9, 1), date(2020, 9, 30), "9月1日至9月30日", "1 Sep – 30 Sep"),
        (None, date(2020, 9, 30), "截至9月30日", "up to 30 Sep"),
        (date(2020, 10, 1), None, "10月1日起", "from 1 Oct"),
        (date(2020, 9, 11), date(2020, 9, 11), "9月11日", "11 Sep"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021年1月1日至12月31日", "1 Jan 2021 – 31 Dec 2021"),
        (date(2020, 12, 28), date(2021, 1, 3), "12月28日至2021年1月3日", "28 Dec 2020 – 3 Jan 2021"),
        (None, None, "", ""),
    ],
)
def test_a_span_is_open_where_no_day_bounds_it(start, end, zh, en):
    assert (say_span(start, end, TODAY), say_span(start, end, TODAY, Language.EN)) == (zh, en)


def test_a_period_is_said_as_it_was_typed_with_its_days():
    month = Period(date(2020, 9, 1), date(2020, 9, 30), text="本月")
    assert say_period(month, TODAY) == "本月（9月1日至9月30日）"
    assert say_period(month, TODAY, Language.EN) == "1 Sep – 30 Sep"


def test_an_english_phrase_is_not_mixed_into_a_chinese_answer():
    month = Period(date(2020, 9, 1), date(2020, 9, 30), text="this month")
    assert say_period(month, TODAY) == "9月1日至9月30日"
    assert say_period(month, TODAY, Language.EN) == "this month (1 Sep – 30 Sep)"


def test_an_english_date_is_said_once():
    before = Period(None, date(2020, 12, 15), text="before 15 december", before=True)
    assert say_period(before, TODAY, Language.EN) == "up to 15 Dec"
