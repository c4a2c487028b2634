"""Periods in questions, and texts that are one period.

A line of periods.toml is `"question" = [periods…]`; a period is written as `START..END` with an open side
empty, as one day, or as a rule of recurrence. In periods_elsewhere.toml `*` is a side that is not looked at.
"""

import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.dates.holidays import day_of_holiday
from data.dates.periods import find_periods, read_period
from data.dates.values import Period

CORPUS = Path(__file__).parents[2] / "corpus"
OWN = tomllib.loads((CORPUS / "periods.toml").read_text(encoding="utf8"))["days"]
ELSEWHERE = tomllib.loads((CORPUS / "periods_elsewhere.toml").read_text(encoding="utf8"))["days"]

QUESTIONS = [
    pytest.param(question, day["today"], day.get("past", False), expected, id=f"{question} @{day['today']}")
    for day in OWN
    for question, expected in day["questions"].items()
]
TEXTS = [
    pytest.param(text, day["today"], expected, id=f"{text} @{day['today']}")
    for day in ELSEWHERE
    for text, expected in day["texts"].items()
]
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def written(period: Period | None) -> str:
    if period is None:
        return ""
    if period.rrule is not None:
        return period.rrule
    if period.start == period.end:
        return f"{period.start}"
    return f"{period.start or ''}..{period.end or ''}"


@pytest.mark.parametrize(("question", "today", "past", "expected"), QUESTIONS)
def test_a_question_names_its_periods(question: str, today: date, past: bool, expected: list[str]):
    assert [written(period) for period in find_periods(question, today, past=past)] == expected


@pytest.mark.parametrize(("text", "today", "expected"), TEXTS)
def test_a_text_of_other_suites_is_one_period(text: str, today: date, expected: str):
    actual = written(read_period(text, today))
    start, _, end = actual.partition("..")
    if expected.startswith("*"):
        actual = "*.." + (end or start)
    elif expected.endswith("*"):
        actual = start + "..*"
    assert actual == expected


@pytest.mark.parametrize(("question", "today", "past", "expected"), QUESTIONS)
def test_a_period_shows_its_phrase_and_its_rule(question: str, today: date, past: bool, expected: list[str]):
    for period in find_periods(question, today, past=past):
        assert period.text == question[slice(*period.span)]
        assert period.rule
        assert period.before == (period.start is None and period.rrule is None)


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("县住建局本月有哪些任务到期", "本月"),
        ("县财政局9月底前要完成什么", "9月底前"),
        ("收到10月的任务", "10月"),
        ("本\u200b月有哪些", "本\u200b月"),
        ("县局 10 月 15 日 前的", "10 月 15 日 前"),
        ("What is due in the next 30 days?", "in the next 30 days"),
        ("What has to be finished by the end of 2022?", "by the end of 2022"),
        ("（９）申請延期到１１月１５日", "到１１月１５日"),
    ],
)
def test_the_span_is_that_of_the_phrase_as_it_was_typed(question: str, phrase: str):
    (period,) = find_periods(question, date(2020, 9, 10))
    assert period.text == phrase


SIGNS = "年月日号前后内到至底初中旬周本下上每第半季度星期一二三十0123456789.-/~（）〔〕 的和、"
WORDS = (
    "Oct",
    "next ",
    "by ",
    "2020",
    "week",
    "end of ",
    "未来",
    "最近",
    "国庆",
    "农历",
    "工作日",
    "30",
    "31",
)
PIECES = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=30), PIECES), DAYS, st.booleans())
@example("99999999999年前", date(2020, 9, 10), False)
@example("每年0月", date(2020, 9, 10), False)
def test_no_text_fails(text: str, today: date, past: bool):
    for period in find_periods(text, today, past=past):
        assert period.text == text[slice(*period.span)]
        assert period.start is None or period.end is None or period.start <= period.end
        assert (period.start or period.end) is not None or period.rrule is not None


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS)
def test_a_date_with_its_year_reads_back(day: date, today: date):
    year, month, number = day.year, day.month, day.day
    for text in (
        f"{year}年{month}月{number}日",
        f"{year} 年 {month} 月 {number} 日",
        f"{year}年{HAN_MONTHS[month - 1]}月{number}号",
        f"{day}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day:%d/%m/%Y}",
        f"{number} {ENGLISH_MONTHS[month - 1]} {year}",
        f"{ENGLISH_MONTHS[month - 1]} {number}, {year}",
        f"{number} {ENGLISH_MONTHS[month - 1][:3]} {year}",
    ):
        assert written(read_period(text, today)) == f"{day}", text
        assert written(read_period(f"{text}前", today)) == f"..{day}", text


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_a_day_without_its_year_is_the_next_one(today: date):
    for ahead in (0, 1, 40, 300):
        day = today + timedelta(days=ahead)
        if (day.month, day.day) == (2, 29):
            continue
        assert written(read_period(f"{day.month}月{day.day}日", today)) == f"{day}"


@pytest.mark.parametrize("text", ["15 octobre 2020", "15. Oktober 2020"])
def test_a_full_date_in_another_language_is_left_to_dateparser(text: str):
    period = read_period(text, date(2020, 9, 10))
    assert period is not None
    assert (period.start, period.end, period.rule) == (date(2020, 10, 15), date(2020, 10, 15), "dateparser")


def test_an_ordinary_question_loads_no_library_of_dates():
    program = (
        "import sys, datetime\n"
        "from data.dates.periods import find_periods, read_period\n"
        "today = datetime.date(2020, 9, 10)\n"
        "find_periods('县住建局本月有哪些任务到期？', today)\n"
        "find_periods('What is due by the end of October?', today)\n"
        "read_period('9月底前', today)\n"
        "heavy = {'dateparser', 'lunardate', 'opencc', 'chinese_calendar'}\n"
        "sys.exit(', '.join(heavy & sys.modules.keys()) or 0)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=CORPUS.parents[1]
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", date(2020, 1, 25)),
        ("除夕", date(2020, 1, 24)),
        ("中秋", date(2020, 10, 1)),
        ("端午", date(2021, 6, 14)),
        ("清明", date(2019, 4, 5)),
        ("清明", date(2020, 4, 4)),
        ("冬至", date(2021, 12, 21)),
        ("立春", date(2021, 2, 3)),
        ("惊蛰", date(2014, 3, 6)),
        ("小满", date(2008, 5, 21)),
        ("母亲节", date(2021, 5, 9)),
        ("感恩节", date(2019, 11, 28)),
        ("国庆", date(2020, 10, 1)),
    ],
)
def test_a_feast_falls_on_the_published_day(name: str, day: date):
    assert day_of_holiday(name, day.year) == day
