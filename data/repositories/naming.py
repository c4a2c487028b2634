"""The rows of possible groups (有关部门) whose units nobody has named, and the units that may be meant."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session

from data.models import (
    Milestone,
    NamedUnit,
    Plan,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
    UnitGroupMember,
    Verdict,
    Watch,
)
from data.repositories.reach import EXECUTING
from data.repositories.watches import open_on
from data.units.values import Certainty, Role, UnitKind


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A possible group that has to do a task: `responsibility_id` is what units are named for."""

    responsibility_id: int
    group_id: int
    region_id: int
    plan_id: int
    plan: str
    task_id: int
    item: str
    scope: str | None
    detail: str
    deadline: str | None
    due: date | None
    printed: str
    role: Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a group may mean, and what somebody said about it."""

    unit_id: int
    name: str
    verdict: Verdict | None


class NamingRepository:
    """The possible groups of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def waiting(self, today: date, plan_id: int | None = None) -> list[OpenGroup]:
        """Return the groups of open items for which no unit is named, in the order of the plans' rows.

        Those of one plan, open or not, where it is named; else those of the plans that are open `today`.
        """
        named = exists().where(
            NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED
        )
        plans = open_on(today, Plan) if plan_id is None else (Plan.id == plan_id,)
        statement = self._groups().where(~named, *plans, *open_on(today, Task))
        return [OpenGroup(*row) for row in self._session.execute(statement)]

    def one(self, responsibility_id: int) -> OpenGroup | None:
        """Return the group of a responsibility, named or not; None where it is none of this region."""
        row = self._session.execute(
            self._groups().where(Responsibility.id == responsibility_id)
        ).one_or_none()
        return OpenGroup(*row) if row is not None else None

    def candidates(self, group: OpenGroup) -> list[Candidate]:
        """Return the units that the group may mean: what claims it first, then as the region lists them.

        Where the words of the group mean nobody registered, these are all departments of the region. A
        unit that the group means for sure (X of X等部门) is none to be named.
        """
        member = (UnitGroupMember.unit_id == Unit.id) & (UnitGroupMember.group_id == group.group_id)
        said = (NamedUnit.unit_id == Unit.id) & (NamedUnit.responsibility_id == group.responsibility_id)
        claimed = case((NamedUnit.verdict == Verdict.CLAIMED, 0), else_=1)
        statement = (
            select(Unit.id, Unit.name, NamedUnit.verdict, Unit.kind, UnitGroupMember.certainty)
            .outerjoin(UnitGroupMember, member)
            .outerjoin(NamedUnit, said)
            .where(Unit.region_id == self._region_id, Unit.state != Watch.CLOSED)
            .order_by(claimed, Unit.id)
        )
        rows = self._session.execute(statement).all()
        meant = [row for row in rows if row[4] is Certainty.POSSIBLE or (row[2] and row[4] is None)]
        if not any(row[4] is Certainty.POSSIBLE for row in meant):
            meant = [row for row in rows if row[4] is None and (row[2] or row[3] is UnitKind.DEPARTMENT)]
        return [Candidate(unit_id, name, verdict) for unit_id, name, verdict, _, _ in meant]

    def _groups(self) -> Select[*tuple[Any, ...]]:
        first_due = (
            select(func.min(Milestone.due))
            .where(Milestone.task_id == Task.id, Milestone.position.is_not(None))
            .scalar_subquery()
        )
        return (
            select(
                Responsibility.id,
                UnitGroup.id,
                Plan.region_id,
                Plan.id,
                Plan.short_name,
                Task.id,
                Task.item,
                Task.scope,
                Task.detail,
                Task.deadline,
                first_due,
                Responsibility.printed,
                Responsibility.role,
            )
            .join(Task, Task.id == Responsibility.task_id)
            .join(Plan, Plan.id == Task.plan_id)
            .join(UnitGroup, UnitGroup.id == Responsibility.group_id)
            .where(Plan.region_id == self._region_id, Task.position.is_not(None))
            .where(UnitGroup.certainty == Certainty.POSSIBLE, UnitGroup.stated.is_(False))
            .where(Responsibility.role.in_(EXECUTING))
            .order_by(Plan.id, Task.position, Responsibility.position)
        )
