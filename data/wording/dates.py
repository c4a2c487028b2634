"""Days, distances and periods in words, in Chinese and English; pure."""

from datetime import date

from data.dates.values import Period
from data.wording.language import Language

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date, today: date, language: Language = Language.ZH) -> str:
    """Say a `day` as month and day, with its year where that is not the year of `today`."""
    other_year = day.year != today.year
    if language is Language.EN:
        return f"{day.day} {MONTHS_EN[day.month - 1]}" + (f" {day.year}" if other_year else "")
    return (f"{day.year}年" if other_year else "") + f"{day.month}月{day.day}日"


def say_weekday(day: date, language: Language = Language.ZH) -> str:
    """Say which day of the week a `day` is."""
    if language is Language.EN:
        return WEEKDAYS_EN[day.weekday()]
    return f"周{WEEKDAYS_ZH[day.weekday()]}"


def say_date(day: date, today: date, language: Language = Language.ZH) -> str:
    """Say a `day` with its weekday: 9月30日周三, Wed 30 Sep."""
    spoken, weekday = say_day(day, today, language), say_weekday(day, language)
    return f"{weekday} {spoken}" if language is Language.EN else f"{spoken}{weekday}"


def say_left(days: int, language: Language = Language.ZH) -> str:
    """Say how many `days` are left; a negative number has passed."""
    if language is Language.EN:
        return _say_left_en(days)
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"已逾期{-days}天"


def _say_left_en(days: int) -> str:
    if days == 0:
        return "due today"
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} left" if days > 0 else f"{-days} {unit} overdue"


def say_span(start: date | None, end: date | None, today: date, language: Language = Language.ZH) -> str:
    """Say an inclusive span of days; an open side is left open, one day is said once."""
    if language is Language.EN:
        return _say_span_en(start, end, today)
    if start is None or end is None:
        if end is not None:
            return f"截至{say_day(end, today)}"
        return f"{say_day(start, today)}起" if start is not None else ""
    if start == end:
        return say_day(end, today)
    return f"{say_day(start, today)}至{_say_end_zh(start, end)}"


def _say_end_zh(start: date, end: date) -> str:
    if start.year == end.year:
        return f"{end.month}月{end.day}日"
    return f"{end.year}年{end.month}月{end.day}日"


def _say_span_en(start: date | None, end: date | None, today: date) -> str:
    if start is None or end is None:
        if end is not None:
            return f"up to {say_day(end, today, Language.EN)}"
        return f"from {say_day(start, today, Language.EN)}" if start is not None else ""
    if start == end:
        return say_day(end, today, Language.EN)
    if start.year != end.year:
        # 1 Dec – 31 Dec 2023 would look like one month.
        return f"{_with_year(start)} – {_with_year(end)}"
    return f"{say_day(start, today, Language.EN)} – {say_day(end, today, Language.EN)}"


def _with_year(day: date) -> str:
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def say_period(period: Period, today: date, language: Language = Language.ZH) -> str:
    """Say a `period` as it was typed, with the days for which it was taken: 本月（9月1日至9月30日）.

    A phrase typed in the other language is left out, so that an answer does not mix them.
    """
    span = say_span(period.start, period.end, today, language)
    phrase = period.text.strip() if _fits(period.text, language) else ""
    if not phrase or phrase == span:
        return span
    if not span:
        return phrase
    return f"{phrase} ({span})" if language is Language.EN else f"{phrase}（{span}）"


def _fits(phrase: str, language: Language) -> bool:
    """Whether a phrase may be said again: in the language of the answer, and not itself a date in English."""
    if len(phrase) > 20 or phrase.isascii() != (language is Language.EN):
        return False
    spelt = any(sign.isdigit() for sign in phrase) or any(name.lower() in phrase for name in MONTHS_EN)
    return language is Language.ZH or not spelt
