"""How far assignments are: the statuses behind the entries of an answer, and counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from data.models import ONCE, Assignment, Milestone, Plan, Responsibility, Task, Unit, UnitGroup
from data.progress import DUE_SOON, CountedAssignments
from data.repositories.columns import read_columns
from data.repositories.reach import EXECUTING, AnySelect, Whom, has_role, is_group, is_unit
from data.repositories.watches import counts_among, counts_on, is_owed, open_on
from data.statuses import FINISHED, Status
from data.units.values import Role

MANY = 500
"""From so many milestones on it is cheaper to read all of a unit's assignments than to name each one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one milestone occurrence is for those who were asked about.

    `open_due` is the earliest due date of what is unfinished, None where all is finished; `extended` says
    that a person moved it.
    """

    milestone_id: int
    occurrence: date
    open_due: date | None
    due: date | None
    extended: bool
    statuses: tuple[str, ...]

    @property
    def status(self) -> str:
        """One word for all: finished when each is, the only status where there is one."""
        if len(self.statuses) == 1:
            return self.statuses[0]
        unfinished = set(self.statuses) - {Status.DONE, Status.VOID}
        if not unfinished:
            return Status.DONE
        if unfinished == {Status.PENDING} and Status.DONE not in self.statuses:
            return Status.PENDING
        return Status.DOING


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit, or one group without members, in a task."""

    unit: str
    status: str
    due: date | None
    soft: bool


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """How many assignments one unit, or one group without members, has, has done, and is late with."""

    unit: str
    total: int
    done: int
    overdue: int


class StandingRepository:
    """The assignments of one region, as answers need them."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def standings(
        self, whom: Whom, milestones: Collection[int], start: date | None, end: date | None
    ) -> dict[tuple[int, date], Standing]:
        """Return how far `milestones` are for `whom`, by milestone and occurrence.

        Of what recurs, the occurrences from `start` to `end` and those that were extended.
        """
        if not milestones:
            return {}
        params: dict[str, object] = {"region": self._region_id, **whom.params}
        params |= {name: day for name, day in (("start", start), ("end", end)) if day is not None}
        few = len(milestones) <= MANY or whom.everyone
        if few:
            params["milestones"] = milestones
        statement = _standings(_shape_of(whom), start is not None, end is not None, few)
        rows: dict[tuple[int, date], list[Any]] = {}
        for row in read_columns(self._session, statement, params):
            rows.setdefault((row[0], row[1]), []).append(row)
        return {key: _standing(key, group) for key, group in rows.items()}

    def counted(
        self, whom: Whom, roles: Collection[Role], start: date | None, end: date | None, today: date
    ) -> list[CountedAssignments]:
        """Count the definite, executing assignments of open plans and items that are due in the period.

        Where no period bounds them, a recurring milestone counts up to its next occurrence.
        """
        narrowed = None if set(roles) >= set(EXECUTING) else frozenset(roles)
        statement = _counting(_shape_of(whom), narrowed, start is not None, end is not None)
        days = {"start": start, "end": end, "today": today, "soon": today + DUE_SOON}
        params = {"region": self._region_id, **whom.params}
        params |= {name: day for name, day in days.items() if day is not None}
        return [CountedAssignments(*row) for row in self._session.execute(statement, params)]

    def by_unit(self, start: date | None, end: date | None, today: date) -> list[UnitFigures]:
        """Count the assignments of open plans and items that are due in the period, for each unit."""
        unfinished = Assignment.status.not_in(FINISHED)
        late = and_(unfinished, Assignment.due < today, Milestone.soft.is_(False))
        name = func.coalesce(Unit.name, UnitGroup.name)
        statement = (
            select(
                name,
                func.count(),
                func.sum(case((Assignment.status == Status.DONE, 1), else_=0)),
                func.sum(case((late, 1), else_=0)),
            )
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .join(Plan, Plan.id == Assignment.plan_id)
            .outerjoin(Unit, Unit.id == Assignment.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
            .where(Assignment.region_id == self._region_id, *open_on(today, Plan))
            .where(*counts_among(today, self._region_id), is_owed(self._region_id))
            .where(Assignment.status != Status.VOID, Assignment.due.is_not(None))
            .group_by(name)
            .order_by(func.min(Assignment.id))
        )
        if start is not None:
            statement = statement.where(Assignment.due >= start)
        if end is not None:
            statement = statement.where(Assignment.due <= end)
        else:
            statement = statement.where(or_(Assignment.occurrence == ONCE, ~has_nearer(today)))
        return [UnitFigures(*row) for row in self._session.execute(statement)]

    def of_task(self, task_id: int, today: date) -> list[UnitStanding]:
        """Return each unit's standing in a task, open or not, in the order in which the row prints them."""
        statement = (
            select(
                func.coalesce(Unit.name, UnitGroup.name), Assignment.status, Assignment.due, Milestone.soft
            )
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .outerjoin(Responsibility, Responsibility.id == Assignment.responsibility_id)
            .outerjoin(Unit, Unit.id == Assignment.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
            .where(Assignment.region_id == self._region_id, Assignment.task_id == task_id)
            .where(Milestone.position.is_not(None), is_owed(self._region_id))
            .where(or_(Assignment.occurrence == ONCE, ~has_nearer(today)))
            .order_by(Responsibility.position, Assignment.due, Assignment.id)
        )
        return [UnitStanding(*row) for row in self._session.execute(statement)]


@lru_cache(maxsize=64)
def _standings(whom: Whom, begun: bool, ended: bool, few: bool) -> AnySelect:
    statement = (_single() if len(whom.units) == 1 and not whom.groups else _grouped()).where(is_of(whom))
    bounds = [Assignment.occurrence >= bindparam("start")] if begun else []
    bounds += [Assignment.occurrence <= bindparam("end")] if ended else []
    asked = or_(Assignment.occurrence == ONCE, and_(true(), *bounds), Assignment.extended.is_(True))
    if few:
        statement = statement.where(Assignment.milestone_id.in_(bindparam("milestones", expanding=True)))
    return statement.where(asked)


def is_of(whom: Whom) -> ColumnElement[bool]:
    """Compare with those who are asked about; run it with `region` and `whom.params`."""
    if whom.everyone:
        return Assignment.region_id == bindparam("region")
    sides: list[ColumnElement[bool]] = []
    if whom.units:
        sides.append(is_unit(Assignment.unit_id, whom))
    if whom.groups:
        owed = select(Responsibility.id).where(is_group(Responsibility.group_id))
        sides += [Assignment.responsibility_id.in_(owed), is_group(Assignment.group_id)]
    return or_(*sides)


def _single() -> AnySelect:
    """Select the one assignment that a unit has for each occurrence."""
    return select(
        Assignment.milestone_id,
        Assignment.occurrence,
        Assignment.status,
        Assignment.due,
        Assignment.extended,
    )


def _grouped() -> AnySelect:
    """Put the assignments of each occurrence that have the same status together."""
    return select(
        Assignment.milestone_id,
        Assignment.occurrence,
        Assignment.status,
        func.min(Assignment.due),
        func.max(case((Assignment.extended, 1), else_=0)),
    ).group_by(Assignment.milestone_id, Assignment.occurrence, Assignment.status)


@lru_cache(maxsize=64)
def _counting(whom: Whom, roles: frozenset[Role] | None, begun: bool, ended: bool) -> AnySelect:
    """Count the assignments of `whom` by task and status, all of them or those in `roles`."""
    statement = _counts().where(is_of(whom), is_owed(bindparam("region")))
    if whom.everyone:
        statement = statement.where(*counts_among(bindparam("today"), bindparam("region")))
    else:
        statement = statement.join(Task, Task.id == Assignment.task_id).where(*counts_on(bindparam("today")))
    if roles is not None:
        statement = statement.join(Responsibility, Responsibility.id == Assignment.responsibility_id)
        statement = statement.where(has_role(roles))
    if begun:
        statement = statement.where(Assignment.due >= bindparam("start"))
    if ended:
        return statement.where(Assignment.due <= bindparam("end"))
    return statement.where(or_(Assignment.occurrence == ONCE, ~has_nearer(bindparam("today"))))


def _counts() -> AnySelect:
    """Select the figures of a count; what is finished is neither overdue nor due soon."""
    unfinished = Assignment.status.not_in(FINISHED)
    late = and_(unfinished, Assignment.due < bindparam("today"), Milestone.soft.is_(False))
    soon = and_(unfinished, Assignment.due.between(bindparam("today"), bindparam("soon")))
    return (
        select(
            Assignment.task_id,
            Assignment.status,
            func.count(Assignment.due),
            func.count() - func.count(Assignment.due),
            func.sum(case((late, 1), else_=0)),
            func.sum(case((soon, 1), else_=0)),
        )
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Plan, Plan.id == Assignment.plan_id)
        .where(*open_on(bindparam("today"), Plan))
        .group_by(Assignment.task_id, Assignment.status)
    )


def _shape_of(whom: Whom) -> Whom:
    """Stand for whoever is asked about; only how many they are matters to a statement."""
    return Whom((0,) * min(len(whom.units), 2), (0,) * bool(whom.groups))


def has_nearer(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """Say whether a recurring assignment has an earlier occurrence that is still to come."""
    nearer = aliased(Assignment)
    return exists().where(
        nearer.milestone_id == Assignment.milestone_id,
        nearer.occurrence >= today,
        nearer.occurrence < Assignment.occurrence,
    )


def _standing(key: tuple[int, date], rows: list[Any]) -> Standing:
    """Put the rows of one occurrence, one for each status, together."""
    milestone_id, occurrence = key
    if len(rows) == 1:
        _, _, status, due, extended = rows[0]
        open_due = None if status in FINISHED else due
        return Standing(milestone_id, occurrence, open_due, due, bool(extended), (status.value,))
    unfinished = [row for row in rows if row[2] not in FINISHED]
    return Standing(
        milestone_id,
        occurrence,
        open_due=min((row[3] for row in unfinished if row[3] is not None), default=None),
        due=min((row[3] for row in rows if row[3] is not None), default=None),
        extended=any(row[4] for row in (unfinished or rows)),
        statuses=tuple(row[2].value for row in rows),
    )
