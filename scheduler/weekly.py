"""The summary of the week before, as it stands first in the day's message of a week's first working day."""

from datetime import date, timedelta, tzinfo

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.reports.spans import week_of
from data.reports.summaries import summarise
from data.wording.dates import say_span
from data.wording.weekly import say_summary
from scheduler.boards import Told

LISTED = 50
"""How many assignments the few lines of a summary choose from."""


def tell_week(
    session: Session, region_id: int, monday: date, today: date, zone: tzinfo = ZONE
) -> Told | None:
    """Say how the week before `monday` went, and what is due in its week; None where nothing is counted."""
    start, end = week_of(monday - timedelta(days=7))
    summary = summarise(session, region_id, start, end, today, zone=zone, limit=LISTED)
    if not summary.counts.total:
        return None
    caption = f"{summary.scope.region}上周督办情况（{say_span(start, end, today)}）"
    return Told(say_summary(summary, today), f"week:{region_id}:{start}:{end}", caption)
