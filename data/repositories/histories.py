"""What people recorded, in the order in which they did, the newest last."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from data.histories import HistoryFact
from data.models import Assignment, Change, Chat, History, Task, Unit
from data.repositories.reach import AnySelect
from data.statuses import read_act

OF_MILESTONE = (Change.CORRECTION, Change.EVENT)
"""What is recorded of a task's milestone and holds for each of its assignments."""


class HistoryRepository:
    """The history of one region."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def of_assignment(self, assignment_id: int) -> list[HistoryFact]:
        """Return what is recorded of an assignment, and of the milestone that it is an occurrence of."""
        query = select(Assignment.task_id, Assignment.milestone_id)
        here = Assignment.region_id == self._region_id
        found = self._session.execute(query.where(Assignment.id == assignment_id, here)).one_or_none()
        if found is None:
            return []
        task_id, milestone_id = found
        shared = and_(
            History.task_id == task_id, History.assignment_id.is_(None), History.change.in_(OF_MILESTONE)
        )
        facts = self._facts(or_(History.assignment_id == assignment_id, shared))
        return [fact for fact in facts if milestone_id in fact.details.get("milestones", (milestone_id,))]

    def of_task(self, task_id: int) -> list[HistoryFact]:
        """Return what is recorded of a task and of each of its assignments."""
        own = select(Assignment.id).where(Assignment.task_id == task_id)
        return self._facts(or_(History.task_id == task_id, History.assignment_id.in_(own)))

    def since(self, start: datetime, limit: int = 200) -> list[HistoryFact]:
        """Return the latest `limit` rows of the region from `start` on."""
        here = History.region_id == self._region_id
        # An event is told once, not again for each task that waits for it.
        once = or_(History.change != Change.EVENT, History.task_id.is_(None))
        query = self._rows().where(here, once, History.at >= start).order_by(History.id.desc()).limit(limit)
        return _facts(list(reversed(self._session.execute(query).all())))

    def latest(self, assignment_ids: Sequence[int]) -> dict[int, HistoryFact]:
        """Return the last row of each of the assignments that has one."""
        found: dict[int, HistoryFact] = {}
        for start in range(0, len(assignment_ids), 500):
            chunk = assignment_ids[start : start + 500]
            for fact in self._facts(History.assignment_id.in_(chunk)):
                if fact.assignment_id is not None:
                    found[fact.assignment_id] = fact
        return found

    def _facts(self, condition: ColumnElement[bool]) -> list[HistoryFact]:
        foreign = or_(Assignment.id.is_(None), Assignment.region_id == self._region_id)
        mine = or_(History.region_id.is_(None), History.region_id == self._region_id)
        query = self._rows().where(condition, foreign, mine).order_by(History.id)
        return _facts(self._session.execute(query).all())

    def _rows(self) -> AnySelect:
        return (
            select(History, Unit.name, Chat.title, Task.item, Task.scope)
            .outerjoin(Assignment, Assignment.id == History.assignment_id)
            .outerjoin(Unit, Unit.id == History.unit_id)
            .outerjoin(Chat, Chat.id == History.chat_id)
            .outerjoin(Task, Task.id == History.task_id)
        )


def fact_of(
    row: History,
    unit: str | None = None,
    chat: str | None = None,
    item: str | None = None,
    scope: str | None = None,
    *,
    taken_back: bool = False,
) -> HistoryFact:
    """Return a stored row as a value."""
    return HistoryFact(
        id=row.id,
        at=row.at,
        change=row.change.value,
        act=read_act(row.details.get("act")),
        by=row.by,
        before=row.before,
        after=row.after,
        why=row.why,
        person=row.person,
        chat_id=row.chat_id,
        chat=chat,
        unit_id=row.unit_id,
        unit=unit,
        task_id=row.task_id,
        item=item,
        scope=scope,
        assignment_id=row.assignment_id,
        taken_back=taken_back,
        details=row.details,
    )


def _facts(rows: Iterable[Sequence[Any]]) -> list[HistoryFact]:
    listed = [tuple(row) for row in rows]
    taken = {key for row in listed for key in row[0].details.get("takes_back", ())}
    return [
        fact_of(row, unit, chat, item, scope, taken_back=row.id in taken)
        for row, unit, chat, item, scope in listed
    ]
