"""The due date that an assignment has where nobody extended it."""

from datetime import date

from sqlalchemy.orm import Session

from data.dates.values import MilestoneKind
from data.models import ONCE, Assignment, Event, Milestone
from data.obligations import days_of


def owed_due(session: Session, assignment: Assignment) -> date | None:
    """Return the due date that the milestone gives: as printed, as corrected, or counted from its event."""
    milestone = session.get_one(Milestone, assignment.milestone_id, populate_existing=True)
    if milestone.kind is MilestoneKind.RECURRING and assignment.occurrence != ONCE:
        return assignment.occurrence
    event = session.get(Event, milestone.event_id) if milestone.event_id is not None else None
    days = days_of(milestone, event.date if event else None, assignment.occurrence, assignment.occurrence)
    return days[0][1] if days else assignment.printed_due
