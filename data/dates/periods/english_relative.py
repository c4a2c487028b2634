"""What is counted from today in English: next 10 days, this month, last Friday, 3 days ago."""

from datetime import date

from data.dates.periods.english_words import COUNTS, UNITS, WEEKDAYS, month_number, steps_of
from data.dates.periods.points import (
    Point,
    add_days,
    add_months,
    fixed,
    month_of,
    months_of,
    week_of,
    year_of,
)
from data.dates.periods.relative import add_workdays, shift, weekday_point
from data.dates.periods.rules import Match, Reading

DAYS_AWAY = {
    **{"today": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1},
    **{
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "the day before yesterday": -2,
        "day before yesterday": -2,
    },
    **{"eod": 0, "cob": 0, "end of day": 0, "end of the day": 0, "end of today": 0},
}


def near_day(reading: Reading, match: Match) -> Point:
    """Read today, tomorrow, the day after tomorrow."""
    day = add_days(reading.today, DAYS_AWAY.get(match[0].lower(), 0))
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


def next_workday(reading: Reading, _: Match) -> Point:
    """Read the next working day."""
    day = add_workdays(reading.today, 1)
    return fixed((day, day), "day", "next working day")


def year_to_date(reading: Reading, _: Match) -> Point:
    """Read year to date."""
    return fixed((reading.today.replace(month=1, day=1), reading.today), "range", "year to date")


def near_unit(reading: Reading, match: Match) -> Point:
    """Read this month, next week, last quarter."""
    return unit_away(reading, match["unit"].lower(), steps_of(match["way"]))


def unit_after_next(reading: Reading, match: Match) -> Point:
    """Read the week after next, the month before last."""
    return unit_away(reading, match["unit"].lower(), 2 if match["after"] else -2)


def near_name(reading: Reading, match: Match) -> Point:
    """Read next Friday (of the next week), this October, last October."""
    steps = steps_of(match["way"])
    if match["weekday"] and "coming" in match["way"].lower():
        return weekday_point(WEEKDAYS.index(match["weekday"][:3].lower()))
    if match["weekday"]:
        monday = week_of(reading.today, steps)[0]
        day = add_days(monday, WEEKDAYS.index(match["weekday"][:3].lower()))
        return fixed((day, day), "day", "near weekday")
    month, today = month_number(match), reading.today
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


def ahead(reading: Reading, match: Match) -> Point:
    """Read next 10 days, within two weeks."""
    return fixed((reading.today, _moved(reading, match, 1)), "span", "ahead")


def behind(reading: Reading, match: Match) -> Point:
    """Read last 7 days, past two weeks."""
    return fixed((_moved(reading, match, -1), reading.today), "span", "behind")


def away(reading: Reading, match: Match) -> Point:
    """Read 3 days ago, two weeks from now."""
    day = _moved(reading, match, -1 if match["way"].lower() == "ago" else 1)
    return fixed((day, day), "day", match["way"].lower())


def lately(reading: Reading, _: Match) -> Point:
    """Read recently: what was done in the last two weeks."""
    return fixed((add_days(reading.today, -14), reading.today), "soon", "lately")


def past_unit(reading: Reading, match: Match) -> Point:
    """Read past week, past month."""
    return fixed((shift(reading.today, -1, UNITS[match["unit"].lower()]), reading.today), "span", "behind")
