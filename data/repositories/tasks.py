"""Tasks and their milestones, as questions select them; each query is for one region."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from data.dates.values import MilestoneKind
from data.models import (
    UNSTATED,
    Assignment,
    Event,
    Milestone,
    NamedUnit,
    Plan,
    Responsibility,
    Task,
    TaskTerm,
    UnitGroup,
    UnitGroupMember,
    Verdict,
    Watch,
)
from data.units.values import Certainty, Role

AnySelect = Select[*tuple[Any, ...]]
EXECUTING = (Role.LEAD, Role.ASSIST)
ANSWERED = (Watch.OPEN, Watch.PAUSED)
"""Plans and items in these states are answered; closed ones only when they are named."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a unit or group comes to a task: its role, the printed group between them, and how surely."""

    role: Role
    via: str | None
    certainty: Certainty

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Order reaches: definite before possible, executing before overseeing, direct before via."""
        return (self.certainty is not Certainty.DEFINITE, not self.role.executes, self.via is not None)


@dataclass(frozen=True, slots=True)
class MilestoneFact:
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
class Whom:
    """Whose tasks are asked for: units or groups by id; the whole region where both are empty."""

    units: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()

    @property
    def everyone(self) -> bool:
        """Whether the whole region is meant."""
        return not self.units and not self.groups


@dataclass(frozen=True, slots=True)
class Within:
    """Which milestones are asked for: those of `kinds`, or those that may be due from `start` to `end`."""

    start: date | None = None
    end: date | None = None
    kinds: frozenset[MilestoneKind] = frozenset()
    tasks: tuple[int, ...] = ()
    plans: tuple[int, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether only milestones with a date in a period are meant."""
        return self.start is not None or self.end is not None


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


class TaskRepository:
    """The tasks of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def milestones(self, whom: Whom, within: Within, roles: Collection[Role]) -> list[Reached]:
        """Return the milestones of `whom` in the given `roles`, each once, by the best way to it."""
        if whom.everyone:
            return self._of_region(within)
        reach = _reach(whom, roles)
        statement = (
            _joined(select(*COLUMNS, false(), reach.c.role, reach.c.via, reach.c.certainty))
            .join(reach, reach.c.task_id == Task.id)
            .where(*self._conditions(whom, within))
        )
        return _best(
            (row[:25], Reach(Role(row[25]), row[26], Certainty(row[27])))
            for row in self._session.execute(statement)
        )

    def _of_region(self, within: Within) -> list[Reached]:
        statement = _joined(select(*COLUMNS, _unsettled())).where(*self._conditions(Whom(), within))
        return [Reached(MilestoneFact(*row), None) for row in self._session.execute(statement)]

    def _conditions(self, whom: Whom, within: Within) -> list[ColumnElement[bool]]:
        named = within.plans or within.tasks
        conditions = [Plan.region_id == self._region_id, Task.position.is_not(None)]
        if not named:
            conditions += [Plan.state.in_(ANSWERED), Task.state.in_(ANSWERED)]
        if within.plans:
            conditions.append(Task.plan_id.in_(within.plans))
        if within.tasks:
            conditions.append(Task.id.in_(within.tasks))
        if within.kinds:
            conditions.append(Milestone.kind.in_(within.kinds))
        if within.dated:
            conditions.append(self._may_be_due(whom, within))
        return conditions

    def _may_be_due(self, whom: Whom, within: Within) -> ColumnElement[bool]:
        """Select what is due in the period as printed or as extended, and what is yet to be computed."""
        return or_(
            _between(Milestone.due, within),
            and_(Milestone.kind == MilestoneKind.RECURRING, _between(Milestone.due, Within(end=within.end))),
            Event.date.is_not(None),
            Milestone.id.in_(self._extended(whom, within)),
        )

    def _extended(self, whom: Whom, within: Within) -> Select[int]:
        statement = select(Assignment.milestone_id).where(
            Assignment.region_id == self._region_id,
            Assignment.extended.is_(True),
            _between(Assignment.due, within),
        )
        return statement.where(Assignment.unit_id.in_(whom.units)) if whom.units else statement

    def count_unsettled(self) -> int:
        """Count the tasks of open plans that only possible groups execute."""
        statement = (
            select(func.count())
            .select_from(Task)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Plan.state == Watch.OPEN)
            .where(Task.position.is_not(None), Task.state == Watch.OPEN, _unsettled())
        )
        return self._session.scalar(statement) or 0

    def with_item(self, label: str, plans: Collection[int]) -> list[tuple[int, int]]:
        """Return (task, plan) of the rows with the item `label`, in `plans` or in all that are answered."""
        statement = (
            select(Task.id, Task.plan_id)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.item == label, Task.position.is_not(None))
            .order_by(Task.plan_id, Task.position)
        )
        return [(task, plan) for task, plan in self._session.execute(_in_plans(statement, plans))]

    def plans_of(self, tasks: Collection[int]) -> list[tuple[int, int]]:
        """Return (task, plan) of `tasks`."""
        statement = (
            select(Task.id, Task.plan_id)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.id.in_(tasks))
        )
        return [(task, plan) for task, plan in self._session.execute(statement)]

    def outline(self, plans: Collection[int]) -> list[tuple[int, int, str | None, str | None]]:
        """Return (task, plan, heading, chapter) of all rows, in the order of their documents."""
        statement = (
            select(Task.id, Task.plan_id, Task.heading, Task.chapter)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.position.is_not(None))
            .order_by(Task.plan_id, Task.position)
        )
        return [tuple(row) for row in self._session.execute(_in_plans(statement, plans))]

    def reached_by(self, whom: Whom, tasks: Collection[int]) -> set[int]:
        """Return those of `tasks` that `whom` has in any role."""
        reach = _reach(whom, tuple(Role))
        return set(self._session.scalars(select(reach.c.task_id).where(reach.c.task_id.in_(tasks))))

    def with_terms(self, terms: Collection[str], least: int, limit: int) -> list[int]:
        """Return the tasks that have at least `least` of the `terms`, the fullest first."""
        shared = func.count()
        statement = (
            select(TaskTerm.task_id)
            .where(TaskTerm.region_id == self._region_id, TaskTerm.term.in_(terms))
            .group_by(TaskTerm.task_id)
            .having(shared >= least)
            .order_by(shared.desc(), TaskTerm.task_id)
            .limit(limit)
        )
        return list(self._session.scalars(statement))

    def texts(self, tasks: Collection[int], plans: Collection[int]) -> list["TaskText"]:
        """Return what a subject is compared with, for `tasks` of the plans that are answered."""
        statement = (
            select(Task.id, Task.plan_id, Task.heading, Task.detail, Task.scope)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.id.in_(tasks), Task.position.is_not(None))
            .order_by(Task.plan_id, Task.position)
        )
        return [TaskText(*row) for row in self._session.execute(_in_plans(statement, plans))]

    def with_scopes(self, names: Collection[str], plans: Collection[int]) -> list["TaskText"]:
        """Return the rows whose scope holds one of the domain `names`."""
        statement = (
            select(Task.id, Task.plan_id, Task.heading, Task.detail, Task.scope)
            .join(Plan, Plan.id == Task.plan_id)
            .where(
                Plan.region_id == self._region_id,
                Task.position.is_not(None),
                or_(false(), *(Task.scope.contains(name, autoescape=True) for name in names)),
            )
            .order_by(Task.plan_id, Task.position)
        )
        return [TaskText(*row) for row in self._session.execute(_in_plans(statement, plans))]


@dataclass(frozen=True, slots=True)
class TaskText:
    """The printed text of a row, for comparing with a subject."""

    task_id: int
    plan_id: int
    heading: str | None
    detail: str
    scope: str | None


def _in_plans(statement: AnySelect, plans: Collection[int]) -> AnySelect:
    """Keep to the `plans` that are named, else to those that are answered without."""
    if plans:
        return statement.where(Task.plan_id.in_(plans))
    return statement.where(Plan.state.in_(ANSWERED), Task.state.in_(ANSWERED))


def _joined(statement: AnySelect) -> AnySelect:
    return (
        statement.select_from(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Milestone, and_(Milestone.task_id == Task.id, Milestone.position.is_not(None)))
        .outerjoin(Event, Event.id == Milestone.event_id)
    )


def _between(column: SQLColumnExpression[date | None], within: Within) -> ColumnElement[bool]:
    bounds: list[ColumnElement[bool]] = [true()]
    if within.start is not None:
        bounds.append(column >= within.start)
    if within.end is not None:
        bounds.append(column <= within.end)
    return and_(column.is_not(None), *bounds)


def _reach(whom: Whom, roles: Collection[Role]) -> Subquery:
    """Select how `whom` comes to its tasks: named itself, through a group, or named by a person."""
    ways = [*_reach_units(whom.units, roles), *_reach_groups(whom.groups, roles)]
    return union_all(*ways).subquery("reach")


def _reach_units(units: tuple[int, ...], roles: Collection[Role]) -> list[AnySelect]:
    if not units:
        return []
    direct = select(
        Responsibility.task_id.label("task_id"),
        Responsibility.role.label("role"),
        literal(None).label("via"),
        literal(Certainty.DEFINITE.value).label("certainty"),
    ).where(Responsibility.unit_id.in_(units), Responsibility.role.in_(roles))
    return [direct, _through_groups(units, roles), _named(units, roles)]


def _through_groups(units: tuple[int, ...], roles: Collection[Role]) -> AnySelect:
    """Select through groups; where somebody has named a group's units, only those have the task."""
    decided = aliased(NamedUnit)
    settled = exists().where(
        NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED
    )
    excluded = exists().where(
        decided.responsibility_id == Responsibility.id,
        decided.unit_id == UnitGroupMember.unit_id,
        decided.verdict == Verdict.EXCLUDED,
    )
    return (
        select(
            Responsibility.task_id,
            Responsibility.role,
            Responsibility.printed,
            _plain(UnitGroupMember.certainty),
        )
        .join(UnitGroupMember, UnitGroupMember.group_id == Responsibility.group_id)
        .where(UnitGroupMember.unit_id.in_(units), Responsibility.role.in_(roles))
        .where(~excluded, or_(UnitGroupMember.certainty == Certainty.DEFINITE, ~settled))
    )


def _named(units: tuple[int, ...], roles: Collection[Role]) -> AnySelect:
    return (
        select(
            Responsibility.task_id,
            Responsibility.role,
            Responsibility.printed,
            literal(Certainty.DEFINITE.value),
        )
        .join(NamedUnit, NamedUnit.responsibility_id == Responsibility.id)
        .where(NamedUnit.unit_id.in_(units), NamedUnit.verdict == Verdict.NAMED)
        .where(Responsibility.role.in_(roles))
    )


def _reach_groups(groups: tuple[int, ...], roles: Collection[Role]) -> list[AnySelect]:
    if not groups:
        return []
    return [
        select(
            Responsibility.task_id.label("task_id"),
            Responsibility.role.label("role"),
            literal(None).label("via"),
            _plain(UnitGroup.certainty).label("certainty"),
        )
        .join(UnitGroup, UnitGroup.id == Responsibility.group_id)
        .where(Responsibility.group_id.in_(groups), Responsibility.role.in_(roles))
    ]


def _plain(column: SQLColumnExpression[Certainty]) -> ColumnElement[str]:
    """Give a certainty as its plain text, so that the branches of the union are of one type."""
    return case((column == Certainty.DEFINITE, Certainty.DEFINITE.value), else_=Certainty.POSSIBLE.value)


def _unsettled() -> ColumnElement[bool]:
    """Say whether a task is executed by possible groups alone."""
    sure = (
        exists()
        .where(Responsibility.task_id == Task.id, Responsibility.role.in_(EXECUTING))
        .where(
            or_(
                Responsibility.unit_id.is_not(None),
                exists().where(
                    UnitGroup.id == Responsibility.group_id, UnitGroup.certainty == Certainty.DEFINITE
                ),
                # X等…部门: its X is sure although the rest is not.
                exists().where(
                    UnitGroupMember.group_id == Responsibility.group_id,
                    UnitGroupMember.certainty == Certainty.DEFINITE,
                ),
                exists().where(
                    NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED
                ),
            )
        )
    )
    executed = aliased(Responsibility)
    some = exists().where(executed.task_id == Task.id, executed.role.in_(EXECUTING))
    return and_(some, ~sure)


def _best(rows: Iterable[tuple[Sequence[Any], Reach]]) -> list[Reached]:
    """Keep the best reach of each task, with each of its milestones once."""
    best: dict[tuple[int, int | None], tuple[Sequence[Any], Reach]] = {}
    for row, reach in rows:
        key = (row[0], row[12])
        held = best.get(key)
        if held is None or reach.rank < held[1].rank:
            best[key] = (row, reach)
    return [Reached(MilestoneFact(*row), reach) for row, reach in best.values()]
