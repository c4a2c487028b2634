"""Assignments as people report on them, decide on them and ask about them: of one region."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from data.models import (
    Assignment,
    Binding,
    Change,
    Chat,
    Decision,
    Event,
    ExtensionRequest,
    History,
    Milestone,
    Plan,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
    UnitGroupMember,
    Watch,
)
from data.reporting import OPEN, Asked, Duty, EventFact, Holder, Moment, Possible
from data.repositories.reach import EXECUTING
from data.repositories.watches import counts_on, is_owed, open_on
from data.statuses import Status
from data.units.values import Certainty, Role


class ReportingRepository:
    """The assignments of one region, one by one."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def of_ids(self, ids: Sequence[int]) -> list[Duty]:
        """Return assignments in the order of `ids`; those of another region are not there."""
        found = {duty.id: duty for duty in self._duties(Assignment.id.in_(ids))} if ids else {}
        return [found[key] for key in dict.fromkeys(ids) if key in found]

    def of_tasks(
        self, tasks: Collection[int], unit_id: int | None = None, *, dropped: bool = False
    ) -> list[Duty]:
        """Return the assignments of tasks, of one unit or of all, by due date.

        With those of milestones that the document has `dropped`, where these are asked for.
        """
        bounds: list[ColumnElement[bool]] = [Assignment.task_id.in_(tasks)]
        if not dropped:
            bounds.append(Milestone.position.is_not(None))
        if unit_id is not None:
            bounds.append(Assignment.unit_id == unit_id)
        return self._duties(*bounds) if tasks else []

    def open_of(self, unit_id: int, today: date, *, waiting: bool = False) -> list[Duty]:
        """Return what a unit still has to do of the plans and items that are open `today`, by due date.

        With what is `waiting` for a decision, where that is asked for.
        """
        return self._duties(
            Assignment.unit_id == unit_id,
            Assignment.status.in_((*OPEN, Status.SUBMITTED) if waiting else OPEN),
            *open_on(today, Plan),
            *counts_on(today),
            is_owed(self._region_id),
        )

    def overdue(self, today: date) -> list[Duty]:
        """Return what is unfinished of the plans and items that are open `today` and was due before it."""
        return self._duties(
            Assignment.status.in_(OPEN),
            Assignment.due < today,
            Milestone.soft.is_(False),
            Milestone.position.is_not(None),
            *open_on(today, Plan),
            *counts_on(today),
            is_owed(self._region_id),
        )

    def waiting(self) -> list[Duty]:
        """Return what waits for a decision: reports, and requests for a later date, by due date."""
        asked = select(ExtensionRequest.assignment_id).where(ExtensionRequest.decision == Decision.OPEN)
        return self._duties(or_(Assignment.status == Status.SUBMITTED, Assignment.id.in_(asked)))

    def has_task(self, task_id: int) -> bool:
        """Tell whether a task is the region's."""
        statement = select(Task.id).join(Plan, Plan.id == Task.plan_id)
        own = statement.where(Task.id == task_id, Plan.region_id == self._region_id)
        return self._session.scalar(own) is not None

    def task_name(self, task_id: int) -> tuple[str, str | None, str]:
        """Return the item, scope and detail of a task."""
        row = self._session.execute(
            select(Task.item, Task.scope, Task.detail).where(Task.id == task_id)
        ).one()
        return row.item, row.scope, row.detail

    def plan_name_of(self, task_id: int) -> str:
        """Return how a task's plan is called."""
        query = select(Plan.short_name).join(Task, Task.plan_id == Plan.id).where(Task.id == task_id)
        return self._session.execute(query).scalar_one()

    def office_of(self, task_id: int) -> str | None:
        """Return the office of a task's plan."""
        statement = (
            select(Unit.name).join(Plan, Plan.office_id == Unit.id).join(Task, Task.plan_id == Plan.id)
        )
        return self._session.scalar(statement.where(Task.id == task_id, Plan.region_id == self._region_id))

    def moments(self, task_id: int) -> list[Moment]:
        """Return the milestones of a task."""
        statement = select(Milestone.id, Milestone.due, Milestone.action, Milestone.text)
        own = statement.where(Milestone.task_id == task_id, Milestone.position.is_not(None))
        return [Moment(*row) for row in self._session.execute(own.order_by(Milestone.position))]

    def holders(self, task_id: int) -> list[Holder]:
        """Return who is responsible for a task."""
        name = func.coalesce(Unit.name, Responsibility.printed)
        statement = select(Responsibility.id, Responsibility.role, Responsibility.unit_id, name)
        own = statement.outerjoin(Unit, Unit.id == Responsibility.unit_id).where(
            Responsibility.task_id == task_id
        )
        return [Holder(*row) for row in self._session.execute(own.order_by(Responsibility.position))]

    def task_of_moment(self, milestone_id: int) -> int | None:
        """Return the task of a milestone; None where it is another region's."""
        statement = select(Milestone.task_id).where(Milestone.id == milestone_id)
        return self._own_task(self._session.scalar(statement))

    def task_of_holder(self, responsibility_id: int) -> int | None:
        """Return the task of a responsibility; None where it is another region's."""
        statement = select(Responsibility.task_id).where(Responsibility.id == responsibility_id)
        return self._own_task(self._session.scalar(statement))

    def _own_task(self, task_id: int | None) -> int | None:
        return task_id if task_id is not None and self.has_task(task_id) else None

    def request(self, request_id: int) -> Asked | None:
        """Return a request for a later date; None where it is not the region's."""
        return next(iter(self._requests(ExtensionRequest.id == request_id)), None)

    def open_request(self, assignment_id: int) -> Asked | None:
        """Return the request on an assignment on which nobody has decided yet."""
        waiting = ExtensionRequest.decision == Decision.OPEN
        return next(iter(self._requests(ExtensionRequest.assignment_id == assignment_id, waiting)), None)

    def latest_request(self, assignment_id: int) -> Asked | None:
        """Return the last request on an assignment, decided or not."""
        return next(iter(self._requests(ExtensionRequest.assignment_id == assignment_id)), None)

    def possible(self, tasks: Collection[int], unit_id: int) -> list[Possible]:
        """Return the possible groups of tasks which may mean a unit."""
        return self._possible(unit_id, Task.id.in_(tasks)) if tasks else []

    def possible_group(self, responsibility_id: int, unit_id: int | None) -> Possible | None:
        """Return a possible group, where it may mean a unit."""
        if unit_id is None:
            return None
        return next(iter(self._possible(unit_id, Responsibility.id == responsibility_id)), None)

    def _possible(self, unit_id: int, bound: ColumnElement[bool]) -> list[Possible]:
        office = aliased(Unit)
        statement = (
            select(
                Responsibility.id,
                Task.id,
                Responsibility.printed,
                Task.item,
                Task.scope,
                Task.detail,
                Plan.short_name,
                office.name,
            )
            .join(Task, Task.id == Responsibility.task_id)
            .join(Plan, Plan.id == Task.plan_id)
            .join(UnitGroupMember, UnitGroupMember.group_id == Responsibility.group_id)
            .outerjoin(office, office.id == Plan.office_id)
            .where(
                bound,
                Plan.region_id == self._region_id,
                Responsibility.role.in_(EXECUTING),
                UnitGroupMember.unit_id == unit_id,
                UnitGroupMember.certainty == Certainty.POSSIBLE,
            )
            .order_by(Responsibility.id)
        )
        return [Possible(*row) for row in self._session.execute(statement)]

    def members_of(self, groups: Collection[int]) -> list[int]:
        """Return the units that groups surely mean."""
        statement = select(UnitGroupMember.unit_id).join(UnitGroup, UnitGroup.id == UnitGroupMember.group_id)
        sure = statement.where(
            UnitGroup.region_id == self._region_id,
            UnitGroup.id.in_(groups),
            UnitGroupMember.certainty == Certainty.DEFINITE,
        )
        return list(self._session.scalars(sure.order_by(UnitGroupMember.unit_id))) if groups else []

    def chat_of(self, unit: str) -> int | None:
        """Return the number of the chat of the unit called `unit`, None where it has none."""
        statement = (
            select(Chat.id)
            .join(Binding, Binding.chat_id == Chat.id)
            .join(Unit, Unit.id == Binding.unit_id)
            .where(Unit.region_id == self._region_id, Unit.name == unit)
            .where(Binding.holds.is_(True), Chat.left_at.is_(None))
        )
        return self._session.scalar(statement)

    def reminded_at(self, unit_id: int, person: int | None, since: datetime) -> datetime | None:
        """Return when a person last had a unit reminded, since an instant."""
        return self._session.scalar(
            select(func.max(History.at)).where(
                History.region_id == self._region_id,
                History.unit_id == unit_id,
                History.change == Change.NUDGE,
                History.person == person,
                History.at >= since,
            )
        )

    def events(self) -> list[EventFact]:
        """Return the events of the region with the items that count from them, those without a date first."""
        rows = self._session.execute(
            select(Event.id, Event.text, Event.date, Task.item)
            .outerjoin(Milestone, and_(Milestone.event_id == Event.id, Milestone.position.is_not(None)))
            .outerjoin(Task, and_(Task.id == Milestone.task_id, Task.position.is_not(None)))
            .where(Event.region_id == self._region_id)
            .order_by(Event.date.is_not(None), Event.id, Task.item_number)
        )
        found: dict[int, EventFact] = {}
        for key, text, day, item in rows:
            before = found.get(key)
            items = (*(before.items if before else ()), *((item,) if item else ()))
            found[key] = EventFact(key, text, day, tuple(dict.fromkeys(items)))
        return list(found.values())

    def _requests(self, *bounds: Any) -> list[Asked]:  # noqa: ANN401 - conditions of SQL
        statement = (
            select(
                ExtensionRequest.id,
                ExtensionRequest.assignment_id,
                ExtensionRequest.until,
                ExtensionRequest.reason,
                ExtensionRequest.decision,
                ExtensionRequest.decided_by,
                ExtensionRequest.decided_at,
            )
            .join(Assignment, Assignment.id == ExtensionRequest.assignment_id)
            .where(Assignment.region_id == self._region_id, *bounds)
            .order_by(ExtensionRequest.id.desc())
        )
        return [Asked(*row) for row in self._session.execute(statement)]

    def _duties(self, *bounds: Any) -> list[Duty]:  # noqa: ANN401 - conditions of SQL
        statement = _statement().where(Assignment.region_id == self._region_id, *bounds)
        rows = self._session.execute(statement).all()
        supervisors = self.supervisors({row[3] for row in rows})
        return [_duty(row, supervisors) for row in rows]

    def supervisors(self, tasks: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Return the units that supervise tasks, themselves or through a group that surely means them."""
        member = and_(
            UnitGroupMember.group_id == Responsibility.group_id,
            UnitGroupMember.certainty == Certainty.DEFINITE,
        )
        statement = (
            select(Responsibility.task_id, Unit.name)
            .outerjoin(UnitGroupMember, member)
            .join(Unit, or_(Unit.id == Responsibility.unit_id, Unit.id == UnitGroupMember.unit_id))
            .where(Responsibility.role == Role.SUPERVISE, Responsibility.task_id.in_(tasks))
            .order_by(Responsibility.task_id, Responsibility.position, Unit.id)
        )
        return _grouped(self._session.execute(statement).all()) if tasks else {}


def _duty(row: Any, supervisors: Mapping[int, tuple[str, ...]]) -> Duty:  # noqa: ANN401 - a row of SQL
    told: list[Any] = [*row[:14], Watch.CLOSED not in row[14:16], *row[16:], supervisors.get(row[3], ())]
    return Duty(*told)


def _grouped(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for task, name in rows:
        if name not in found.get(task, ()):
            found[task] = (*found.get(task, ()), name)
    return found


def _statement() -> Select[*tuple[Any, ...]]:
    """Choose assignments with what `Duty` holds, by due date; undated ones come last."""
    office = aliased(Unit)
    return (
        select(
            Assignment.id,
            Assignment.unit_id,
            func.coalesce(Unit.name, UnitGroup.name),
            Assignment.task_id,
            Assignment.milestone_id,
            Assignment.status,
            Assignment.due,
            Assignment.printed_due,
            Assignment.extended,
            Milestone.soft,
            Milestone.rrule.is_not(None),
            Milestone.action,
            Plan.key,
            Plan.short_name,
            Plan.state,
            Task.state,
            office.name,
            Task.item,
            Task.item_number,
            Task.scope,
            Task.detail,
        )
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Plan, Plan.id == Assignment.plan_id)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
        .outerjoin(office, office.id == Plan.office_id)
        .order_by(Assignment.due.is_(None), Assignment.due, Plan.id, Task.item_number, Assignment.id)
    )
