"""Events from which deadlines count: recorded, corrected, taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.entries import write_entry
from data.actions.values import AlreadyRecorded, Gone, Refused
from data.assignments import hold_region
from data.authors import Author
from data.importers.settling import settle
from data.models import Assignment, Change, Event, History, Milestone
from data.repositories.histories import fact_of
from data.statuses import Act
from data.wording.history import say_deed
from data.wording.language import Language


@dataclass(frozen=True, slots=True)
class EventRecorded:
    """An event with its former and present date; `assignments` are those whose due date moved.

    `future` says that the date is yet to come.
    """

    event_id: int
    text: str
    before: date | None
    after: date | None
    assignments: tuple[int, ...]
    history: tuple[int, ...]
    future: bool = False

    @property
    def corrects(self) -> bool:
        """Whether another date was recorded before."""
        return self.before is not None and self.after is not None


def record_event(
    session: Session,
    event_id: int,
    happened: date | None,
    *,
    why: str | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> EventRecorded:
    """Record on which day an event happened, or will; None takes the date back. What waits for it follows."""
    event = _hold(session, event_id, region_id)
    _refuse_same(session, event, happened, now)
    text, before, here = event.text, event.date, event.region_id
    dues = _dues(session, event_id)
    event.date = happened
    event.recorded_by = author.by if happened is not None else None
    event.recorded_at = now if happened is not None else None
    session.flush()
    rows = _write(session, event, before, why, author, now)
    settle(session, here, now)
    moved = tuple(key for key, due in _dues(session, event_id).items() if dues.get(key) != due)
    future = happened is not None and happened > now.date()
    return EventRecorded(event_id, text, before, happened, moved, rows, future)


def _hold(session: Session, event_id: int, region_id: int | None) -> Event:
    here = session.scalar(select(Event.region_id).where(Event.id == event_id))
    if here is None or region_id not in (None, here):
        raise Gone
    hold_region(session, here)
    return session.get_one(Event, event_id, populate_existing=True)


def _refuse_same(session: Session, event: Event, happened: date | None, now: datetime) -> None:
    if event.date != happened:
        return
    if happened is None:
        raise Refused(f"“{event.text}”还没有登记日期。", f"No date is recorded for “{event.text}”.")
    query = select(History).where(History.region_id == event.region_id, History.change == Change.EVENT)
    for row in session.scalars(query.order_by(History.id.desc())):
        if row.task_id is None and row.details.get("event") == event.id:
            fact = fact_of(row)
            raise AlreadyRecorded(
                f"“{event.text}”已经登记过了：{say_deed(fact, now)}。",
                f"“{event.text}” is on record already: {say_deed(fact, now, Language.EN)}.",
                row.id,
            )
    raise Refused(f"“{event.text}”已经登记为这一天。", f"“{event.text}” has that date already.")


def _dues(session: Session, event_id: int) -> dict[int, date | None]:
    query = (
        select(Assignment.id, Assignment.due)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .where(Milestone.event_id == event_id)
        .order_by(Assignment.id)
    )
    return {row.id: row.due for row in session.execute(query)}


def _write(
    session: Session, event: Event, before: date | None, why: str | None, author: Author, now: datetime
) -> tuple[int, ...]:
    """Write one row about the event, and one about each task that waits for it."""
    query = select(Milestone.task_id, Milestone.id).where(
        Milestone.event_id == event.id, Milestone.position.is_not(None)
    )
    tasks: dict[int | None, list[int]] = {None: []}
    for task_id, milestone_id in session.execute(query.order_by(Milestone.task_id, Milestone.id)):
        tasks.setdefault(task_id, []).append(milestone_id)
    return tuple(
        write_entry(
            session,
            Change.EVENT,
            Act.RECORD_EVENT,
            author=author,
            now=now,
            region_id=event.region_id,
            task_id=task_id,
            before=before.isoformat() if before else None,
            after=event.date.isoformat() if event.date else None,
            why=why,
            details={"event": event.id, "text": event.text, "milestones": milestones},
        )
        for task_id, milestones in tasks.items()
    )
