"""Rows for tests, with whatever the test does not care about filled in."""

from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.dates.values import MilestoneKind
from data.models import (
    Milestone,
    Plan,
    Region,
    Responsibility,
    Source,
    Task,
    Unit,
    UnitAlias,
    UnitGroup,
)
from data.units.groups import read_group
from data.units.kinds import kind_of
from data.units.values import Certainty, Role, UnitKind

_numbers = count(1)


def make_region(session: Session, name: str = "东至县", **fields: Any) -> Region:
    """Store a region."""
    return _store(session, Region(name=name, **{"prefix": name[-1], **fields}))


def make_unit(session: Session, region: Region, name: str = "县住建局", *aliases: str, **fields: Any) -> Unit:
    """Store a unit with its aliases."""
    kind = kind_of(name, region.prefix) or UnitKind.DEPARTMENT
    unit = _store(session, Unit(**{"region_id": region.id, "name": name, "kind": kind, **fields}))
    for alias in aliases:
        _store(session, UnitAlias(unit_id=unit.id, alias=alias, source=Source.ROSTER))
    return unit


def make_group(session: Session, region: Region, name: str = "各乡镇人民政府", **fields: Any) -> UnitGroup:
    """Store a group as it is read; its members come with `refresh`."""
    reading = read_group(name)
    certainty = reading.certainty if reading else Certainty.DEFINITE
    return _store(
        session, UnitGroup(**{"region_id": region.id, "name": name, "certainty": certainty, **fields})
    )


def make_plan(session: Session, region: Region, **fields: Any) -> Plan:
    """Store a plan without tasks."""
    number = next(_numbers)
    given = {
        "key": f"plan-{number}",
        "title": f"任务分工表{number}",
        "short_name": f"分工表{number}",
        "year": 2020,
        "source_name": "plan.docx",
        "source_sha256": "0" * 64,
        "imported_at": datetime(2020, 8, 14, 12, tzinfo=ZONE),
    }
    return _store(session, Plan(region_id=region.id, **{**given, **fields}))


def make_task(
    session: Session, plan: Plan, *holders: Unit | UnitGroup, role: Role = Role.LEAD, **fields: Any
) -> Task:
    """Store a task that `holders` have in `role`."""
    number = next(_numbers)
    given = {"position": number, "item": str(number), "item_number": number, "detail": f"任务{number}"}
    task = _store(session, Task(plan_id=plan.id, **{**given, **fields}))
    for holder in holders:
        make_responsibility(session, task, holder, role)
    return task


def make_responsibility(
    session: Session, task: Task, holder: Unit | UnitGroup, role: Role = Role.LEAD
) -> Responsibility:
    """Give a task to a unit or group."""
    key = "unit_id" if isinstance(holder, Unit) else "group_id"
    return _store(
        session,
        Responsibility(
            task_id=task.id, role=role, position=next(_numbers), printed=holder.name, **{key: holder.id}
        ),
    )


def make_milestone(
    session: Session, task: Task, due: date | None = date(2020, 9, 30), **fields: Any
) -> Milestone:
    """Store a milestone: by `due` where nothing else is said."""
    given = {"position": next(_numbers), "kind": MilestoneKind.BY, "due": due}
    return _store(session, Milestone(task_id=task.id, **{**given, **fields}))


def _store(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
