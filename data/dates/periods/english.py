"""Points in English: this month, next 10 days, mid-October, 15 Oct 2020, Q4 2020, end of next week."""

import re
from datetime import date, timedelta

from data.dates.periods.months import nth_week, nth_weekday
from data.dates.periods.points import (
    Days,
    Point,
    add_days,
    add_months,
    day_of,
    fixed,
    in_month,
    in_year,
    month_of,
    months_of,
    week_of,
    year_of,
)
from data.dates.periods.relative import shift, soon, weekday_point, weekend_point
from data.dates.periods.rules import DIGITS, LazyPattern, Match, Read, Reading, Rule, Table
from data.dates.periods.years import feast_point, full_year, half_of_year

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"day": "天", "week": "周", "fortnight": "周", "month": "月", "quarter": "季度", "year": "年"}
COUNTS = {
    word: at + 1
    for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"a": 1, "an": 1, "few": 3, "a few": 3, "couple of": 2, "a couple of": 2, "fifteen": 15, "thirty": 30}
ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"fifth": 5, "5th": 5, "last": -1, "final": -1, "latter": 2},
}

END = "(?![a-z])"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    rf"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?){END}\.?"
)
WEEKDAY = (
    "(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    rf"{END}\.?"
)
YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
OF_YEAR = rf"(?:,? *(?:of |in )?{YEAR})?"
TH = "(?:st|nd|rd|th)?"
DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]){TH}(?![\d:a-z])"
LAST_DAY = rf"(?: *(?:-|~|to|until|till|through) *(?:the )?(?P<last>3[01]|[12]\d|0?[1-9]){TH}(?![\d:a-z]))"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
UNIT = rf"(?P<kind>working |business |calendar )?(?P<unit>day|week|fortnight|month|quarter|year)s?{END}"
NTH = "(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final|latter)"
DIRECTION = "(?P<way>this|current|the current|next|coming|the coming|last|previous|the previous)"

PREPOSITION = LazyPattern(
    r"(?<![a-z])(?:in|by|before|until|till|of|from|since|to|after|during|for|on|the|this|next|last|due|and|or"
    r"|early|mid|late|through|between)[ -]*$",
    re.IGNORECASE,
)
NOT_A_DAY = LazyPattern(
    r" *(?:items?|tasks?|rows?|phases?|stages?|plans?|ones?|entr|units?|domains?|quarter|week|half|month)",
    re.I,
)
LONG_NAME = LazyPattern(r"[a-z]{6,}|june|july|april|august", re.IGNORECASE)


def _after_preposition(reading: Reading, at: int) -> bool:
    return bool(PREPOSITION.search(reading.text, max(0, at - 12), at))


def _month_number(match: Match) -> int:
    return MONTHS.index(match["month"][:3].lower()) + 1


def _in_printed_year(point: Point, year: str | None) -> Point:
    """Return `point` in the year that was printed, if one was."""
    if not year:
        return point
    from_year = year_of(int(year))[0]
    return fixed(point.build(from_year), point.grain, point.rule)


# -- days and months by name


def _named_day(_: Reading, match: Match) -> Point:
    """Read Oct 15th, 15 October 2020, Oct 1-15."""
    month, day, last = (
        _month_number(match),
        int(match["day"]),
        int(match.groupdict().get("last") or match["day"]),
    )

    def build(year: date) -> Days | None:
        start, end = day_of(year.year, month, day), day_of(year.year, month, last)
        return (start[0], end[1]) if start and end and day <= last else None

    return _in_printed_year(in_year(build, "range" if last > day else "day", "month day"), match["year"])


def _named_month(reading: Reading, match: Match) -> Point | None:
    """Read October, Dec 2021; `may` and the short names only where a month can stand."""
    word, month = match["month"], _month_number(match)
    sure = bool(match["year"]) or reading.whole or _after_preposition(reading, match.start())
    if not sure and (
        word.lower() in ("may", "mar", "march") or (word.islower() and not LONG_NAME.match(word))
    ):
        return None
    point = in_year(lambda year: month_of(year.year, month), "month", "month")
    return _in_printed_year(point, match["year"])


def _day_of_month(reading: Reading, match: Match) -> Point | None:
    """Read the 15th."""
    if NOT_A_DAY.match(reading.text, match.end()) or not (
        reading.whole or _after_preposition(reading, match.start())
    ):
        return None
    day = int(match["day"])
    if match["way"]:
        first = add_months(reading.today.replace(day=1), _steps(match["way"]))
        return fixed(day_of(first.year, first.month, day), "day", "day")
    return in_month(lambda month: day_of(month.year, month.month, day), "day", "day")


def _weekday(reading: Reading, match: Match) -> Read | Point | None:
    """Read Friday, Friday next week, and Friday, Oct 16, where the date counts."""
    weekday = WEEKDAYS.index(match["weekday"][:3].lower())
    if match["date"]:
        dated = reading.points.read(reading, match.start("date"))
        if dated and dated[0].grain == "day":
            return dated
    word = match["weekday"]
    if len(word) < 5 and not (reading.whole or _after_preposition(reading, match.start())):
        return None
    if match["way"]:
        monday = week_of(reading.today, _steps(match["way"]))[0]
        day = add_days(monday, weekday)
        return fixed((day, day), "day", "weekday"), match.end("week")
    return weekday_point(weekday), match.end("weekday")


# -- relative


def _steps(way: str) -> int:
    way = way.lower()
    return 1 if "next" in way or "coming" in way else -1 if "last" in way or "previous" in way else 0


DAYS_AWAY = {
    **{"today": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1},
    **{"the day after tomorrow": 2, "day after tomorrow": 2, "the day before yesterday": -2},
    **{"eod": 0, "cob": 0, "end of day": 0, "end of the day": 0, "end of today": 0},
}


def _near_day(reading: Reading, match: Match) -> Point:
    day = add_days(reading.today, DAYS_AWAY.get(match[0].lower(), -2))
    return fixed((day, day), "day", match[0].lower())


def unit_away(reading: Reading, unit: str, steps: int) -> Point:
    """Return this, the next or the last week, month, quarter, half or year."""
    today = reading.today
    first = today.replace(day=1)
    rule = f"{('last', 'this', 'next')[max(-1, min(steps, 1)) + 1]} {unit}"
    if unit in ("week", "fortnight"):
        return fixed(week_of(today, steps), "week", rule)
    if unit == "weekend":
        monday, sunday = week_of(today, steps)
        return fixed((add_days(monday, 5), sunday), "day", rule)
    if unit == "month":
        first = add_months(first, steps)
        return fixed(month_of(first.year, first.month), "month", rule)
    if unit == "day":
        day = add_days(today, steps)
        return fixed((day, day), "day", rule)
    if unit == "year":
        return fixed(year_of(add_months(first, 12 * steps).year), "year", rule)
    length = 3 if unit == "quarter" else 6
    first = add_months(first, length * steps - (first.month - 1) % length)
    return fixed(months_of(first.year, first.month, first.month + length - 1), unit, rule)


def _near_unit(reading: Reading, match: Match) -> Point:
    return unit_away(reading, match["unit"].lower(), _steps(match["way"]))


def _unit_after_next(reading: Reading, match: Match) -> Point:
    return unit_away(reading, match["unit"].lower(), 2 if match["after"] else -2)


def _near_name(reading: Reading, match: Match) -> Point:
    """Read next Friday (of the next week), this October, last October."""
    steps = _steps(match["way"])
    if match["weekday"]:
        monday = week_of(reading.today, steps)[0]
        day = add_days(monday, WEEKDAYS.index(match["weekday"][:3].lower()))
        return fixed((day, day), "day", "near weekday")
    month, today = _month_number(match), reading.today
    year = today.year
    if steps > 0:
        year += month <= today.month
    elif steps < 0:
        year -= month >= today.month
    return fixed(month_of(year, month), "month", "near month")


def _moved(reading: Reading, match: Match, sign: int) -> date:
    token = match["count"].lower()
    count = COUNTS.get(token) or int(token)
    unit = match["unit"].lower()
    if unit == "fortnight":
        count *= 2
    working = (match["kind"] or "").strip().lower() in ("working", "business")
    return shift(reading.today, sign * count, "工作日" if working else UNITS[unit])


def _ahead(reading: Reading, match: Match) -> Point:
    return fixed((reading.today, _moved(reading, match, 1)), "span", "ahead")


def _behind(reading: Reading, match: Match) -> Point:
    return fixed((_moved(reading, match, -1), reading.today), "span", "behind")


def _away(reading: Reading, match: Match) -> Point:
    day = _moved(reading, match, -1 if match["way"].lower() == "ago" else 1)
    return fixed((day, day), "day", match["way"].lower())


# -- parts of something that follows


def _target(reading: Reading, at: int) -> Read | None:
    """Read what a part is part of: October, next month, the year, 2021."""
    bare = BARE.match(reading.text, at)
    if bare:
        return unit_away(reading, bare[1].lower(), 0), bare.end()
    year = BARE_YEAR.match(reading.text, at)
    if year:
        return fixed(year_of(int(year[1])), "year", "year"), year.end()
    return reading.points.read(reading, at)


BARE_YEAR = LazyPattern(YEAR)
BARE = LazyPattern(r"(?:the |this |current )?(week|month|quarter|year)(?![a-z])", re.IGNORECASE)


def _part_of(reading: Reading, match: Match) -> Read | None:
    """Read end of October, mid-October, first half of 2021, beginning of the year."""
    read = _target(reading, match.end())
    if read is None:
        return None
    target, end = read
    if target.grain not in ("week", "month", "quarter", "half", "year"):
        return None
    word = match["part"].lower()

    def build(anchor: date) -> Days | None:
        days = target.build(anchor)
        return days and part_of(days, target.grain, word)

    return Point(build, "part", f"{word} of {target.rule}", target.missing, target.pick), end


def part_of(days: Days, grain: str, word: str) -> Days:
    """Return the beginning, the middle, the end or a half of `days`."""
    first, last = days
    which = 2 if word.startswith(("end", "late", "second", "latter", "2nd", "last", "close")) else 0
    which = 1 if word.startswith(("mid", "halfway")) else which
    if "half" in word:
        return _half_of(days, grain, second=which == 2)
    if grain == "month":
        starts = (first, first.replace(day=11), first.replace(day=21))
        return starts[which], (add_days(first, 9), add_days(first, 19), last)[which]
    if grain == "week":
        starts = (first, add_days(first, 2), add_days(first, 4))
        return starts[which], (add_days(first, 1), add_days(first, 2), last)[which]
    month = (first.month, first.month + (last.month - first.month) // 2, last.month)[which]
    if grain == "year" and which == 0:
        return months_of(first.year, 1, 2)
    if grain == "year" and which == 1:
        return months_of(first.year, 6, 7)
    return month_of(first.year, month)


def _half_of(days: Days, grain: str, *, second: bool) -> Days:
    first, last = days
    if grain == "month":
        return (first.replace(day=16), last) if second else (first, first.replace(day=15))
    middle = (
        add_months(first, 6) if grain == "year" else first + timedelta(days=((last - first).days + 1) // 2)
    )
    return (middle, last) if second else (first, add_days(middle, -1))


def _nth_of(reading: Reading, match: Match) -> Read | None:
    """Read the first week of October, the last Friday of November, the second Monday of next month."""
    read = _target(reading, match.end())
    if read is None or read[0].grain not in ("month", "year", "quarter"):
        return None
    target, end = read
    nth = ORDINALS[match["nth"].lower()]
    weekday = WEEKDAYS.index(match["weekday"][:3].lower()) if match["weekday"] else None

    def build(anchor: date) -> Days | None:
        days = target.build(anchor)
        if days is None:
            return None
        return nth_week(*days, nth) if weekday is None else nth_weekday(*days, weekday, nth)

    return Point(build, "week" if weekday is None else "day", "nth of", target.missing), end


def _week_with(reading: Reading, match: Match) -> Read | None:
    read = reading.points.read(reading, match.end())
    if read is None or read[0].grain != "day":
        return None
    point = read[0]

    def build(anchor: date) -> Days | None:
        days = point.build(anchor)
        return days and week_of(days[0])

    return Point(build, "week", "week of", point.missing), read[1]


# -- quarters, halves, years, feasts


def _quarter(reading: Reading, match: Match) -> Point:
    said = match.groupdict()
    token = (said.get("nth") or said.get("q") or said["last_q"]).lower()
    nth = int(token) if token.isdigit() else ORDINALS[token]
    nth = 4 if nth < 0 else nth
    point = in_year(lambda year: months_of(year.year, 3 * nth - 2, 3 * nth), "quarter", "quarter")
    return _of_year(reading, match, point)


def _half(reading: Reading, match: Match) -> Point:
    said = match.groupdict()
    token = (said.get("nth") or said["h"]).lower()
    return _of_year(reading, match, half_of_year(1 if token in ("first", "1st", "1") else 2))


def _of_year(reading: Reading, match: Match, point: Point) -> Point:
    """Return `point` in the year that the phrase names, in whatever way it does."""
    said = match.groupdict()
    year: str | None = said.get("year") or said.get("before")
    if said.get("way"):
        year = str(reading.today.year + _steps(said["way"]))
    elif said.get("short"):
        year = str(full_year(int(said["short"]), reading.today))
    return _in_printed_year(point, year)


WHICH_YEAR = rf"(?:,? *(?:of |in )?(?:{YEAR}|'(?P<short>\d\d)(?!\d)|(?P<way>this|next|last) year))?"
YEAR_BEFORE = r"(?P<before>(?:19|20|21)\d\d)[ -]?"


def _year(reading: Reading, match: Match) -> Point | None:
    if not _after_preposition(reading, match.start()) or match.start() == 0:
        return None
    return fixed(year_of(int(match["year"])), "year", "year")


FEASTS = {
    **{"christmas eve": "平安夜", "christmas": "圣诞", "national day": "国庆", "new year's eve": "跨年夜"},
    **{"new year's day": "元旦", "new year": "元旦", "chinese new year": "春节", "lunar new year": "春节"},
    **{
        "spring festival": "春节",
        "lantern festival": "元宵",
        "dragon boat festival": "端午",
        "qingming": "清明",
    },
    **{"mid-autumn festival": "中秋", "mid-autumn": "中秋", "labor day": "五一", "labour day": "五一"},
    **{"may day": "五一", "thanksgiving": "感恩节", "halloween": "万圣节", "valentine's day": "情人节"},
    **{"women's day": "妇女节", "children's day": "儿童节", "teachers' day": "教师节", "army day": "建军节"},
    **{
        "mother's day": "母亲节",
        "father's day": "父亲节",
        "double ninth": "重阳",
        "tomb-sweeping day": "清明",
    },
}


def _feast(reading: Reading, match: Match) -> Point:
    return _of_year(reading, match, feast_point(FEASTS[match["feast"].lower()]))


def _lately(reading: Reading, _: Match) -> Point:
    return fixed((add_days(reading.today, -14), reading.today), "soon", "lately")


def _of(starts: str) -> str:
    """Return the letters with which words may begin, small and capital."""
    return starts + starts.upper()


IN_MONTHS, IN_WEEKDAYS = _of("jfmasond"), _of("mtwfs")
DATE_AFTER = r"(?:,? *(?P<date>(?:the )?(?:\d|[a-z]{3})))?"

ENGLISH = Table(
    (
        Rule("nth of", "12345" + _of("fstl"), rf"{NTH} (?:week|{WEEKDAY})(?: of| in) ?(?:the )?", _nth_of),
        Rule(
            "month day",
            IN_MONTHS,
            rf"{MONTH}[ -]*(?:the )?{DAY}{LAST_DAY}?(?:,?[ -]*(?:of )?{YEAR})?",
            _named_day,
        ),
        Rule(
            "month day",
            DIGITS,
            rf"{DAY}{LAST_DAY}?(?: +day)?(?: +of)?[ -]*{MONTH}(?:,?[ -]*{YEAR})?",
            _named_day,
        ),
        Rule(
            "month day", "12", rf"{YEAR}[ -]+{MONTH}[ -]*(?P<day>3[01]|[12]\d|0?[1-9]){TH}(?!\d)", _named_day
        ),
        Rule(
            "feast",
            _of("cnsldmtqhvwfa"),
            rf"(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))}){END}{WHICH_YEAR}",
            _feast,
        ),
        Rule("month", IN_MONTHS, rf"{MONTH}{OF_YEAR}", _named_month),
        Rule(
            "near day",
            _of("tydec"),
            rf"(?:{'|'.join(sorted(DAYS_AWAY, key=len, reverse=True))}|(?:the )?day before yesterday){END}",
            _near_day,
        ),
        Rule(
            "after next",
            _of("tdwmqy"),
            rf"(?:the )?(?P<unit>week|weekend|month|quarter|year) (?:(?P<after>after next)|before last){END}",
            _unit_after_next,
        ),
        Rule("ahead", _of("ncfut"), rf"(?:next|coming|following|upcoming) {COUNT} {UNIT}", _ahead),
        Rule(
            "ahead",
            _of("wi"),
            rf"(?:within|in)(?: the)?(?: next| coming| following)? {COUNT} {UNIT}(?:'? time)?",
            _ahead,
        ),
        Rule("behind", _of("lpi"), rf"(?:in the )?(?:last|past|previous|preceding) {COUNT} {UNIT}", _behind),
        Rule(
            "behind",
            _of("p"),
            r"past (?P<count>)?(?P<kind>)?(?P<unit>week|month|quarter|year)(?![a-z])",
            lambda r, m: _past_unit(r, m),
        ),
        Rule(
            "away",
            DIGITS + _of("abcdefinostwlq"),
            rf"{COUNT} {UNIT} (?P<way>ago|from now|from today|later|hence){END}",
            _away,
        ),
        Rule(
            "near unit",
            _of("tcnlp"),
            rf"{DIRECTION} (?P<unit>weekend|week|month|quarter|half|year|day){END}(?! day)",
            _near_unit,
        ),
        Rule("near name", _of("tcnlp"), rf"{DIRECTION} (?:{WEEKDAY}|{MONTH})", _near_name),
        Rule("quarter", _of("q"), rf"q(?P<q>[1-4])(?![\da-z]){WHICH_YEAR}", _quarter),
        Rule("quarter", "12", rf"{YEAR_BEFORE}(?:q(?P<q>[1-4])|(?P<last_q>[1-4])q)(?![\da-z])", _quarter),
        Rule("quarter", "1234", rf"(?P<q>[1-4])q(?![\da-z]){WHICH_YEAR}", _quarter),
        Rule("quarter", "1234" + _of("fstl"), rf"{NTH} quarter{END}{WHICH_YEAR}", _quarter),
        Rule("half", _of("h"), rf"h(?P<h>[12])(?![\da-z]){WHICH_YEAR}", _half),
        Rule("half", "12", rf"{YEAR_BEFORE}h(?P<h>[12])(?![\da-z])", _half),
        Rule(
            "part of",
            "12" + _of("bsemlfh"),
            r"(?P<part>beginning|start|early|middle|mid|end|late|close"
            r"|(?:first|second|latter|last|1st|2nd) half)"
            r"(?:[ -]+(?:of|in)(?![a-z])|(?=[ -]))[ -]*(?:the (?=\w))?",
            _part_of,
        ),
        Rule(
            "part of",
            _of("e"),
            rf"(?P<part>eo)(?P<unit>[mqyw]){END}",
            lambda reading, match: _end_of(reading, match),
        ),
        Rule("half", _of("fsl") + "12", rf"{NTH} half{END}{WHICH_YEAR}", _half),
        Rule("week of", _of("w"), r"week (?:of|commencing|beginning|starting|with) (?:the )?", _week_with),
        Rule("weekend", _of("w"), rf"weekend{END}", lambda _, __: weekend_point()),
        Rule(
            "weekday",
            IN_WEEKDAYS,
            rf"{WEEKDAY}(?P<week> (?:of )?(?P<way>this|next|last) week{END})?{DATE_AFTER}",
            _weekday,
        ),
        Rule(
            "day",
            DIGITS,
            rf"(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th){END}(?: of (?P<way>this|next|last|the) month)?",
            _day_of_month,
        ),
        Rule(
            "soon",
            _of("dusci"),
            rf"(?:due soon|upcoming|coming up|coming due|soon(?! as)|in the near future){END}",
            soon,
        ),
        Rule("lately", _of("rl"), rf"(?:recently|lately){END}", _lately),
        Rule("year", "12", rf"{YEAR}(?![年./-])", _year),
    )
)
"""Rules in English; letters of both cases are equal."""


def _past_unit(reading: Reading, match: Match) -> Point:
    return fixed((shift(reading.today, -1, UNITS[match["unit"].lower()]), reading.today), "span", "behind")


def _end_of(reading: Reading, match: Match) -> Point:
    unit = {"m": "month", "q": "quarter", "y": "year", "w": "week"}[match["unit"].lower()]
    target = unit_away(reading, unit, 0)
    days = target.build(reading.today)
    return fixed(days and part_of(days, unit, "end"), "part", f"end of {unit}")
