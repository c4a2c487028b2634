"""Rows of history about a region or a task, and the lock under which a region's tasks change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import hold_region
from data.authors import Author
from data.models import Change, History, Plan, Responsibility, Task
from data.statuses import Act


def write_entry(
    session: Session,
    change: Change,
    act: Act,
    *,
    author: Author,
    now: datetime,
    region_id: int,
    task_id: int | None = None,
    unit_id: int | None = None,
    before: str | None = None,
    after: str | None = None,
    why: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write a row of history that is about no single assignment; return its key."""
    row = History(
        at=now,
        change=change,
        region_id=region_id,
        task_id=task_id,
        unit_id=unit_id,
        chat_id=author.chat_id,
        person=author.person,
        by=author.by,
        before=before,
        after=after,
        why=why,
        details={"act": act.value, **(details or {})},
    )
    session.add(row)
    session.flush()
    return row.id


def region_of_task(session: Session, task_id: int) -> int:
    """Return the region of a task."""
    query = select(Plan.region_id).join(Task, Task.plan_id == Plan.id).where(Task.id == task_id)
    return session.scalars(query).one()


def hold_responsibility(
    session: Session, responsibility_id: int, region_id: int | None
) -> tuple[Responsibility, int] | None:
    """Lock a responsibility's region and read it afresh; None where it is not there, or another region's."""
    task_id = session.scalar(select(Responsibility.task_id).where(Responsibility.id == responsibility_id))
    if task_id is None:
        return None
    here = region_of_task(session, task_id)
    if region_id not in (None, here):
        return None
    hold_region(session, here)
    responsibility = session.get(Responsibility, responsibility_id, populate_existing=True)
    return (responsibility, here) if responsibility is not None else None
