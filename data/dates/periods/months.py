"""Parts of a month, in Chinese: 15日, 10至15日, 中旬, 月底, 第二周, 最后一个星期一, 前两天."""

from datetime import date, timedelta

from data.dates.numerals import last_day
from data.dates.periods.points import (
    Choice,
    Days,
    Point,
    day_of,
    first_weekday,
    in_month,
    month_of,
    week_of,
)
from data.dates.periods.rules import (
    DAY_NUMBER,
    DAY_SIGN,
    DIGITS,
    HAN_DIGITS,
    NO_COUNT,
    NUMERALS,
    SMALL,
    TO,
    WEEK,
    WEEKDAYS,
    Match,
    Reading,
    Rule,
    Table,
    number,
)

WHICH = "(?P<which>第[一二三四五六七八九十]{1,3}|第\\d{1,2}|首|最后一?|末)个?"
EDGE = rf"(?P<edge>前|头|后|最后|首|开头)(?P<count>{SMALL})个?(?P<unit>天|日|{WEEK})(?!前|后|内|之)"
MIDDLE = "中(?![国央心小层间级旬途标共午秋等学文医])"


def which(token: str) -> int:
    """Return the ordinal that a phrase names, -1 for the last."""
    if token[0] in "最末":
        return -1
    return 1 if token[0] == "首" else number(token[1:])


def nth_week(first: date, last: date, nth: int) -> Days | None:
    """Return the `nth` week of a month or year: the first is the one that its first Monday begins."""
    start = first_weekday(first, 0) if nth > 0 else last - timedelta(days=last.weekday())
    days = week_of(start, nth - 1 if nth > 0 else nth + 1)
    return days if first <= days[0] <= last else None


def nth_weekday(first: date, last: date, weekday: int, nth: int) -> Days | None:
    """Return the `nth` Monday, Tuesday … of a month, the last for -1."""
    day = first_weekday(first, weekday) + timedelta(weeks=nth - 1)
    if nth < 0:
        day = first_weekday(last - timedelta(days=6), weekday)
    return (day, day) if first <= day <= last else None


def first_days(days: Days, count: int) -> Days:
    """Return the first `count` days of `days`, the last ones for a negative count."""
    first, last = days
    if count < 0:
        return last + timedelta(days=count + 1), last
    return first, first + timedelta(days=count - 1)


def first_weeks(days: Days, count: int) -> Days:
    """Return the first `count` whole weeks that begin in `days`, the last ones that end in it if negative."""
    first, last = days
    if count < 0:
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        return sunday + timedelta(days=7 * count + 1), sunday
    monday = first_weekday(first, 0)
    return monday, monday + timedelta(days=7 * count - 1)


def edge_count(match: Match) -> int:
    """Return how many units a phrase takes from the beginning, or (negative) from the end: 前两个月."""
    count = number(match["count"])
    return -count if "后" in match["edge"] else count


def _day(_: Reading, match: Match) -> Point:
    day = number(match[1])
    return in_month(lambda month: day_of(month.year, month.month, day), "day", "day")


def _days(_: Reading, match: Match) -> Point:
    first, last = number(match[1]), number(match[2])

    def build(month: date) -> Days | None:
        start, end = day_of(month.year, month.month, first), day_of(month.year, month.month, last)
        return (start[0], end[1]) if start and end and first <= last else None

    return in_month(build, "range", "days")


def part_of_month(first: int, last: int, rule: str) -> Point:
    """Return the days from `first` to `last` of a month; 0 is its last day."""

    def build(month: date) -> Days:
        end = last or last_day(month.year, month.month)
        return month.replace(day=first), month.replace(day=end)

    return in_month(build, "part", rule)


PARTS = {
    **{"上": (1, 10), "中": (11, 20), "下": (21, 0), "中下": (11, 0), "上中": (1, 20)},
    **{"初": (1, 10), "底": (21, 0), "末": (21, 0), "尾": (21, 0)},
}


def _part(_: Reading, match: Match) -> Point:
    return part_of_month(*PARTS[match[1].replace("、", "")], f"part {match[1]}")


def _half(_: Reading, match: Match) -> Point:
    return part_of_month(1, 15, "half") if match[1] in "上前" else part_of_month(16, 0, "half")


def _week(_: Reading, match: Match) -> Point:
    nth = which(match["which"])
    return in_month(lambda day: nth_week(*month_of(day.year, day.month), nth), "week", "week", Choice.NEAREST)


def _weekday(_: Reading, match: Match) -> Point:
    nth, weekday = which(match["which"]), WEEKDAYS[match["weekday"]]
    return in_month(lambda day: nth_weekday(*month_of(day.year, day.month), weekday, nth), "day", "weekday")


def _edge(_: Reading, match: Match) -> Point | None:
    count, take = edge_count(match), first_days if match["unit"] in "天日" else first_weeks
    if not 0 < abs(count) <= 31:
        return None
    return in_month(lambda day: take(month_of(day.year, day.month), count), "part", "edge", Choice.NEAREST)


DAYS = Rule("days", NUMERALS, rf"({DAY_NUMBER})[日号]?{TO}({DAY_NUMBER}){DAY_SIGN}", _days)
HALF = Rule("half", "上下前后", r"([上下前后])半个?月?", _half)
TEN_DAYS = Rule("ten days", "上中下", r"(中、?下|上、?中|[上中下])旬", _part)

WITHIN_MONTH = Table(
    (
        DAYS,
        Rule("day", NUMERALS, rf"({DAY_NUMBER}){DAY_SIGN}", _day),
        Rule("bare day", NUMERALS, rf"({DAY_NUMBER}){NO_COUNT}", _day),
        TEN_DAYS,
        HALF,
        Rule("weekday", "第首最末", rf"{WHICH}{WEEK}(?P<weekday>[一二三四五六日天1-7])", _weekday),
        Rule("week", "第首最末", rf"{WHICH}{WEEK}", _week),
        Rule("edge", "前头后最首开", EDGE, _edge),
        Rule("part", "月初底末尾中", rf"月?(初|底|末|尾|{MIDDLE})", _part),
    )
)
"""What may follow a month."""

# 一日之计在于晨 is no date; 一号 and 十五日 are.
HAN_DAY = r"([二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九](?=号))"

LONE_MONTH = Table(
    (
        DAYS,
        Rule("day", DIGITS, rf"(?<!月)({DAY_NUMBER}){DAY_SIGN}", _day),
        Rule("day", HAN_DIGITS, rf"(?<!月){HAN_DAY}{DAY_SIGN}", _day),
        TEN_DAYS,
        Rule("half", "上下", r"([上下])半个?月", _half),
        Rule("part", "月", rf"月(初|底|末|尾|{MIDDLE})", _part),
    )
)
"""Parts of a month that stand alone: the month is the running or the next one."""
