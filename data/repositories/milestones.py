"""Milestones as questions select them: by whom, by when, of which tasks; each query is for one region.

The statements are built once for each shape of question, since building one takes longer than running it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from data.dates.values import MilestoneKind
from data.models import UNSTATED, Assignment, Event, Milestone, Plan, Task, Watch
from data.repositories.columns import read_columns
from data.repositories.reach import AnySelect, Reach, Whom, is_unit, is_unsettled, select_reach
from data.repositories.watches import open_on
from data.units.values import Certainty, Role


class MilestoneFact(NamedTuple):
    """A task with one of its milestones, as stored; `milestone_id` is None where the row has no milestone.

    `unsettled` says that only groups whose units nobody has named yet execute the task.
    """

    task_id: int
    plan_id: int
    plan: str
    plan_name: str
    position: int
    item: str
    item_number: int | None
    heading: str | None
    detail: str
    scope: str | None
    deadline: str | None
    inherited: bool
    milestone_id: int | None
    milestone_position: int | None
    kind: MilestoneKind | None
    start: date | None
    due: date | None
    rrule: str | None
    event: str | None
    event_date: date | None
    offset: str | None
    working: bool
    action: str | None
    soft: bool
    unsettled: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone with the way in which the unit that was asked about comes to it."""

    fact: MilestoneFact
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class Within:
    """Which milestones are asked for: those of `kinds`, or those that may be due from `start` to `end`.

    With `counted` those alone that are counted on that day: paused ones are answered, but in no count.
    """

    start: date | None = None
    end: date | None = None
    kinds: frozenset[MilestoneKind] = frozenset()
    tasks: tuple[int, ...] = ()
    plans: tuple[int, ...] = ()
    counted: date | None = None

    @property
    def dated(self) -> bool:
        """Whether only milestones with a date in a period are meant."""
        return self.start is not None or self.end is not None

    @property
    def params(self) -> dict[str, object]:
        """Give what a statement of this shape is run with."""
        given = {
            "start": self.start,
            "end": self.end,
            "tasks": self.tasks,
            "plans": self.plans,
            "counted": self.counted,
        }
        return {name: value for name, value in given.items() if value}


COLUMNS: tuple[Any, ...] = (
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
    # A row without a printed deadline has a stand-in milestone, which is none for an answer.
    case((Milestone.rule == UNSTATED, None), else_=Milestone.kind),
    Milestone.start,
    Milestone.due,
    Milestone.rrule,
    Event.text,
    Event.date,
    Milestone.offset,
    func.coalesce(Milestone.working, false()),
    Milestone.action,
    func.coalesce(Milestone.soft, false()),
)
REACH = len(COLUMNS) + 1
"""Where in a row the columns of the reach begin."""


class MilestoneRepository:
    """The milestones of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def find(self, whom: Whom, within: Within, roles: Collection[Role]) -> list[Reached]:
        """Return the milestones of `whom` in the given `roles`, each once, by the best way to it."""
        shape = Shape.of(whom, within, roles)
        params = {"region": self._region_id, **whom.params, **within.params}
        rows = read_columns(self._session, _statement(shape), params)
        if whom.everyone:
            return [Reached(MilestoneFact._make(row), None) for row in rows]
        return _best((row, _reach(*row[REACH:])) for row in rows)


@lru_cache(maxsize=1024)
def _reach(role: str, via: str | None, certainty: str) -> Reach:
    """Give a reach as stored; a unit comes to hundreds of tasks in the same few ways."""
    return Reach(Role(role), via, Certainty(certainty))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement depends on besides its parameters."""

    units: int
    groups: bool
    roles: frozenset[Role]
    start: bool
    end: bool
    kinds: frozenset[MilestoneKind]
    tasks: bool
    plans: bool
    counted: bool

    @classmethod
    def of(cls, whom: Whom, within: Within, roles: Collection[Role]) -> "Shape":
        """Read the shape of a question; several units are one shape."""
        return cls(
            min(len(whom.units), 2),
            bool(whom.groups),
            frozenset(roles),
            within.start is not None,
            within.end is not None,
            within.kinds,
            bool(within.tasks),
            bool(within.plans),
            within.counted is not None,
        )

    @property
    def whom(self) -> Whom:
        """Stand for whoever is asked about; only how many they are matters here."""
        return Whom((0,) * self.units, (0,) * self.groups)


@lru_cache(maxsize=256)
def _statement(shape: Shape) -> AnySelect:
    conditions = _conditions(shape)
    if shape.whom.everyone:
        return _joined(select(*COLUMNS, is_unsettled())).where(*conditions)
    reach = select_reach(shape.whom, shape.roles)
    columns = (*COLUMNS, false(), reach.c.role, reach.c.via, reach.c.certainty)
    return _joined(select(*columns)).join(reach, reach.c.task_id == Task.id).where(*conditions)


def _conditions(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Plan.region_id == bindparam("region"),
        Task.position.is_not(None),
    ]
    if shape.plans:
        conditions.append(Task.plan_id.in_(bindparam("plans", expanding=True)))
    if shape.tasks:
        conditions.append(Task.id.in_(bindparam("tasks", expanding=True)))
    if not (shape.plans or shape.tasks):
        # What is closed is answered only when it is named.
        conditions += [Plan.state != Watch.CLOSED, Task.state != Watch.CLOSED]
    if shape.counted:
        watched = (Task,) if shape.plans else (Plan, Task)
        conditions += open_on(bindparam("counted"), *watched)
    if shape.kinds:
        conditions.append(or_(*(Milestone.kind == kind for kind in sorted(shape.kinds))))
    if shape.start or shape.end:
        conditions.append(_may_be_due(shape))
    return conditions


def _may_be_due(shape: Shape) -> ColumnElement[bool]:
    """Select what is due in the period as printed or as extended, and what is yet to be computed."""
    begun = Milestone.due <= bindparam("end") if shape.end else Milestone.due.is_not(None)
    return or_(
        _between(Milestone.due, shape),
        and_(Milestone.kind == MilestoneKind.RECURRING, begun),
        Event.date.is_not(None),
        Milestone.id.in_(_extended(shape)),
    )


def _extended(shape: Shape) -> Select[int]:
    """Select what was extended into the period; for one unit the index by unit and due date serves."""
    statement = select(Assignment.milestone_id).where(
        Assignment.extended.is_(True), _between(Assignment.due, shape)
    )
    if shape.units:
        return statement.where(is_unit(Assignment.unit_id, shape.whom))
    return statement.where(Assignment.region_id == bindparam("region"))


def _joined(statement: AnySelect) -> AnySelect:
    return (
        statement.select_from(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Milestone, and_(Milestone.task_id == Task.id, Milestone.position.is_not(None)))
        .outerjoin(Event, Event.id == Milestone.event_id)
    )


def _between(column: SQLColumnExpression[date | None], shape: Shape) -> ColumnElement[bool]:
    bounds = []
    if shape.start:
        bounds.append(column >= bindparam("start"))
    if shape.end:
        bounds.append(column <= bindparam("end"))
    return and_(*bounds)


def _best(rows: Iterable[tuple[Sequence[Any], Reach]]) -> list[Reached]:
    """Keep the best reach of each task, with each of its milestones once."""
    best: dict[tuple[int, int | None], tuple[Sequence[Any], Reach]] = {}
    for row, reach in rows:
        key = (row[0], row[12])
        held = best.get(key)
        if held is None or reach.rank < held[1].rank:
            best[key] = (row, reach)
    return [Reached(MilestoneFact._make(row[:REACH]), reach) for row, reach in best.values()]
