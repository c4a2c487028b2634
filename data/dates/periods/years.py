"""Years and their parts, in Chinese: 2020年, 今年, 9月, 三季度, 上半年, 年底, 前两个月, 国庆节, 腊月初八."""

import re
from datetime import date
from functools import lru_cache

from data.dates import holidays
from data.dates.periods.months import (
    EDGE,
    MIDDLE,
    WHICH,
    WITHIN_MONTH,
    edge_count,
    first_days,
    first_weeks,
    nth_week,
    which,
)
from data.dates.periods.points import (
    Builder,
    Choice,
    Days,
    Point,
    fixed,
    in_year,
    month_of,
    months_of,
    within,
    year_of,
)
from data.dates.periods.rules import (
    DIGITS,
    HAN_DIGITS,
    MONTH_NUMBER,
    NUMERALS,
    SMALL,
    TO,
    WEEK,
    LazyPattern,
    Match,
    Read,
    Reading,
    Rule,
    Table,
    number,
)

HAN = "一二三四五六七八九十"
PIVOT = 11
"""A year of two digits is at most so many years ahead: 27年 is 2027 in 2016, 33年 is 1933 in 2021."""


def full_year(number_of_year: int, today: date) -> int:
    """Return the year that two digits mean, seen from `today`."""
    year = 2000 + number_of_year
    return year if year <= today.year + PIVOT else year - 100


# -- parts of a year


def month(reading: Reading, match: Match) -> Read:
    """Read a month and the part of it that follows."""
    return month_at(reading, number(match[1]), match.end())


NO_SUCH_DAY = LazyPattern(r"(?:\d{2,3}|[一二三四五六七八九十百]{2,4})[日号]")
"""10月32日: where no day was read."""
NO_SUCH_MONTH = LazyPattern(r"\d{1,3}月")


def month_at(reading: Reading, month_number: int, at: int) -> Read:
    """Read the part of a month that stands at `at`, or the whole month."""
    part = WITHIN_MONTH.read(reading, at + reading.text.startswith("的", at))
    if part is None:
        no_day = NO_SUCH_DAY.match(reading.text, at)
        if no_day:
            return fixed(None, "day", "no such day"), no_day.end()
        whole: Builder = lambda year: month_of(year.year, month_number)  # noqa: E731
        return in_year(whole, "month", "month"), at
    point, end = part

    def build(year: date) -> Days | None:
        return point.build(date(year.year, month_number, 1))

    return in_year(build, point.grain, f"month.{point.rule}", point.pick), end


def _months(_: Reading, match: Match) -> Point:
    first, last = number(match[1]), number(match[2])
    return in_year(lambda year: months_of(year.year, first, last), "range", "months")


def _two_months(reading: Reading, match: Match) -> Point | None:
    # 9、10月; 9、11月 are two periods.
    return _months(reading, match) if number(match[2]) == number(match[1]) % 12 + 1 else None


def _same_month(reading: Reading, match: Match) -> Read:
    return month_at(reading, reading.today.month, match.end())


QUARTERS = {"首": 1, "末": 4, "最后一": 4}


def _quarter(_: Reading, match: Match) -> Point:
    said, part = match["nth"] or match["q"] or match["end"], match["part"]
    nth = QUARTERS.get(said) or number(said)
    first, last = 3 * nth - 2, 3 * nth
    if part == "初":
        last = first
    elif part:
        first = last
    return in_year(lambda year: months_of(year.year, first, last), "quarter", "quarter")


def _quarters(_: Reading, match: Match) -> Point | None:
    count = edge_count(match)
    if not 0 < abs(count) <= 4:
        return None
    first, last = (1, 3 * count) if count > 0 else (13 + 3 * count, 12)
    return in_year(lambda year: months_of(year.year, first, last), "quarter", "quarters", Choice.RUNNING)


def _quarter_range(_: Reading, match: Match) -> Point:
    first, last = number(match[1]), number(match[2])
    return in_year(lambda year: months_of(year.year, 3 * first - 2, 3 * last), "range", "quarters")


def _two_quarters(reading: Reading, match: Match) -> Point | None:
    # 三、四季度; 一、三季度 are two periods.
    return _quarter_range(reading, match) if number(match[2]) == number(match[1]) + 1 else None


def _five_years(_: Reading, match: Match) -> Point:
    first = 2001 + 5 * number(match[1])
    start = first + 4 if match[2] == "末" else first
    return fixed((date(start, 1, 1), date(first + 4, 12, 31)), "year", "five-year plan")


def half_of_year(nth: int) -> Point:
    """Return the first or the second half of a year, of the running one if none is named."""
    first, last = (1, 6) if nth == 1 else (7, 12)
    return in_year(lambda year: months_of(year.year, first, last), "half", "half", Choice.RUNNING)


def _half(_: Reading, match: Match) -> Point:
    return half_of_year(1 if match[1] in ("上", "前", "1") else 2)


PARTS = {"初": (1, 2), "伊始": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12), "尾": (12, 12)}
"""年底 is December; 年初 the two months in which the year's work is handed out."""


def _part(_: Reading, match: Match) -> Point:
    word = match["part"] or "中"
    first, last = PARTS[word]
    pick = Choice.RUNNING if first == 12 else None
    return in_year(lambda year: months_of(year.year, first, last), "part", f"year {word}", pick)


def _year_end(_: Reading, match: Match) -> Point:
    return in_year(lambda year: months_of(year.year, 12, 12), "part", "year end", Choice.RUNNING)


def _week(_: Reading, match: Match) -> Point:
    nth = which(match["which"])
    return in_year(lambda year: nth_week(*year_of(year.year), nth), "week", "week of year", Choice.NEAREST)


def _nth_month(reading: Reading, match: Match) -> Read | None:
    nth = which(match["which"])
    nth = 12 if nth < 0 else nth
    return month_at(reading, nth, match.end()) if 1 <= nth <= 12 else None


def _edge_months(_: Reading, match: Match) -> Point | None:
    count = edge_count(match)
    if not 0 < abs(count) <= 12:
        return None
    first, last = (1, count) if count > 0 else (13 + count, 12)
    return in_year(lambda year: months_of(year.year, first, last), "month", "edge", Choice.RUNNING)


def _edge_days(_: Reading, match: Match) -> Point | None:
    count, take = edge_count(match), first_days if match["unit"] in "天日" else first_weeks
    if not 0 < abs(count) <= 366:
        return None
    return in_year(lambda year: take(year_of(year.year), count), "part", "edge", Choice.RUNNING)


def _vacation(_: Reading, match: Match) -> Point:
    return in_year(lambda year: months_of(year.year, 7, 8), "month", "summer holidays")


# -- feasts and the moon

GOLDEN_WEEK = 7
FEAST_FOLLOWS = LazyPattern("节|之?前|以前|之?后|以后|期间|假期|长假|放假|当天|到|至")
"""What makes a feast of a word that may be something else: 八一前, but 八一中学; 白露期间, but 白露镇."""
DOUBTFUL = frozenset({"六一", "七一", "八一", "五四", "三八", "新年", *holidays.TERMS}) - {"清明", "冬至"}
NO_MAY_DAY = LazyPattern("[路街村镇乡社小中大厂农广]")


@lru_cache(maxsize=1)
def _feasts() -> re.Pattern[str]:
    return re.compile(f"(?:农历|阴历)?({'|'.join(holidays.names())})(节)?(假期|长假|黄金周|小长假|期间)?")


def _feast(reading: Reading, match: Match) -> Read | None:
    found = _feasts().match(reading.text, match.start())
    if found is None:
        return None
    name, end = found[1], found.end()
    if not reading.whole and not found[2] and not found[3]:
        if name in DOUBTFUL and not FEAST_FOLLOWS.match(reading.text, end):
            return None
        if name == "五一" and NO_MAY_DAY.match(reading.text, end):
            return None
    return feast_point(name, GOLDEN_WEEK if found[3] and name in ("国庆", "春节") else 1), end


def feast_point(name: str, length: int = 1) -> Point:
    """Return the day of a feast, or the `length` days from it on."""

    def build(year: date) -> Days | None:
        day = holidays.day_of_holiday(name, year.year)
        return first_days((day, day), length) if day else None

    return in_year(build, "day", f"feast {name}")


def _october_first(reading: Reading, match: Match) -> Point | None:
    # 十一 alone is the number eleven.
    if not match[1] and not FEAST_FOLLOWS.match(reading.text, match.end()) and reading.text != "十一":
        return None
    return feast_point("国庆", GOLDEN_WEEK if match[1] else 1)


LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _lunar(_: Reading, match: Match) -> Point:
    month_number = LUNAR_MONTHS.get(match[1]) or number(match[1])
    day = number(match[2].removeprefix("初"))

    def build(year: date) -> Days | None:
        found = holidays.lunar_day(year.year, month_number, day)
        return (found, found) if found else None

    return in_year(build, "day", "lunar day")


LUNAR_DAY = r"(初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
FEAST_STARTS = "".join(sorted({name[0] for name in holidays.names()})) + "农阴"
NO_MONTH = "(?!一次|两次|报[^送告]|刊|饼|球|亮|光|嫂|票|薪|均|租|结)"
"""What must not follow 月: 一月一次, 三月刊."""
YEAR_END = (
    r"(?<![\d零一二三四五六七八九十两半几多数每全当今明去前后近往成生百千青少老中])年"
    r"(?=之?前(?![\d一二三四五六七八九十两几个往来后夕言]))"
)
"""年前 means before the year is over; not 两年前, 多年前."""
QUARTER = (
    r"(?:第?(?P<nth>[1-4一二三四])个?季度?|(?P<end>首|末|最后一)个?季度?|q(?P<q>[1-4])(?![\da-z])季?度?)"
    r"(?P<part>[末底初]?)(?!节|一次)"
)
TWO_QUARTERS = r"第?([1-4一二三四])(?:季?度?、|季度|(?=[一二三四]))第?([1-4一二三四])个?季度"

YEAR_PARTS = Table(
    (
        Rule("lunar", "农阴", rf"(?:农历|阴历)({MONTH_NUMBER}|[正冬腊])月{LUNAR_DAY}", _lunar),
        Rule("lunar", "正腊冬", rf"([正冬腊])月{LUNAR_DAY}", _lunar),
        Rule("lunar", NUMERALS, rf"({MONTH_NUMBER})月(初[一二三四五六七八九十])", _lunar),
        Rule("months", NUMERALS, rf"({MONTH_NUMBER}){TO}({MONTH_NUMBER})月份?{NO_MONTH}", _months),
        Rule("months", NUMERALS, rf"({MONTH_NUMBER})月?份?、({MONTH_NUMBER})月份?{NO_MONTH}", _two_months),
        Rule("month", NUMERALS, rf"({MONTH_NUMBER})月份?{NO_MONTH}", month),
        # 9底前 was printed for 9月底前.
        Rule("month", DIGITS, r"(1[0-2]|0?[1-9])(?=底前)", month),
        Rule("quarters", NUMERALS + "第", TWO_QUARTERS, _two_quarters),
        Rule("quarters", NUMERALS, rf"([1-4一二三四])季?度?{TO}第?([1-4一二三四])季度?", _quarter_range),
        Rule("quarter", "1234一二三四第首末最qQ", QUARTER, _quarter),
        Rule("quarters", "前后头最", rf"(?P<edge>前|后|头|最后)(?P<count>{SMALL})个?季度?", _quarters),
        Rule("half", "上下前后", r"([上下前后])(?:个)?半年度?", _half),
        Rule("half", "hH", r"h([12])(?![\da-z])", _half),
        Rule("vacation", "暑", "暑假", _vacation),
        Rule("year end", "年", YEAR_END, _year_end),
        Rule("feast", "十", "(?<![二三四五六七八九])十一(?!月)(长假|假期|黄金周|期间)?", _october_first),
        Rule("feast", FEAST_STARTS, "", _feast),
    )
)
"""Parts of a year that may stand alone: then the year is guessed."""

WITHIN_YEAR = Table(
    (
        *YEAR_PARTS.rules,
        Rule("week", "第首最末", rf"{WHICH}{WEEK}(?![一二三四五六日天])", _week),
        Rule("nth month", "第首最末", rf"{WHICH}月份?", _nth_month),
        Rule("months", "前后头最开", rf"(?P<edge>前|后|头|最后|开头)(?P<count>{SMALL})个?月", _edge_months),
        Rule("days", "前后头最首开", EDGE, _edge_days),
        Rule("same month", "本当同", "[本当同]月", _same_month),
    )
)
"""What may follow a year."""

YEAR_PART = LazyPattern(rf"年?(?P<part>初|伊始|底|末|尾)|年{MIDDLE}")
"""What may follow the word for a year: 2020年底, 明年年初."""


def _year_at(reading: Reading, year: int, at: int, rule: str) -> Read:
    """Read the part of `year` that stands at `at`, or the whole year."""
    text = reading.text
    if not 1 <= year <= 9000:
        return fixed(None, "year", rule), at
    after = at + text.startswith("的", at)
    part = WITHIN_YEAR.read(reading, after)
    if part is not None:
        return within(rule, date(year, 1, 1), part[0]), part[1]
    no_month = NO_SUCH_MONTH.match(text, after)
    if no_month:
        return fixed(None, "month", "no such month"), no_month.end()
    found = YEAR_PART.match(text, after)
    if found:
        return within(rule, date(year, 1, 1), _part(reading, found)), found.end()
    return fixed(year_of(year), "year", rule), at


def _year(reading: Reading, match: Match) -> Read:
    return _year_at(reading, number(match[1]), match.end(), "year")


def _short_year(reading: Reading, match: Match) -> Read | None:
    year = full_year(number(match[1]), reading.today)
    read = _year_at(reading, year, match.end(), "short year")
    # 15年 may be fifteen years: a question must say more, as in 20年10月.
    return read if reading.whole or read[1] > match.end() else None


YEARS_AWAY = {
    **{"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "当年": 0},
    **{"这年": 0, "这一年": 0, "明年": 1, "来年": 1, "次年": 1, "翌年": 1, "下年": 1, "下一年": 1},
    **{"后年": 2, "大后年": 3},
}


def _near_year(reading: Reading, match: Match) -> Read:
    return _year_at(reading, reading.today.year + YEARS_AWAY[match[1]], match.end(), match[1])


ONLY_YEARS = LazyPattern(r"[\d\s=从自到至~.\-年前起]*")
YEAR_NUMBER = r"((?:1[89]|2[01])\d\d)"


def _bare_year(reading: Reading, match: Match) -> Point | None:
    # A year without its sign is read only where nothing else is said, or before another year: 2016到2018年.
    if not match[2] and not (reading.whole and ONLY_YEARS.fullmatch(reading.text)):
        return None
    return fixed(year_of(number(match[1])), "year", "bare year")


def _this_year(reading: Reading, _: Match) -> Point:
    return fixed(year_of(reading.today.year), "year", "今年")


NO_SPAN = r"(?![前后内](?![\d一二三四五六七八九十两半]))"
"""15年前 is fifteen years ago, 58年前七个月 is in 1958."""

YEARS = Table(
    (
        Rule("year", "12", rf"{YEAR_NUMBER}年(?:度|份)?", _year),
        Rule("year", "一二", r"([一二][零〇一二三四五六七八九]{3})年(?:度|份)?", _year),
        Rule("year", "一二两", r"([一二两]千[零〇一二三四五六七八九十百]{0,6})年", _year),
        Rule("short year", DIGITS, rf"(0\d|\d\d(?=年{NO_SPAN}))年(?:度|份)?", _short_year),
        Rule("short year", HAN_DIGITS, rf"([零〇一二三四五六七八九]{{2}})年{NO_SPAN}(?:度|份)?", _short_year),
        Rule(
            "five-year plan",
            '十“"',
            '[“"]?十([二三四五六])五[”"]?(?:规划)?(?:期间|时期|期内|期?(末))',
            _five_years,
        ),
        Rule("bare year", "12", rf"{YEAR_NUMBER}(?![\d年])(?=({TO}(?:19|20)?\d\d年)?)", _bare_year),
        Rule("near year", "大前去上今本当这明来次翌下后", f"({'|'.join(YEARS_AWAY)})度?", _near_year),
        Rule("year part", "年岁", f"[年岁](?P<part>初|底|末|尾|{MIDDLE})", _part),
        Rule("this year", "年全", "年(?=内)|全年", _this_year),
    )
)
"""Years, and the parts of a year that name themselves."""
