"""The requests for a later date (申请延期) of one region, newest first."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Assignment, Decision, ExtensionRequest


class ExtensionFact(NamedTuple):
    """One request: from which date to which, when it was made, and what became of it."""

    assignment_id: int
    former_due: date | None
    until: date
    asked_at: datetime
    decision: Decision


def extensions_of(session: Session, region_id: int) -> list[ExtensionFact]:
    """Return the requests of a region that were not withdrawn."""
    asked = ExtensionRequest
    rows = session.execute(
        select(asked.assignment_id, asked.former_due, asked.until, asked.asked_at, asked.decision)
        .join(Assignment, Assignment.id == asked.assignment_id)
        .where(Assignment.region_id == region_id, asked.decision != Decision.WITHDRAWN)
        .order_by(asked.asked_at.desc(), asked.id.desc())
    )
    return [ExtensionFact._make(row) for row in rows]
