"""Points in English: this month, next 10 days, mid-October, 15 Oct 2020, Q4 2020, end of next week."""

from data.dates.periods.english_dates import (
    FEASTS,
    WHICH_YEAR,
    YEAR_BEFORE,
    day_of_month,
    named_day,
    named_feast,
    named_half,
    named_month,
    named_quarter,
    named_weekday,
    named_year,
)
from data.dates.periods.english_parts import end_of, nth_of, part_of, week_with
from data.dates.periods.english_relative import (
    DAYS_AWAY,
    ahead,
    away,
    behind,
    lately,
    near_day,
    near_name,
    near_unit,
    next_workday,
    past_unit,
    unit_after_next,
    year_to_date,
)
from data.dates.periods.english_words import (
    COUNT,
    DAY,
    DIRECTION,
    END,
    LAST_DAY,
    MONTH,
    NTH,
    OF_YEAR,
    TH,
    UNIT,
    WEEKDAY,
    YEAR,
)
from data.dates.periods.relative import soon, weekend_point
from data.dates.periods.rules import DIGITS, Rule, Table


def _of(starts: str) -> str:
    """Return the letters with which words may begin, small and capital."""
    return starts + starts.upper()


IN_MONTHS, IN_WEEKDAYS = _of("jfmasond"), _of("mtwfs")
DATE_AFTER = r"(?:,? *(?P<date>(?:the )?(?:\d|[a-z]{3})))?"

NEAR_DAYS = "|".join(sorted(DAYS_AWAY, key=len, reverse=True))

ENGLISH = Table(
    (
        Rule("nth of", "12345" + _of("fstl"), rf"{NTH} (?:week|{WEEKDAY})(?: of| in) ?(?:the )?", nth_of),
        Rule(
            "month day",
            IN_MONTHS,
            rf"{MONTH}[ -]*(?:the )?{DAY}{LAST_DAY}?(?:,?[ -]*(?:of )?{YEAR})?",
            named_day,
        ),
        Rule(
            "month day",
            DIGITS,
            rf"{DAY}{LAST_DAY}?(?: +day)?(?: +of)?[ -]*{MONTH}(?:,?[ -]*{YEAR})?",
            named_day,
        ),
        Rule(
            "month day", "12", rf"{YEAR}[ -]+{MONTH}[ -]*(?P<day>3[01]|[12]\d|0?[1-9]){TH}(?!\d)", named_day
        ),
        Rule(
            "feast",
            _of("cnsldmtqhvwfa"),
            rf"(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))}){END}{WHICH_YEAR}",
            named_feast,
        ),
        Rule("month", IN_MONTHS, rf"{MONTH}{OF_YEAR}", named_month),
        Rule(
            "near day",
            _of("tydecn"),
            rf"(?:{NEAR_DAYS}|now(?= (?:to|until|till|through))){END}",
            near_day,
        ),
        Rule(
            "after next",
            _of("tdwmqy"),
            rf"(?:the )?(?P<unit>week|weekend|month|quarter|year) (?:(?P<after>after next)|before last){END}",
            unit_after_next,
        ),
        Rule("ahead", _of("ncfut"), rf"(?:next|coming|following|upcoming) {COUNT} {UNIT}", ahead),
        Rule(
            "ahead",
            _of("wi"),
            rf"(?:within|in)(?: the)?(?: next| coming| following)? {COUNT} {UNIT}(?:'? time)?",
            ahead,
        ),
        Rule("behind", _of("lpi"), rf"(?:in the )?(?:last|past|previous|preceding) {COUNT} {UNIT}", behind),
        Rule(
            "behind",
            _of("p"),
            r"past (?P<count>)?(?P<kind>)?(?P<unit>week|month|quarter|year)(?![a-z])",
            past_unit,
        ),
        Rule(
            "away",
            DIGITS + _of("abcdefinostwlq"),
            rf"{COUNT} {UNIT} (?P<way>ago|from now|from today|later|hence){END}",
            away,
        ),
        Rule(
            "near unit",
            _of("tcnlpwd"),
            rf"{DIRECTION} (?:fiscal |financial |calendar )?"
            rf"(?P<unit>weekend|week|month|quarter|half|year|day){END}(?! day)",
            near_unit,
        ),
        Rule("next working day", _of("n"), rf"next (?:working|business) day{END}", next_workday),
        Rule("year to date", _of("y"), rf"(?:year[ -]to[ -]date|ytd){END}", year_to_date),
        Rule("near name", _of("tcnlp"), rf"{DIRECTION} (?:{WEEKDAY}|{MONTH})", near_name),
        Rule("quarter", _of("q"), rf"q(?P<q>[1-4])(?![\da-z]){WHICH_YEAR}", named_quarter),
        Rule(
            "quarter", "12", rf"{YEAR_BEFORE}(?:q(?P<q>[1-4])|(?P<last_q>[1-4])q)(?![\da-z])", named_quarter
        ),
        Rule("quarter", "1234", rf"(?P<q>[1-4])q(?![\da-z]){WHICH_YEAR}", named_quarter),
        Rule("quarter", "1234" + _of("fstl"), rf"{NTH} quarter{END}{WHICH_YEAR}", named_quarter),
        Rule("half", _of("h"), rf"h(?P<h>[12])(?![\da-z]){WHICH_YEAR}", named_half),
        Rule("half", "12", rf"{YEAR_BEFORE}h(?P<h>[12])(?![\da-z])", named_half),
        Rule(
            "part of",
            "12" + _of("bsemlfhr"),
            r"(?P<part>beginning|start|early|middle|mid|end|late|close|rest|remainder"
            r"|(?:first|second|latter|last|1st|2nd) half)"
            r"(?:[ -]+(?:of|in)(?![a-z])|(?=[ -]))[ -]*(?:the (?=\w))?",
            part_of,
        ),
        Rule("part of", _of("ymq"), rf"(?P<unit>year|month|quarter)[ -]end{END}", end_of),
        Rule(
            "part of",
            _of("e"),
            rf"(?P<part>eo)(?P<unit>[mqyw]){END}",
            end_of,
        ),
        Rule("half", _of("fsl") + "12", rf"{NTH} half{END}{WHICH_YEAR}", named_half),
        Rule("week of", _of("w"), r"week (?:of|commencing|beginning|starting|with) (?:the )?", week_with),
        Rule("weekend", _of("w"), rf"weekend{END}", lambda _, __: weekend_point()),
        Rule(
            "weekday",
            IN_WEEKDAYS,
            rf"{WEEKDAY}(?P<week> (?:of )?(?P<way>this|next|last) week{END})?{DATE_AFTER}",
            named_weekday,
        ),
        Rule(
            "day",
            DIGITS,
            rf"(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th){END}(?: of (?P<way>this|next|last|the) month)?",
            day_of_month,
        ),
        Rule(
            "soon",
            _of("dusci"),
            rf"(?:due soon|upcoming|coming (?:up|due|days|weeks)|soon(?! as)|in the near future){END}",
            soon,
        ),
        Rule("lately", _of("rl"), rf"(?:recently|lately){END}", lately),
        Rule("year", "12", rf"{YEAR}(?![年./-])", named_year),
    )
)
"""Rules in English; letters of both cases are equal."""
