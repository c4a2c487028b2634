"""What recurs, as an RFC 5545 rule that gives only what is said: 每年9月, 每月4号, 每隔3天, every Monday."""

import re
from collections.abc import Callable
from functools import lru_cache

from data.dates.periods.rules import (
    DAY_NUMBER,
    MONTH_NUMBER,
    SMALL,
    TO,
    WEEK,
    LazyPattern,
    Match,
    number,
)

BYDAY = {**dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True)), "天": "SU"}
UNITS = {
    "天": "DAILY",
    "日": "DAILY",
    "周": "WEEKLY",
    "星期": "WEEKLY",
    "礼拜": "WEEKLY",
    "月": "MONTHLY",
    "年": "YEARLY",
}
ENGLISH_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
ENGLISH_DAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def _every(unit: str, interval: int) -> str:
    """Return the rule for every `interval` units."""
    if unit in ("季度", "季", "quarter"):
        unit, interval = "月", 3 * interval
    elif unit == "半年":
        unit, interval = "月", 6 * interval
    freq = UNITS.get(unit) or ENGLISH_UNITS[unit]
    return f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _months(match: Match) -> str | None:
    """Read 每年9月底, 每年1月、7月, 每年9月到11月, 每年12月25日前."""
    first, last = match["first"], match["last"]
    if first:
        start, end = number(first), number(last)
        months = list(range(start, end + 1)) if start <= end else [*range(start, 13), *range(1, end + 1)]
    else:
        months = [number(token) for token in re.findall(rf"({MONTH_NUMBER})月", match["months"])]
    rule = "FREQ=YEARLY;BYMONTH=" + ",".join(str(month) for month in months)
    if match["day"]:
        return f"{rule};BYMONTHDAY={number(match['day'])}"
    return f"{rule};BYMONTHDAY=-1" if match["last_day"] else rule


def _part_of_year(match: Match) -> str:
    token = match[1]
    if token.startswith(("上", "下")):
        first, last = (1, 6) if token[0] == "上" else (7, 12)
    elif token.endswith("季度") or token.endswith("季"):
        last = 3 * number(token.removeprefix("第").rstrip("度").rstrip("季").rstrip("个"))
        first = last - 2
    else:
        first = last = 12
    return "FREQ=YEARLY;BYMONTH=" + ",".join(str(month) for month in range(first, last + 1))


def _month_days(match: Match) -> str:
    if match["last_day"]:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    days = ",".join(str(number(token)) for token in re.findall(rf"({DAY_NUMBER})[日号]", match["days"]))
    return f"FREQ=MONTHLY;BYMONTHDAY={days}"


def _week_days(match: Match) -> str:
    days = [BYDAY[char] for char in match["days"] if char in BYDAY]
    if match["to"]:
        names = list(dict.fromkeys(BYDAY.values()))
        days = names[names.index(days[0]) : names.index(BYDAY[match["to"]]) + 1]
    return "FREQ=WEEKLY;BYDAY=" + ",".join(days)


def _english_days(match: Match) -> str:
    days = [ENGLISH_DAYS[name[:3].lower()] for name in re.findall(r"[a-z]{6,}", match["days"], re.I)]
    return "FREQ=WEEKLY;BYDAY=" + ",".join(days)


UNIT = "day|week|month|quarter|year"
EACH = "每一?个?"
DAY_NAME = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?"

RECURRING: tuple[tuple[str, str, Callable[[Match], str | None]], ...] = (
    (
        "months of the year",
        rf"每年度?的?(?:(?P<first>{MONTH_NUMBER})月?份?{TO}(?P<last>{MONTH_NUMBER})月份?"
        rf"|(?P<months>{MONTH_NUMBER}月份?(?:[、和,，及]{MONTH_NUMBER}月份?)*))(?:(?P<day>{DAY_NUMBER})[日号]|(?P<last_day>月?底|月末))?",
        _months,
    ),
    ("part of the year", "每年度?的?(第?[一二三四1-4]个?季度?|上半年|下半年|年?[底末])", _part_of_year),
    (
        "days of the month",
        rf"{EACH}月的?(?:份)?(?:(?P<last_day>月?底|月?末|最后一天)|(?P<days>{DAY_NUMBER}[日号](?:[、和,，及]{DAY_NUMBER}[日号])*))",
        _month_days,
    ),
    (
        "days of the week",
        rf"{EACH}逢?{WEEK}(?P<days>[一二三四五六日天](?:[、和,，及]?{WEEK}?[一二三四五六日天])*)(?:{TO}{WEEK}?(?P<to>[一二三四五六日]))?(?!次)",
        _week_days,
    ),
    ("every weekday", f"每逢{WEEK}(?P<days>[一二三四五六日天])(?P<to>)", _week_days),
    ("working days", f"{EACH}工作日", lambda _: WORKDAYS),
    (
        "every so many",
        rf"每隔?(?P<count>{SMALL})个?(?P<unit>天|日|{WEEK}|月|季度?|半年|年)",
        lambda match: _every(match["unit"], number(match["count"])),
    ),
    ("every", rf"{EACH}(天|日|{WEEK}|月|季度?|半年|年)(?!轻|纪|龄)", lambda match: _every(match[1], 1)),
    ("every", "(?<![今明后昨春夏秋冬聊])天天", lambda _: "FREQ=DAILY"),
    (
        "once in",
        rf"[一1]个?(年|季度|月|{WEEK}|天|半年)[一1](?:次|报|评|考|查|调度|通报)",
        lambda match: _every(match[1], 1),
    ),
    ("once in", r"(半年)[一1]次", lambda match: _every(match[1], 1)),
    ("every working day", r"every (?:week|working |business )day(?![a-z])", lambda _: WORKDAYS),
    ("every Monday", rf"(?:every|each) (?P<days>{DAY_NAME}(?:(?:,| and|, and) {DAY_NAME})*)", _english_days),
    (
        "every so many",
        rf"every (?P<count>\d{{1,3}}|two|three|four|five|six|other) (?P<unit>{UNIT})s?(?![a-z])",
        lambda match: _every(match["unit"].lower(), _english_count(match["count"].lower())),
    ),
    (
        "every",
        rf"(?:every|each) ({UNIT})(?![a-z])",
        lambda match: _every(match[1].lower(), 1),
    ),
)
"""Rules of recurrence in their order, each with its name and what it gives."""
ADVERBS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half-yearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
}
"""Read only where nothing else is said: a weekly summary is no period."""


STARTS = frozenset("每天一1半eE")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str, Callable[[Match], str | None]], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), name, build) for name, pattern, build in RECURRING)


FEAST_EACH_YEAR = LazyPattern(
    "每年的?[^\\d，。,.、]{1,4}节|每年的?(?:春节|除夕|元宵|端午|中秋|重阳|清明|冬至)"
)
"""A feast that moves has no rule: nothing is read rather than every year."""


def read_recurring(text: str, at: int) -> tuple[str | None, int, str] | None:
    """Return the rule of what recurs at `at`, where its phrase ends and which rule read it."""
    if text[at] not in STARTS:
        return None
    feast = FEAST_EACH_YEAR.match(text, at) if text[at] == "每" else None
    if feast:
        return None, feast.end(), "feast each year"
    for pattern, name, build in _patterns():
        match = pattern.match(text, at)
        if match:
            stop = BEFORE.match(text, match.end())
            return build(match), stop.end() if stop else match.end(), name
    return None


BEFORE = LazyPattern("[之以]?前(?!后)|之内|以?内|一次")


def _english_count(token: str) -> int:
    return {"two": 2, "other": 2, "three": 3, "four": 4, "five": 5, "six": 6}.get(token) or int(token)
