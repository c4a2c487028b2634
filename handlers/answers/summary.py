"""summary: the figures of a week, a month or another period."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from data.clock import ZONE
from data.dates.values import Period
from data.progress import add_up
from data.repositories.milestones import Within
from data.units.values import Certainty
from handlers.answers.asking import EXECUTING, Asking
from handlers.answers.entries import Span, entries_within
from handlers.answers.values import Answer, Figures, TaskEntry

WEEK = timedelta(days=7)


def answer_summary(asking: Asking) -> Answer:
    """Answer the figures of a week, or of the period that was asked about."""
    period = asking.query.period
    if period is None or period.start is None or period.end is None:
        period = week_of(asking.today)
    start, end = period.start or asking.today, period.end or asking.today
    counted = asking.standings.counted(asking.whom, EXECUTING, None, None, asking.today)
    due = _due(asking, Span(start, end))
    figures = Figures(
        newly_done=asking.standings.done_between(_midnight(start), _midnight(end + timedelta(days=1))),
        due=_definite(due),
        due_next=_definite(_due(asking, Span(end + timedelta(days=1), end + WEEK))),
        undecided=asking.tasks.count_unsettled(),
    )
    counts = add_up(counted)
    return replace(asking.answer(), period=period, counts=counts, figures=figures)


def week_of(day: date) -> Period:
    """Return the week of a `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), text="本周")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZONE)


def _due(asking: Asking, span: Span) -> list[TaskEntry]:
    reached = asking.reach(Within(span.start, span.end), EXECUTING)
    return entries_within(reached, {}, span, asking.today)


def _definite(entries: Iterable[TaskEntry]) -> int:
    return sum(entry.certainty is Certainty.DEFINITE for entry in entries)
