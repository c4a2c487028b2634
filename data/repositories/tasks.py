"""Tasks by what questions say of them: item, heading, scope, or the words that they print."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, false, func, or_, select
from sqlalchemy.orm import Session

from data.models import Plan, Task, TaskTerm, Watch
from data.repositories.columns import read_columns
from data.repositories.reach import AnySelect, Whom, select_reach
from data.units.values import Certainty, Role

ANSWERED = (Watch.OPEN, Watch.PAUSED)
"""Plans and items in these states are answered; closed ones only when they are named."""


class TaskRepository:
    """The tasks of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def with_item(self, labels: Collection[str], plans: Collection[int]) -> list[tuple[int, int]]:
        """Return (task, plan) of the rows with one of `labels`, in `plans` or in all that are answered."""
        params = {"region": self._region_id, "labels": list(labels), **_given(plans)}
        rows = read_columns(self._session, _with_item(bool(plans)), params)
        return [(task, plan) for task, plan in rows]

    def plans_of(self, tasks: Collection[int]) -> list[tuple[int, int]]:
        """Return (task, plan) of `tasks`."""
        params = {"region": self._region_id, "tasks": list(tasks)}
        return [(task, plan) for task, plan in read_columns(self._session, _plans_of(), params)]

    def outline(self, plans: Collection[int]) -> list[tuple[int, int, str | None, str | None]]:
        """Return (task, plan, heading, chapter) of all rows, in the order of their documents."""
        statement = (
            select(Task.id, Task.plan_id, Task.heading, Task.chapter)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.position.is_not(None))
            .order_by(Task.plan_id, Task.position)
        )
        return [tuple(row) for row in self._session.execute(_in_plans(statement, bool(plans)), _given(plans))]

    def reached_by(self, whom: Whom, tasks: Collection[int]) -> set[int]:
        """Return those of `tasks` that `whom` surely has, in any role."""
        reach = select_reach(whom, tuple(Role))
        sure = reach.c.certainty == Certainty.DEFINITE.value
        statement = select(reach.c.task_id).where(reach.c.task_id.in_(tasks), sure)
        return set(self._session.scalars(statement, whom.params))

    def with_terms(self, terms: Collection[str], least: int, limit: int) -> list[int]:
        """Return the tasks that have at least `least` of the `terms`, the fullest first."""
        params = {"region": self._region_id, "terms": list(terms), "least": least, "most": limit}
        return [row[0] for row in read_columns(self._session, _with_terms(), params)]

    def texts(self, tasks: Collection[int], plans: Collection[int]) -> list["TaskText"]:
        """Return what a subject is compared with, for `tasks` of the plans that are answered."""
        params = {"region": self._region_id, "tasks": list(tasks), **_given(plans)}
        return [TaskText(*row) for row in read_columns(self._session, _texts(bool(plans)), params)]

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
        found = self._session.execute(_in_plans(statement, bool(plans)), _given(plans))
        return [TaskText(*row) for row in found]


@dataclass(frozen=True, slots=True)
class TaskText:
    """The printed text of a row, for comparing with a subject."""

    task_id: int
    plan_id: int
    heading: str | None
    detail: str
    scope: str | None


@cache
def _with_item(named: bool) -> AnySelect:
    statement = (
        select(Task.id, Task.plan_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.region_id == bindparam("region"), Task.position.is_not(None))
        .where(Task.item.in_(bindparam("labels", expanding=True)))
        .order_by(Task.plan_id, Task.position)
    )
    return _in_plans(statement, named)


@cache
def _plans_of() -> AnySelect:
    return (
        select(Task.id, Task.plan_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.region_id == bindparam("region"), Task.id.in_(bindparam("tasks", expanding=True)))
    )


@cache
def _with_terms() -> AnySelect:
    shared = func.count()
    return (
        select(TaskTerm.task_id)
        .where(TaskTerm.region_id == bindparam("region"))
        .where(TaskTerm.term.in_(bindparam("terms", expanding=True)))
        .group_by(TaskTerm.task_id)
        .having(shared >= bindparam("least"))
        .order_by(shared.desc(), TaskTerm.task_id)
        .limit(bindparam("most"))
    )


@cache
def _texts(named: bool) -> AnySelect:
    statement = (
        select(Task.id, Task.plan_id, Task.heading, Task.detail, Task.scope)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.region_id == bindparam("region"), Task.position.is_not(None))
        .where(Task.id.in_(bindparam("tasks", expanding=True)))
        .order_by(Task.plan_id, Task.position)
    )
    return _in_plans(statement, named)


def _in_plans(statement: AnySelect, named: bool) -> AnySelect:
    """Keep to the `plans` where some are named, else to those that are answered without."""
    if named:
        return statement.where(Task.plan_id.in_(bindparam("plans", expanding=True)))
    return statement.where(Plan.state.in_(ANSWERED), Task.state.in_(ANSWERED))


def _given(plans: Collection[int]) -> dict[str, object]:
    return {"plans": list(plans)} if plans else {}
