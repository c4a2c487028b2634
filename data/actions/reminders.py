"""Who asked for a 催办, so that they can be told when it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.register import live_rows, moved_to
from data.authors import Author
from data.models import Assignment, Change, History
from data.statuses import FINISHED, Act


@dataclass(frozen=True, slots=True)
class Reminder:
    """Who asked, when, and in which of our chats; the newest asking of each person and chat."""

    by: str
    person: int | None
    chat_id: int | None
    at: datetime


def note_reminder(
    session: Session, assignment_ids: Collection[int], *, unit_id: int | None, author: Author, now: datetime
) -> None:
    """Record that a person asked `unit_id` to be reminded of what it owes; unknown ids are passed over."""
    query = select(Assignment.id, Assignment.task_id, Assignment.region_id).where(
        Assignment.id.in_(assignment_ids)
    )
    for key, task_id, region_id in session.execute(query.order_by(Assignment.id)):
        session.add(
            History(
                at=now,
                change=Change.NUDGE,
                region_id=region_id,
                task_id=task_id,
                assignment_id=key,
                unit_id=unit_id,
                chat_id=author.chat_id,
                person=author.person,
                by=author.by,
                details={"act": Act.REMIND.value},
            )
        )
    session.flush()


def reminders_since(session: Session, assignment_id: int) -> list[Reminder]:
    """Return who asked for a 催办 since the assignment was last opened again, to be told when it is done.

    Each person and chat once; after the assignment is done they stay the same until it is opened again.
    """
    query = select(History).where(History.assignment_id == assignment_id).order_by(History.id)
    found: dict[tuple[int | None, int | None], Reminder] = {}
    for row in live_rows(session.scalars(query).all()):
        if row.change is Change.NUDGE:
            found[row.person, row.chat_id] = Reminder(row.by, row.person, row.chat_id, row.at)
        elif moved_to(row) is not None and row.before in FINISHED:
            found.clear()
    return list(found.values())
