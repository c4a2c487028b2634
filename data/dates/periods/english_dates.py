"""Dates by name in English: 15 Oct 2020, October, the 15th, Friday, Q4 2020, first half of 2021."""

from datetime import date

from data.dates.periods.english_words import (
    LONG_NAME,
    NOT_A_DAY,
    ORDINALS,
    WEEKDAYS,
    YEAR,
    after_preposition,
    in_printed_year,
    month_number,
    steps_of,
)
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
from data.dates.periods.relative import weekday_point
from data.dates.periods.rules import Match, Read, Reading
from data.dates.periods.years import feast_point, full_year, half_of_year


def named_day(_: Reading, match: Match) -> Point:
    """Read Oct 15th, 15 October 2020, Oct 1-15."""
    month, day, last = (
        month_number(match),
        int(match["day"]),
        int(match.groupdict().get("last") or match["day"]),
    )

    def build(year: date) -> Days | None:
        start, end = day_of(year.year, month, day), day_of(year.year, month, last)
        return (start[0], end[1]) if start and end and day <= last else None

    return in_printed_year(in_year(build, "range" if last > day else "day", "month day"), match["year"])


def named_month(reading: Reading, match: Match) -> Point | None:
    """Read October, Dec 2021; `may` and the short names only where a month can stand."""
    word, month = match["month"], month_number(match)
    sure = bool(match["year"]) or reading.whole or after_preposition(reading, match.start())
    if not sure and (
        word.lower() in ("may", "mar", "march") or (word.islower() and not LONG_NAME.match(word))
    ):
        return None
    point = in_year(lambda year: month_of(year.year, month), "month", "month")
    return in_printed_year(point, match["year"])


def day_of_month(reading: Reading, match: Match) -> Point | None:
    """Read the 15th."""
    if NOT_A_DAY.match(reading.text, match.end()) or not (
        reading.whole or after_preposition(reading, match.start())
    ):
        return None
    day = int(match["day"])
    if match["way"]:
        first = add_months(reading.today.replace(day=1), steps_of(match["way"]))
        return fixed(day_of(first.year, first.month, day), "day", "day")
    return in_month(lambda month: day_of(month.year, month.month, day), "day", "day")


def named_weekday(reading: Reading, match: Match) -> Read | Point | None:
    """Read Friday, Friday next week, and Friday, Oct 16, where the date counts."""
    weekday = WEEKDAYS.index(match["weekday"][:3].lower())
    if match["date"]:
        dated = reading.points.read(reading, match.start("date"))
        if dated and dated[0].grain == "day":
            return dated
    word = match["weekday"]
    if len(word) < 5 and not (reading.whole or after_preposition(reading, match.start())):
        return None
    if match["way"]:
        monday = week_of(reading.today, steps_of(match["way"]))[0]
        day = add_days(monday, weekday)
        return fixed((day, day), "day", "weekday"), match.end("week")
    return weekday_point(weekday), match.end("weekday")


def named_quarter(reading: Reading, match: Match) -> Point:
    """Read Q4"""
    said = match.groupdict()
    token = (said.get("nth") or said.get("q") or said["last_q"]).lower()
    nth = int(token) if token.isdigit() else ORDINALS[token]
    nth = 4 if nth < 0 else nth
    point = in_year(lambda year: months_of(year.year, 3 * nth - 2, 3 * nth), "quarter", "quarter")
    return _of_year(reading, match, point)


def named_half(reading: Reading, match: Match) -> Point:
    """Read H1 2021, the first half of next year."""
    said = match.groupdict()
    token = (said.get("nth") or said["h"]).lower()
    return _of_year(reading, match, half_of_year(1 if token in ("first", "1st", "1") else 2))


def _of_year(reading: Reading, match: Match, point: Point) -> Point:
    """Return `point` in the year that the phrase names, in whatever way it does."""
    said = match.groupdict()
    year: str | None = said.get("year") or said.get("before")
    if said.get("way"):
        year = str(reading.today.year + steps_of(said["way"]))
    elif said.get("short"):
        year = str(full_year(int(said["short"]), reading.today))
    return in_printed_year(point, year)


WHICH_YEAR = rf"(?:,? *(?:of |in )?(?:{YEAR}|'(?P<short>\d\d)(?!\d)|(?P<way>this|next|last) year))?"
YEAR_BEFORE = r"(?P<before>(?:19|20|21)\d\d)[ -]?"


def named_year(reading: Reading, match: Match) -> Point | None:
    """Read 2021 after a preposition: in 2021."""
    if not after_preposition(reading, match.start()) or match.start() == 0:
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


def named_feast(reading: Reading, match: Match) -> Point:
    """Read National Day, Christmas 2020."""
    return _of_year(reading, match, feast_point(FEASTS[match["feast"].lower()]))
