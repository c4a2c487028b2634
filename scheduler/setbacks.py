"""A clock that ran ahead and was set back: planning goes on where it really was, and the operator is told."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from data.dates.workdays import DAY
from data.models import NoticeKind
from data.owing import Letter, Recipient, owe
from data.repositories.operations import OperationsRepository
from data.repositories.setbacks import SetbackRepository
from data.wording.operator import say_set_back

FAR = timedelta(days=62)
"""What was said so many days too soon is said again on its day."""


def mend_plan(session: Session, region_id: int, planned: date, first: date, now: datetime) -> date:
    """Return the last day that was really planned, where the outbox says that a later one than today was.

    `first` is the day on which the region began. Within FAR, what has left under later days stays settled.
    """
    rows, today = SetbackRepository(session, region_id), now.date()
    last = rows.last_planned(today)
    if planned - today > FAR:
        rows.release_unsent(today, now)
        rows.date_back(today)
        last = last or first - DAY
    rows.store_by(today)
    return last or planned


def tell_set_back(session: Session, operators: Collection[int], planned: date, now: datetime) -> int:
    """Owe to each operator, once, that the clock had run ahead to `planned`; return to how many."""
    today = now.date()
    text = say_set_back(planned, today, far=planned - today > FAR)
    owed = [
        owe(
            session,
            f"clock:{planned}:{today}:{person}",
            NoticeKind.OPERATOR,
            Recipient(person=person),
            Letter(text),
            day=today,
            now=now,
        )
        for person in OperationsRepository(session).started(operators)
    ]
    return sum(one is not None for one in owed)
