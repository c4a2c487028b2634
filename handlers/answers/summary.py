"""summary: the figures of a week, a month, or all the time since the plans began."""

from dataclasses import replace
from datetime import date

from data.clock import ZONE
from data.dates.values import Period
from data.reports.figures import Scope
from data.reports.spans import week_of
from data.reports.summaries import Request, first_day, sum_up
from data.reports.weekly import Period as Days
from data.repositories.weekly import Extent
from handlers.answers.asking import Asking
from handlers.answers.values import Answer, Figures


def answer_summary(asking: Asking) -> Answer:
    """Answer the figures of a week, or of the period that was asked about."""
    period = _days(asking)
    request = Request(
        Extent(asking.region_id, next(iter(asking.named_plans), None), asking.whom),
        _scope(asking),
        Days(period.start or asking.today, period.end or asking.today, asking.today),
        ZONE,
    )
    summary = sum_up(asking.session, request)
    figures = Figures(summary.newly_done, summary.due, summary.due_next, summary.unnamed)
    return replace(asking.answer(), period=period, counts=summary.counts, figures=figures, summary=summary)


def _days(asking: Asking) -> Period:
    """Fill in the days that the question leaves open: 截至目前 begins with the plans."""
    asked = asking.query.period
    if asked is None or (asked.start is None and asked.end is None):
        start, end = week_of(asking.today)
        return Period(start, end, text="本周")
    end = asked.end or max(asking.today, asked.start or asking.today)
    start = asked.start or min(_began(asking), end)
    return replace(asked, start=start, end=end)


def _began(asking: Asking) -> date:
    return first_day(asking.session, asking.region_id, asking.today, ZONE)


def _scope(asking: Asking) -> Scope:
    """Name what the summary is narrowed to."""
    named = next((plan.short_name for plan in asking.plans if plan.id in asking.named_plans), None)
    names = () if asking.whom.everyone else tuple(unit.name for unit in asking.query.units)
    return Scope(asking.region, named, "、".join(names) or None)
