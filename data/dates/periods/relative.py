"""What is counted from today, in Chinese: 今天, 本周, 下周三, 上季度, 未来10天, 三天内, 两周后, 近期."""

from datetime import date
from math import ceil, floor

from data.dates.periods.months import WITHIN_MONTH, part_of_month
from data.dates.periods.points import (
    Days,
    Missing,
    Point,
    add_days,
    add_months,
    fixed,
    month_of,
    months_of,
    week_of,
    within,
    year_of,
)
from data.dates.periods.rules import (
    NUMERALS,
    SMALL,
    TO,
    WEEK,
    WEEKDAYS,
    Match,
    Read,
    Reading,
    Rule,
    Table,
    number,
)
from data.dates.workdays import is_workday

SOON = 14
"""How many days 近期, 最近 and 快到期 reach."""

# -- days

DAYS_AWAY = {
    **{
        "今": 0,
        "今天": 0,
        "今日": 0,
        "今儿": 0,
        "今晚": 0,
        "今早": 0,
        "本日": 0,
        "当天": 0,
        "当日": 0,
        "全天": 0,
    },
    **{
        "明": 1,
        "明天": 1,
        "明日": 1,
        "明儿": 1,
        "明晚": 1,
        "明早": 1,
        "次日": 1,
        "翌日": 1,
        "第二天": 1,
        "即日": 0,
        "现在": 0,
    },
    **{"后": 2, "后天": 2, "后日": 2, "后儿": 2, "大后天": 3, "大后日": 3, "大大后天": 4},
    **{"昨": -1, "昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "前": -2, "前天": -2, "前日": -2},
    **{"大前天": -3, "大前日": -3, "大大前天": -4},
}
ONLY_WHOLE = frozenset({"当天", "当日", "全天", "第二天", "次日", "翌日"})
"""In a sentence these count from another day than today."""


def _day(reading: Reading, match: Match) -> Point | None:
    word = match[0]
    if word in ONLY_WHOLE and not reading.whole:
        return None
    day = add_days(reading.today, DAYS_AWAY[word])
    return fixed((day, day), "day", word)


def _days(reading: Reading, match: Match) -> Point:
    first, last = match[1][0], match[1][-1]
    days = add_days(reading.today, DAYS_AWAY[first]), add_days(reading.today, DAYS_AWAY[last])
    return fixed(days, "day", match[0])


def _years(reading: Reading, match: Match) -> Point:
    away = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
    first, last = reading.today.year + away[match[1][0]], reading.today.year + away[match[1][-1]]
    return fixed((date(first, 1, 1), date(last, 12, 31)), "year", match[0])


def _these_days(reading: Reading, match: Match) -> Point:
    count = 1 if match[0].endswith("两天") or match[0].endswith("两日") else 7
    return fixed((reading.today, add_days(reading.today, count)), "day", match[0])


# -- weeks, months, quarters and halves


def steps(token: str) -> int:
    """Return how far 上上, 上, 本, 下 and 下下 are away."""
    return token.count("下") - token.count("上")


def _week(reading: Reading, match: Match) -> Point:
    week = week_of(reading.today, steps(match[1]))
    point = week_point(week, match["part"], f"{match[1]}周")
    if not match["to"]:
        return point
    start, end = point.build(week[0]), add_days(week[0], WEEKDAYS[match["to"]])
    return fixed((start[0], end) if start and start[0] <= end else None, "range", f"{match[1]}周.weekdays")


def week_point(week: Days, part: str | None, rule: str) -> Point:
    """Return a week or its part: a weekday, the weekend or a half."""
    monday = week[0]
    if part is None:
        return fixed(week, "week", rule)
    if "末" in part:
        return fixed((add_days(monday, 5), week[1]), "day", f"{rule}末")
    if part in ("初", "一开始"):
        return fixed((monday, add_days(monday, 1)), "day", f"{rule}初")
    day = add_days(monday, WEEKDAYS[part[-1]])
    return fixed((day, day), "day", f"{rule}.weekday")


def _half_week(reading: Reading, match: Match) -> Point:
    monday, sunday = week_of(reading.today)
    days = (monday, add_days(monday, 2)) if match[1] == "上" else (add_days(monday, 3), sunday)
    return fixed(days, "week", "half week")


def _inside(reading: Reading, match: Match) -> Point:
    today = reading.today
    if match[1] == "周":
        return fixed(week_of(today), "week", "周内")
    if match[1] == "月":
        return fixed(month_of(today.year, today.month), "month", "月内")
    first = 3 * ((today.month - 1) // 3) + 1
    return fixed(months_of(today.year, first, first + 2), "quarter", "季度内")


def _weekday(_: Reading, match: Match) -> Point:
    return weekday_point(WEEKDAYS[match[1]])


def weekday_point(weekday: int) -> Point:
    """Return a weekday that leaves the week to be guessed."""

    def build(monday: date) -> Days:
        day = add_days(monday, weekday - monday.weekday())
        return day, day

    return Point(build, "day", "weekday", Missing.WEEK)


def _weekdays(_: Reading, match: Match) -> Point:
    first, last = WEEKDAYS[match[1]], WEEKDAYS[match[2]]

    def build(monday: date) -> Days | None:
        start = add_days(monday, first - monday.weekday())
        return (start, add_days(start, last - first)) if first <= last else None

    return Point(build, "range", "weekdays", Missing.WEEK)


def weekend_point() -> Point:
    """Return Saturday and Sunday of a week that is left to be guessed."""
    return Point(lambda day: (add_days(week_of(day)[0], 5), week_of(day)[1]), "day", "weekend", Missing.WEEK)


def _month(reading: Reading, match: Match) -> Read:
    first = add_months(reading.today.replace(day=1), steps(match[1]))
    part = WITHIN_MONTH.read(reading, match.end() + reading.text.startswith("的", match.end()))
    if part is not None:
        return within(f"{match[1]}月", first, part[0]), part[1]
    return fixed(month_of(first.year, first.month), "month", f"{match[1]}月"), match.end()


def _quarter(reading: Reading, match: Match) -> Point:
    first = add_months(reading.today.replace(day=1), 3 * steps(match[1]) - (reading.today.month - 1) % 3)
    last = add_months(first, 2)
    if match[2]:
        first, last = (first, first) if match[2] == "初" else (last, last)
    return fixed((first, month_of(last.year, last.month)[1]), "quarter", f"{match[1]}季度")


def _half_year(reading: Reading, match: Match) -> Point:
    first = add_months(reading.today.replace(day=1), 6 * steps(match[1]) - (reading.today.month - 1) % 6)
    return fixed(months_of(first.year, first.month, first.month + 5), "half", f"{match[1]}半年")


def _ten_days(reading: Reading, match: Match) -> Point:
    part = min(reading.today.day - 1, 20) // 10 + steps(match[1])
    anchor = add_months(reading.today.replace(day=1), part // 3)
    point = part_of_month(*((1, 10), (11, 20), (21, 0))[part % 3], "ten days")
    return within(match[1], anchor, point)


# -- durations

COUNT = (
    rf"(?:(?P<count>{SMALL})(?P<unit>个?(?:工作日|交易日|自然日)|天|日|个?{WEEK}|个月|个季度|个?半年|年|个?小时)"
    "|(?P<half>一个半|半)(?P<of>个?月|年|天))"
)
"""十天, 15个工作日, 两周, 三个月, 半个月, 一个半月."""
BARE_MONTHS = rf"|(?P<months>{SMALL})月"
"""近三月: only where March cannot be meant."""
WORKING = ("工作日", "交易日")
MONTHS = {"月": 1, "季度": 3, "半年": 6, "年": 12}


def shift(today: date, count: float, unit: str) -> date:
    """Return the day that is `count` units from `today`; a half month is fifteen days."""
    if unit in WORKING:
        return add_workdays(today, int(count))
    if unit == "小时":
        return add_days(today, ceil(count / 24) if count > 0 else floor(count / 24))
    months = MONTHS.get(unit)
    if months is None:
        return add_days(today, int(count * (7 if unit in ("周", "星期", "礼拜") else 1)))
    whole = int(count * months)
    return add_days(add_months(today, whole), round((count * months - whole) * 30))


def add_workdays(today: date, count: int) -> date:
    """Return the day that is `count` working days after `today`, or before it."""
    step, left, day = (1 if count > 0 else -1), min(abs(count), 2000), today
    while left:
        day = add_days(day, step)
        left -= is_workday(day)
    return day


def _moved(reading: Reading, match: Match, sign: int) -> date:
    """Return the day that the counted units of a phrase are away, ahead or behind."""
    return _away(reading.today, match, sign)


def _away(day: date, match: Match, sign: int) -> date:
    groups = match.groupdict()
    if groups.get("months"):
        return shift(day, sign * number(groups["months"]), "月")
    if groups["half"]:
        count = 0.5 if groups["half"] == "半" else 1.5
        return shift(day, sign * count, groups["of"].removeprefix("个"))
    return shift(day, sign * number(groups["count"]), groups["unit"].removeprefix("个"))


def last_of(length: Match, start: date, today: date) -> date:
    """Return the last day of 10月1日起一周, which has seven days; 现在起一周 has seven after today."""
    end = _away(start, length, 1)
    return end if start == today or length["unit"] in WORKING else add_days(end, -1)


def _quarter_end(reading: Reading, _: Match) -> Point:
    last = reading.today.month + 2 - (reading.today.month - 1) % 3
    return fixed(month_of(reading.today.year, last), "quarter", "季末")


def _next_workday(reading: Reading, _: Match) -> Point:
    day = add_workdays(reading.today, 1)
    return fixed((day, day), "day", "next working day")


def _ahead(reading: Reading, match: Match) -> Point:
    return fixed((reading.today, _moved(reading, match, 1)), "span", "ahead")


def _within(reading: Reading, match: Match) -> Point:
    # 三天内办结了哪些 looks back.
    return _behind(reading, match) if reading.past else _ahead(reading, match)


def _behind(reading: Reading, match: Match) -> Point:
    # 最近7天有哪些要到期 asks ahead.
    if reading.due and match[0].startswith(("近", "最近")):
        return _ahead(reading, match)
    return fixed((_moved(reading, match, -1), reading.today), "span", "behind")


def _ago(reading: Reading, match: Match) -> Point:
    day = _moved(reading, match, -1)
    return fixed((day, day), "until" if len(match["before"]) > 1 else "day", "ago")


def _later(reading: Reading, match: Match) -> Point:
    day = _moved(reading, match, 1)
    return fixed((day, day), "since" if match["after"] == "以后" else "day", "later")


def _passing(reading: Reading, match: Match) -> Point:
    day = _moved(reading, match, 1)
    return fixed((day, day), "since", "later")


def _nth(reading: Reading, match: Match) -> Point | None:
    if not reading.whole:
        return None
    day = shift(reading.today, number(match[1]) - 1, match[2])
    return fixed(year_of(day.year) if match[2] == "年" else (day, day), "day", "nth")


def soon(reading: Reading, _: Match) -> Point:
    """Return the next two weeks, today included, or the last two for what was done."""
    if reading.past:
        return fixed((add_days(reading.today, -SOON), reading.today), "soon", "lately")
    return fixed((reading.today, add_days(reading.today, SOON)), "soon", "soon")


NO_WEEKDAY = "(?![次个项件条共定直起些样并般常程志报])"
PART = (
    rf"(?P<part>末|初|{WEEK}?[一二三四五六日天1-6]{NO_WEEKDAY})?"
    rf"(?:{TO}{WEEK}?(?P<to>[一二三四五六日天])(?!月|号|日))?"
)
NO_WEEK = "(?![年岁期边围])"
NEAR = (
    "近期|近来|近日|最近(?!的?(?:一个|一次|一项|一条|截止|节点|期限|时间))"
    "|(?:即将|将要?|快要?|马上要?|临近)(?:到期|截止|期满)"
)

RELATIVE = Table(
    (
        Rule("near year", "前去今明后", "([前去今明后]{2,3})[两三]年", _years),
        Rule("near days", "昨今明后", "([昨今明后]{2,3})[两三]?[天日]", _days),
        Rule("these days", "这近最未接", "(?:这|近|最近|未来|接下来)(?:几|些|两)[天日]", _these_days),
        Rule(
            "day",
            "今明后昨前大本当全次翌第即现",
            "今[天日儿晚早]|明[天日儿晚早](?!星)|大{0,2}[前后]天(?!性)|大?前日|后日|即日(?=起|开始)|现在(?=起|开始)|昨[天日晚儿]|本日|当[天日]|全天|次日|翌日|第二天",
            _day,
        ),
        Rule("week", "上下这本当", rf"(上{{1,3}}|下{{1,3}}|[这本当])[一1]?个?{WEEK}{NO_WEEK}{PART}", _week),
        Rule("half week", "上下", "([上下])半周", _half_week),
        Rule("month", "上下这本当", "(上{1,3}|下{1,3}|[这本当])[一1]?个?月(?:份|度)?", _month),
        Rule(
            "quarter", "上下这本当", "(上{1,2}|下{1,2}|[这本当])[一1]?个?季度?([初末底])?(?![节候])", _quarter
        ),
        Rule("half year", "上下本这", "([上下本这])一?个半年", _half_year),
        Rule("ten days", "上下本这", "(上一|下一|本|这一?)个?旬", _ten_days),
        Rule(
            "quarter end",
            "季",
            "(?<![1-4一二三四每本上下这首前后当])季度?[末底]",
            _quarter_end,
        ),
        Rule("next working day", "下", "下[一1]?个?(?:工作日|上班日)", _next_workday),
        Rule("inside", "周月季", r"(?<![\d一二两三四五六七八九十个本这上下每半当])(周|月|季)度?内", _inside),
        Rule("weekend", "周星礼", rf"周末|{WEEK}六[、和]?{WEEK}?[日天]", lambda _, __: weekend_point()),
        Rule(
            "weekdays",
            "周星礼",
            rf"{WEEK}([一二三四五六]){TO}{WEEK}?([一二三四五六日天])(?![月号日])",
            _weekdays,
        ),
        Rule("weekday", "周星礼", rf"{WEEK}([一二三四五六日天]){NO_WEEKDAY}", _weekday),
        Rule("soon", "近最即将快马临", NEAR, soon),
    )
)
"""Days, weeks, months and quarters seen from today."""

ONE = "[一1]个?(?:周|星期|礼拜|月|季度|年)"
"""上一个月 is the calendar month, 上2个月 two months back."""

DURATIONS = Table(
    (
        Rule("ahead", NUMERALS + "半", rf"{COUNT}[之以]?内(?![容部设])", _within),
        Rule(
            "ahead",
            "未今接往后将随之",
            rf"(?:未来|今后|接下来|往后|后续|将来|随后|之后)的?(?:{COUNT}{BARE_MONTHS})(?:[之以]?内|里)?",
            _ahead,
        ),
        Rule(
            "ahead",
            "后下",
            rf"(?<![最以之])[后下](?!半|(?<=下){ONE}|(?<=下)[一1]?个?工作日){COUNT}(?:[之以]?内|里)?",
            _ahead,
        ),
        Rule(
            "behind",
            "过刚最近此以",
            rf"(?<![附将接靠])(?:刚?过去|最近|近|此前|以往)的?(?:{COUNT}{BARE_MONTHS})(?:[之以]?内|来|里)?",
            _behind,
        ),
        Rule(
            "behind",
            "前上",
            rf"(?<![目以之])[前上](?!半|{SMALL}个?季度|(?<=上){ONE}){COUNT}(?:[之以]?内|来|里)?",
            _behind,
        ),
        Rule("later", "过", rf"(?<![通超经度越难])过了?{COUNT}", _passing),
        Rule("ago", NUMERALS + "半", rf"(?!0|{SMALL}日){COUNT}(?P<before>[之以]?前)(?!后)", _ago),
        Rule("later", NUMERALS + "半", rf"(?!0|{SMALL}日){COUNT}(?P<after>[之以]?后)(?![续期面])", _later),
        Rule("nth", "第", rf"第({SMALL})(天|周|年)(?=起|$)", _nth),
    )
)
"""What is so many days, weeks, months or years away."""
