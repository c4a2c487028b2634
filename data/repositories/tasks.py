"""Tasks by what questions say of them: item, heading, scope, or the words that they print."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from data.models import Plan, Task, TaskTerm, Watch
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
        statement = (
            select(Task.id, Task.plan_id)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.region_id == self._region_id, Task.item.in_(labels), Task.position.is_not(None))
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
        """Return those of `tasks` that `whom` surely has, in any role."""
        reach = select_reach(whom, tuple(Role))
        sure = reach.c.certainty == Certainty.DEFINITE.value
        statement = select(reach.c.task_id).where(reach.c.task_id.in_(tasks), sure)
        return set(self._session.scalars(statement, whom.params))

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
