"""The assignments behind a figure, one by one; each query is for one region."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from data.dates.values import MilestoneKind
from data.models import (
    ONCE,
    Assignment,
    Event,
    Milestone,
    Plan,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
)
from data.repositories.reach import Whom, has_role
from data.repositories.standings import has_nearer, is_of
from data.repositories.watches import counts_on, in_document, is_owed, open_on
from data.statuses import Status
from data.units.values import Role


class BehindFact(NamedTuple):
    """One assignment with its task; `via` is the printed group through which the unit has it."""

    assignment_id: int
    unit: str
    status: Status
    due: date | None
    printed_due: date | None
    extended: bool
    task_id: int
    plan_id: int
    plan: str
    plan_name: str
    position: int | None
    item: str
    item_number: int | None
    heading: str | None
    detail: str
    scope: str | None
    deadline: str | None
    inherited: bool
    milestone_id: int
    milestone_position: int | None
    kind: MilestoneKind
    start: date | None
    rrule: str | None
    event: str | None
    action: str | None
    soft: bool
    role: Role | None
    via: str | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Which assignments are counted: of `whom`, in `roles`, due from `start` to `end`.

    Where `tasks` are given, only of these; where `plans` are, only of these, open or not. Where the tasks are
    `named`, they may be paused or closed themselves.
    """

    whom: Whom
    roles: frozenset[Role]
    start: date | None = None
    end: date | None = None
    tasks: frozenset[int] | None = None
    plans: tuple[int, ...] = ()
    named: bool = False


class BehindRepository:
    """The assignments of one region, as figures count them."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def all(self, counted: Counted, today: date, statuses: Collection[str] = ()) -> list[BehindFact]:
        """Return the assignments that are counted, those of `statuses` alone where any are named.

        Without an end of the period, what recurs counts up to its next occurrence. Undated ones are there.
        """
        via = case(
            (
                and_(Responsibility.group_id.is_not(None), Assignment.unit_id.is_not(None)),
                Responsibility.printed,
            )
        )
        statement = (
            select(
                Assignment.id,
                func.coalesce(Unit.name, UnitGroup.name),
                Assignment.status,
                Assignment.due,
                Assignment.printed_due,
                Assignment.extended,
                Task.id,
                Task.plan_id,
                Plan.key,
                Plan.short_name,
                Task.position,
                Task.item,
                Task.item_number,
                Task.heading,
                Task.detail,
                Task.scope,
                Task.deadline,
                Task.inherited,
                Milestone.id,
                Milestone.position,
                Milestone.kind,
                Milestone.start,
                Milestone.rrule,
                Event.text,
                Milestone.action,
                Milestone.soft,
                Responsibility.role,
                via,
                Assignment.done_at,
            )
            .select_from(Assignment)
            .join(Task, Task.id == Assignment.task_id)
            .join(Plan, Plan.id == Assignment.plan_id)
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .outerjoin(Event, Event.id == Milestone.event_id)
            .outerjoin(Responsibility, Responsibility.id == Assignment.responsibility_id)
            .outerjoin(Unit, Unit.id == Assignment.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
            .where(Assignment.region_id == self._region_id, is_of(counted.whom))
            .where(*(in_document() if counted.named else counts_on(today)), is_owed(self._region_id))
            .order_by(Assignment.due, Task.plan_id, Task.position, Responsibility.position, Assignment.id)
        )
        if counted.plans:
            statement = statement.where(Task.plan_id.in_(counted.plans))
        elif not counted.named:
            statement = statement.where(*open_on(today, Plan))
        if not counted.roles >= {role for role in Role if role.executes}:
            statement = statement.where(has_role(counted.roles))
        if statuses:
            statement = statement.where(Assignment.status.in_(sorted(map(Status, statuses))))
        if counted.start is not None:
            statement = statement.where(Assignment.due >= counted.start)
        if counted.end is not None:
            statement = statement.where(Assignment.due <= counted.end)
        else:
            statement = statement.where(or_(Assignment.occurrence == ONCE, ~has_nearer(today)))
        rows = self._session.execute(statement, {"region": self._region_id, **counted.whom.params})
        found = [BehindFact._make(row) for row in rows]
        return found if counted.tasks is None else [one for one in found if one.task_id in counted.tasks]
