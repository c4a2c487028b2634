"""What is owed in a region: which milestone occurrences by which units, read from plans and groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.dates.events import due_after
from data.dates.recurrence import occurrences
from data.dates.values import MilestoneKind
from data.dates.workdays import is_workday
from data.models import (
    ONCE,
    Event,
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
from data.units.values import Certainty, Role

HORIZON = timedelta(days=400)
"""How far ahead the occurrences of a recurring milestone are assigned."""

EXECUTING = tuple(role for role in Role if role.executes)


class Owed(NamedTuple):
    """What makes an assignment one: exactly one of `unit` and `group` is set."""

    milestone: int
    occurrence: date
    unit: int | None
    group: int | None


class Terms(NamedTuple):
    """On what terms an assignment is owed: of which task, through which responsibility, by when.

    `printed` is what the document says; `due` differs from it where a person corrected the milestone.
    """

    plan: int
    task: int
    responsibility: int
    due: date | None
    printed: date | None


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who executes a task, and through which responsibility."""

    unit: int | None
    group: int | None
    responsibility: int


class Dated(NamedTuple):
    """When an occurrence of a milestone is due; `printed` is what the document says."""

    plan: int
    task: int
    due: date | None
    printed: date | None


def find_dates(session: Session, region_id: int, today: date) -> dict[tuple[int, date], Dated]:
    """Say when each milestone of the region is due, occurrence by occurrence, whoever owes it."""
    query = (
        select(Milestone, Event.date, Plan.id, Plan.issued)
        .join(Milestone.task)
        .join(Task.plan)
        .outerjoin(Milestone.event)
        .where(*_watched(region_id), Milestone.position.is_not(None))
    )
    dates: dict[tuple[int, date], Dated] = {}
    for milestone, happened, plan_id, issued in session.execute(query):
        for occurrence, due in days_of(milestone, happened, issued or today, today + HORIZON):
            printed = milestone.printed_due if milestone.corrected else due
            dates[milestone.id, occurrence] = Dated(plan_id, milestone.task_id, due, printed)
    return dates


def find_owed(session: Session, region_id: int, dates: Mapping[tuple[int, date], Dated]) -> dict[Owed, Terms]:
    """Say what is owed in the region on the `dates`, each thing once, whichever ways lead to it."""
    holders = _holders(session, region_id)
    return {
        Owed(milestone, occurrence, holder.unit, holder.group): Terms(
            dated.plan, dated.task, holder.responsibility, dated.due, dated.printed
        )
        for (milestone, occurrence), dated in dates.items()
        for holder in holders.get(dated.task, ())
    }


def days_of(
    milestone: Milestone, happened: date | None, begin: date, end: date
) -> list[tuple[date, date | None]]:
    """Return each occurrence of a `milestone` up to `end` with its due date, if it has one.

    `happened` is the date of its event; a rule without a first occurrence is counted from `begin`.
    """
    if milestone.kind is MilestoneKind.RECURRING and milestone.rrule:
        return [(day, day) for day in occurrences(milestone.rrule, milestone.due or begin, end)]
    if milestone.kind is MilestoneKind.EVENT and happened and milestone.offset:
        due = due_after(happened, milestone.offset, working=milestone.working, is_workday=is_workday)
        return [(ONCE, due)]
    return [(ONCE, milestone.due)]


def _watched(region_id: int) -> tuple[ColumnElement[bool], ...]:
    """Choose the tasks that stand in an open or paused plan of the region."""
    return (
        Plan.region_id == region_id,
        Plan.state != Watch.CLOSED,
        Task.state != Watch.CLOSED,
        Task.position.is_not(None),
    )


def _holders(session: Session, region_id: int) -> dict[int, list[_Holder]]:
    """Say who surely executes each task: direct before via a group, lead before assist."""
    reached = [*_direct(session, region_id), *_named(session, region_id), *_via_groups(session, region_id)]
    first: dict[tuple[int, int | None, int | None], int] = {}
    for task_id, _, responsibility_id, unit_id, group_id in sorted(reached, key=lambda row: row[1]):
        first.setdefault((task_id, unit_id, group_id), responsibility_id)
    holders: dict[int, list[_Holder]] = {}
    for (task_id, unit_id, group_id), responsibility_id in first.items():
        holders.setdefault(task_id, []).append(_Holder(unit_id, group_id, responsibility_id))
    return holders


_Reached = tuple[int, tuple[int, bool, int], int, int | None, int | None]
"""Task, rank, responsibility, unit, group."""


def _executing(region_id: int) -> tuple[ColumnElement[bool], ...]:
    return (*_watched(region_id), Responsibility.role.in_(EXECUTING))


def _rank(indirect: int, role: Role, position: int) -> tuple[int, bool, int]:
    return (indirect, role is not Role.LEAD, position)


def _direct(session: Session, region_id: int) -> list[_Reached]:
    """Find the units that are printed themselves."""
    rows = session.execute(
        select(Task.id, Responsibility.role, Responsibility.position, Responsibility.id, Unit.id)
        .join(Responsibility.task)
        .join(Task.plan)
        .join(Responsibility.unit)
        .where(*_executing(region_id), Unit.state != Watch.CLOSED)
    )
    return [(task, _rank(0, role, place), key, unit, None) for task, role, place, key, unit in rows]


def _named(session: Session, region_id: int) -> list[_Reached]:
    """Find the units that an entitled person named for a possible group."""
    rows = session.execute(
        select(Task.id, Responsibility.role, Responsibility.position, Responsibility.id, Unit.id)
        .join(Responsibility.task)
        .join(Task.plan)
        .join(Responsibility.named)
        .join(NamedUnit.unit)
        .where(*_executing(region_id), NamedUnit.verdict == Verdict.NAMED, Unit.state != Watch.CLOSED)
    )
    return [(task, _rank(1, role, place), key, unit, None) for task, role, place, key, unit in rows]


def _via_groups(session: Session, region_id: int) -> list[_Reached]:
    """Find the definite members of printed groups, or the group itself where it is definite and has none."""
    members = _definite_members(session, region_id)
    excluded = _excluded(session, region_id)
    rows = session.execute(
        select(
            Task.id,
            Responsibility.role,
            Responsibility.position,
            Responsibility.id,
            UnitGroup.id,
            UnitGroup.certainty,
        )
        .join(Responsibility.task)
        .join(Task.plan)
        .join(Responsibility.group)
        .where(*_executing(region_id))
    )
    reached: list[_Reached] = []
    for task, role, place, key, group, certainty in rows:
        units = members.get(group, ())
        rank = _rank(2, role, place)
        reached += [(task, rank, key, unit, None) for unit in units if (key, unit) not in excluded]
        if not units and certainty is Certainty.DEFINITE:
            reached.append((task, rank, key, None, group))
    return reached


def _definite_members(session: Session, region_id: int) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for group_id, unit_id in session.execute(
        select(UnitGroupMember.group_id, UnitGroupMember.unit_id)
        .join(UnitGroupMember.group)
        .join(UnitGroupMember.unit)
        .where(
            UnitGroup.region_id == region_id,
            UnitGroupMember.certainty == Certainty.DEFINITE,
            Unit.state != Watch.CLOSED,
        )
        .order_by(UnitGroupMember.unit_id)
    ):
        members.setdefault(group_id, []).append(unit_id)
    return members


def _excluded(session: Session, region_id: int) -> set[tuple[int, int]]:
    query = (
        select(NamedUnit.responsibility_id, NamedUnit.unit_id)
        .join(NamedUnit.unit)
        .where(Unit.region_id == region_id, NamedUnit.verdict == Verdict.EXCLUDED)
    )
    return {(responsibility, unit) for responsibility, unit in session.execute(query)}
