"""Dates in digits: 2020-10-15, 2020.10, 15/10/2020, 20201015, 10.15前, 10/15."""

import re

from data.dates.periods.points import (
    Days,
    Point,
    day_of,
    fixed,
    in_year,
    month_of,
)
from data.dates.periods.rules import DIGITS, LazyPattern, Match, Reading, Rule, Table
from data.dates.periods.years import YEAR_NUMBER, full_year

TWO = r"(1[0-2]|0?[1-9])"
DAY = r"(3[01]|[12]\d|0?[1-9])"
ALONE = r"(?!\d|[./]\d|-\d{1,2}(?![\d./]))"
"""No more digits: 2010.01.29.1 is a version, 192.168.1.1 an address."""
AFTER_DATE = LazyPattern(
    r" *(?:[之以]?前|[之以]?后|到期|截止|起|开始|到|至|~|-|due|deadline|$|[，,。;；?？!！])"
)
BEFORE_DATE = LazyPattern(
    r"(?:到|至|在|于|从|自|截止|by|before|until|till|due|on|from|since|to|and|-|~) *$", re.IGNORECASE
)
MEASURED = LazyPattern(r" *(?:的|[%个公里米万亿元分度项家倍版点次人天年吨岁件亩]|[a-z])", re.IGNORECASE)
"""What makes a number of 3.5 or 1/3: 3.5公里, 1/3的单位."""


def _year_month_day(_: Reading, match: Match) -> Point:
    return fixed(day_of(int(match[1]), int(match[2]), int(match[3])), "day", "y-m-d")


def _day_month_year(reading: Reading, match: Match) -> Point:
    year = int(match[3]) if len(match[3]) == 4 else full_year(int(match[3]), reading.today)
    days = day_of(year, int(match[2]), int(match[1])) or day_of(year, int(match[1]), int(match[2]))
    return fixed(days, "day", "d-m-y")


def _short(reading: Reading, match: Match) -> Point | None:
    """Read three pairs of digits: by slashes the day comes first, else a year of two digits does."""
    if not reading.whole:
        return None
    first, month, last = match[1], int(match[3]), match[4]
    by_day: Days | None = day_of(full_year(int(last), reading.today), month, int(first))
    by_year: Days | None = None
    if len(first) == 2:
        by_year = day_of(full_year(int(first), reading.today), month, int(last))
    days = (by_day or by_year) if match[2] == "/" else (by_year or by_day)
    return fixed(days, "day", "short date") if days else None


def _compact(reading: Reading, match: Match) -> Point | None:
    if match[4] and not reading.whole:
        return None
    return fixed(day_of(int(match[1]), int(match[2]), int(match[3])), "day", "yyyymmdd")


def _year_month(_: Reading, match: Match) -> Point:
    return fixed(month_of(int(match[1]), int(match[2])), "month", "y-m")


def _month_year(_: Reading, match: Match) -> Point:
    return fixed(month_of(int(match[2]), int(match[1])), "month", "m/y")


def _month_day(reading: Reading, match: Match) -> Point | None:
    month, day = int(match[1]), int(match[3])
    if month > 12:
        month, day = day, month
    if month > 12 or not _is_month_day(reading, match):
        return None
    return in_year(lambda year: day_of(year.year, month, day), "day", "m-d")


def _is_month_day(reading: Reading, match: Match) -> bool:
    """Whether 10.15 or 10/15 is a date and no measure, fraction or item."""
    text, start, end = reading.text, match.start(), match.end()
    if reading.whole and start == 0 and end == len(text):
        return True
    if MEASURED.match(text, end):
        return False
    if start and ((text[start - 1].isascii() and text[start - 1].isalnum()) or text[start - 1] in "第.(["):
        return False
    if match[2] == "-":
        return bool(BEFORE_DATE.search(text[max(0, start - 8) : start])) and len(match[1]) == 2
    if AFTER_DATE.match(text, end) or BEFORE_DATE.search(text[max(0, start - 8) : start]):
        return match[2] != "-"
    return len(match[3]) == 2


NUMERIC = Table(
    (
        Rule("y-m-d", "12", rf"{YEAR_NUMBER}[-./]{TWO}[-./]{DAY}(?:日|号)?{ALONE}", _year_month_day),
        Rule("y m d", "12", rf"{YEAR_NUMBER} {TWO} {DAY}(?![\d.\-/])", _year_month_day),
        Rule("yyyymmdd", "12", rf"{YEAR_NUMBER}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)(号)?", _compact),
        Rule("d-m-y", DIGITS, rf"{DAY}[-./]{DAY}[-./]{YEAR_NUMBER}(?![\d.])", _day_month_year),
        Rule("short date", DIGITS, rf"(\d\d?)([-./]){TWO}\2(\d\d?)(?![\d.\-/])", _short),
        Rule("y-m", "12", rf"{YEAR_NUMBER}[-./]{TWO}(?![\d./])(?!-\d\d?(?!\d))", _year_month),
        Rule("m/y", DIGITS, rf"{TWO}/{YEAR_NUMBER}(?![\d./])", _month_year),
        Rule("m-d", DIGITS, rf"{DAY}([./·\-]){DAY}(?:日|号)?(?![\d./])", _month_day),
    )
)
"""Dates that are written in digits."""
