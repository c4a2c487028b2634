"""What is kept watch over: pausing, resuming and closing it, and the one rule of what is counted and listed.

Counted on a day are the assignments of plans and items that are open on that day, as long as the document
still has the item and the milestone. What a unit that was closed has not finished, nobody owes any more; a
paused unit's counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, not_, or_, select, update
from sqlalchemy.orm import Session

from data.models import Assignment, Change, History, Milestone, Plan, Region, Task, Unit, Watch
from data.statuses import FINISHED

Watched = Plan | Unit | Task
Day = date | BindParameter[date]
RegionId = int | BindParameter[int]

FEW = 500
"""So many milestones are named one by one; more are looked up by each statement."""


def state_on(state: Watch, paused_until: date | None, day: date) -> Watch:
    """Return what a stored state is on a `day`: a pause until a date, inclusive, ends by itself."""
    ended = state is Watch.PAUSED and paused_until is not None and paused_until < day
    return Watch.OPEN if ended else state


def is_open(state: Watch, paused_until: date | None, day: date) -> bool:
    """Tell whether what has a stored state is open on a `day`."""
    return state_on(state, paused_until, day) is Watch.OPEN


def open_on(day: Day, *watched: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - models with a state
    """Choose what is open on a `day`, as `is_open` tells it."""
    return [
        or_(one.state == Watch.OPEN, and_(one.state == Watch.PAUSED, one.paused_until < day))
        for one in watched
    ]


def _shut_on(day: Day, one: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a model with a state
    """Choose what is not open on a `day`; said without a negation, which a pause without end would escape."""
    on = or_(one.paused_until.is_(None), one.paused_until >= day)
    return or_(one.state == Watch.CLOSED, and_(one.state == Watch.PAUSED, on))


def in_document() -> tuple[ColumnElement[bool], ...]:
    """Choose the items and milestones that the document still has; both tables are joined."""
    return (Task.position.is_not(None), Milestone.position.is_not(None))


def counts_on(day: Day) -> tuple[ColumnElement[bool], ...]:
    """Choose the items that count on a `day`; Task and Milestone are joined. Which plans is said apart."""
    return (*in_document(), *open_on(day, Task))


def counts_among(day: Day, region: RegionId) -> tuple[ColumnElement[bool], ...]:
    """Choose as `counts_on` does from all of a region; Milestone alone is joined.

    The few items that do not count are looked up once: to join its item to each of a million assignments
    would take longer.
    """
    shut = (
        select(Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.region_id == region, or_(Task.position.is_(None), _shut_on(day, Task)))
    )
    return (Milestone.position.is_not(None), Assignment.task_id.not_in(shut))


def is_owed(region: RegionId) -> ColumnElement[bool]:
    """Leave out what a unit that was closed has not finished: nobody owes it any more."""
    closed = select(Unit.id).where(Unit.region_id == region, Unit.state == Watch.CLOSED)
    return or_(
        Assignment.status.in_(FINISHED), Assignment.unit_id.is_(None), Assignment.unit_id.not_in(closed)
    )


def counted_in(session: Session, region_id: int, day: date) -> tuple[ColumnElement[bool], ...]:
    """Choose what counts of a region's assignments on a `day`, without a join: mostly nothing is to be said.

    What does not count is looked up here, once for all statements that the conditions are for.
    """
    milestones = (
        select(Milestone.id)
        .join(Task, Task.id == Milestone.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.region_id == region_id, or_(not_(and_(*in_document())), _shut_on(day, Task)))
    )
    found = session.scalars(milestones.limit(FEW + 1)).all()
    closed = select(Unit.id).where(Unit.region_id == region_id, Unit.state == Watch.CLOSED).limit(1)
    conditions: list[ColumnElement[bool]] = []
    if found:
        conditions.append(Assignment.milestone_id.not_in(found if len(found) <= FEW else milestones))
    if session.scalar(closed) is not None:
        conditions.append(is_owed(region_id))
    return tuple(conditions)


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of what is kept watch over: to which state, until when if it is paused, by whom."""

    state: Watch
    until: date | None
    at: datetime
    by: str
    person: int | None


class WatchRepository:
    """What one region keeps watch over."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def turn(self, watched: Watched, turn: Turn) -> None:
        """Change the state of a plan, a unit or a task, and add it to the history."""
        before = watched.state
        watched.state, watched.paused_until = turn.state, turn.until
        self._session.add(
            History(
                at=turn.at,
                change=Change.STATE,
                region_id=self._region_id,
                task_id=watched.id if isinstance(watched, Task) else None,
                unit_id=watched.id if isinstance(watched, Unit) else None,
                person=turn.person,
                by=turn.by,
                before=before,
                after=turn.state,
                details=_details(watched, turn),
            )
        )
        grown = update(Region).where(Region.id == self._region_id).values(version=Region.version + 1)
        self._session.execute(grown)
        self._session.flush()


def _details(watched: Watched, turn: Turn) -> dict[str, str]:
    details = {"until": turn.until.isoformat()} if turn.until is not None else {}
    return details | ({"plan": watched.key} if isinstance(watched, Plan) else {})
