"""The words for a summary's period, and its rates in words; pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.reports.figures import Summary
from data.reports.shares import share
from data.reports.spans import is_month, is_week, span_after
from data.wording.dates import say_day

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a period, the one before it and the one after it are called.

    Whoever opens a picture or a document later must not take its week for the running one.
    """

    this: str
    last: str
    next: str
    report: str


WEEK = Terms("当周", "前一周", "下一周", "周报")
OTHER = Terms("本期", "上期", "下期", "进展情况")


def terms_of(summary: Summary) -> Terms:
    """Choose the words: a week from Monday to Sunday, a calendar month, or another period."""
    start, end = summary.start, summary.end
    if is_week(start, end):
        return WEEK
    if not is_month(start, end):
        return OTHER
    before, after = (_say_month(day, start) for day in (start - DAY, end + DAY))
    return Terms(f"{start.month}月", before, after, "月报")


def _say_month(day: date, within: date) -> str:
    year = "" if day.year == within.year else f"{day.year}年"
    return f"{year}{day.month}月"


def say_when(summary: Summary) -> str:
    """Say the period with its year, and the day as of which the figures stand where that is not its end."""
    start, end = summary.start, summary.end
    first, last = f"{start.year}年{start.month}月{start.day}日", say_day(end, start)
    span = first if start == end else f"{first}—{last}"
    return span if summary.as_of == end else f"{span}（截至{say_day(summary.as_of, start)}）"


def say_next(summary: Summary) -> str:
    """Say the period after this one: a month by its name, others by their days."""
    if is_month(summary.start, summary.end):
        return terms_of(summary).next
    first, last = span_after(summary.start, summary.end)
    if first == last:
        return say_day(first, summary.start)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{say_day(first, summary.start)}—{f'{last.day}日' if same_month else say_day(last, first)}"


def say_full(day: date) -> str:
    """Say a day as documents do, with its year."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_share(part: int, whole: int) -> str:
    """Say a share in whole percents; without a whole it is a dash."""
    return f"{share(part, whole)}%" if whole else "—"


def say_points(difference: float, terms: Terms) -> str:
    """Say how a rate (0 to 1) moved against the period before."""
    tenths = round(abs(difference) * 1000)
    if not tenths:
        return f"与{terms.last}持平"
    points = f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"
    return f"较{terms.last}{'提高' if difference > 0 else '下降'}{points}个百分点"
