"""The words of English dates, as patterns."""

import re

from data.dates.periods.points import (
    Point,
    fixed,
    year_of,
)
from data.dates.periods.rules import LazyPattern, Match, Reading

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
DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]){TH}(?![\da-z]|:\d)"
LAST_DAY = rf"(?: *(?:-|~|to|until|till|through) *(?:the )?(?P<last>3[01]|[12]\d|0?[1-9]){TH}(?![\da-z]|:\d))"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
UNIT = rf"(?P<kind>working |business |calendar )?(?P<unit>day|week|fortnight|month|quarter|year)s?{END}"
NTH = "(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final|latter)"
DIRECTION = (
    "(?P<way>this|(?:the )?current|within the|during the|next|(?:this |the )?coming|last|(?:the )?previous)"
)

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


def after_preposition(reading: Reading, at: int) -> bool:
    """Tell whether a preposition stands before `at`."""
    return bool(PREPOSITION.search(reading.text, max(0, at - 12), at))


def month_number(match: Match) -> int:
    """Return the number of the month that a phrase names."""
    return MONTHS.index(match["month"][:3].lower()) + 1


def in_printed_year(point: Point, year: str | None) -> Point:
    """Return `point` in the year that was printed, if one was."""
    if not year:
        return point
    from_year = year_of(int(year))[0]
    return fixed(point.build(from_year), point.grain, point.rule)


def steps_of(way: str) -> int:
    """Return how far this, next and last are away."""
    way = way.lower()
    return 1 if "next" in way or "coming" in way else -1 if "last" in way or "previous" in way else 0
