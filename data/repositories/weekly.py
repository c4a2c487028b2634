"""What the figures of a period need from the database: groups of assignments, and what changed since.

How things stood on a day is what is stored, less what history says has changed after it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, String, and_, case, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from data.models import ONCE, Assignment, Change, History, Milestone, Plan, Task, Unit, UnitGroup
from data.reports.curve import Moves, Redated
from data.reports.ranking import HolderGroup
from data.reports.weekly import Group, Occurrence, Period
from data.repositories.reach import AnySelect, Whom
from data.repositories.standings import has_nearer, is_of
from data.repositories.watches import counted_in, open_on
from data.statuses import FINISHED, Status

MOVING = (Change.STATUS, Change.PROGRESS)
"""What a row of history that moves a status is about."""
CHUNK = 500
"""How many keys one statement names; databases limit it."""
CLOSED = tuple(sorted(status.value for status in FINISHED))
DAY = timedelta(days=1)
EVERYONE = Whom()


@dataclass(frozen=True, slots=True)
class Extent:
    """Which assignments a summary counts: of a region, of one of its plans, or of some of its units.

    `plan_id` names a plan, open or not; without one all open plans are counted. Items count while they are
    open (`data.repositories.watches`).
    """

    region_id: int
    plan_id: int | None = None
    whom: Whom = EVERYONE


class Listing(StrEnum):
    """Which assignments behind a figure are wanted."""

    OVERDUE = "overdue"  # 逾期
    NEWLY_DONE = "newly_done"  # 新办结
    DUE = "due"  # 本期到期
    DUE_OPEN = "due_open"  # 本期到期未办结
    NEXT = "next"  # 下期到期
    NEXT_OPEN = "next_open"  # 下期到期未办结
    SOON = "soon"  # 14天内到期
    COUNTED = "counted"  # 全部项次
    PENDING = "pending"  # 未开始
    DOING = "doing"  # 进行中
    SUBMITTED = "submitted"  # 待审核
    DONE = "done"  # 已办结
    RETURNED = "returned"  # 已退回


@dataclass(frozen=True, slots=True)
class FoundAssignment:
    """An assignment behind a figure, as it stood then."""

    assignment_id: int
    unit: str
    plan: str
    plan_name: str
    item: str
    scope: str | None
    detail: str
    action: str | None
    due: date
    status: str


@dataclass(frozen=True, slots=True)
class _State:
    """The columns that say how assignments stood at the end of a day, and the history joined for them."""

    status: ColumnElement[str]
    due: ColumnElement[date | None]
    joined: tuple[CTE, ...] = ()


class WeeklyRepository:
    """The assignments of one extent as they stood in one period, in the office's `zone`."""

    def __init__(self, session: Session, extent: Extent, period: Period, zone: tzinfo) -> None:
        self._session = session
        self._extent = extent
        self._period = period
        self._zone = zone
        # Whatever the period: the plans and items that are open today.
        self._counts = counted_in(session, extent.region_id, period.today)
        self._latest = self._latest_changes()
        self._now = self._state(period.as_of, "now")
        self._before = self._state(period.before, "before")

    def groups(self) -> list[Group]:
        """Return the assignments that were stored then, put together where they are alike."""
        one, now, before = Assignment, self._now, self._before
        keys = (one.milestone_id, one.occurrence, one.stored_on, now.due, now.status)
        former = (before.due.label("due_before"), before.status.label("status_before"))
        statement = self._joined(select(*keys, *former, func.count()), now, before)
        # What has not changed is what it is now: grouping by it twice would only cost time.
        grouped = (*keys, *former) if before.joined else keys
        return list(map(Group._make, self._run(statement.where(self._is_stored()).group_by(*grouped))))

    def holders(self) -> list[HolderGroup]:
        """Return each unit's assignments, and those of groups without members, by their status."""
        one, now, before = Assignment, self._now, self._before
        period = self._period
        late = and_(now.status.not_in(CLOSED), now.due < period.as_of, ~self._is_soft())
        stored = or_(one.stored_on <= period.before, one.stored_on > period.today)
        done = and_(now.status == Status.DONE.value, now.due.is_not(None))
        newly = and_(done, ~and_(before.status == Status.DONE.value, stored))
        # Of an expression there is no index: in the order of one the rows would be read all over the table.
        keys = (func.coalesce(one.unit_id, 0), func.coalesce(one.group_id, 0), now.status)
        statement = (
            self._joined(
                select(*keys, func.count(), func.count(now.due), _sum(late), _sum(newly)), now, before
            )
            .where(self._is_stored(), self._is_counted())
            .group_by(*keys)
        )
        return [
            HolderGroup(unit or None, group or None, *figures)
            for unit, group, *figures in self._run(statement)
        ]

    def holder_names(self) -> dict[tuple[int | None, int | None], str]:
        """Return what the units and groups of the region are called."""
        region = self._extent.region_id
        units = select(Unit.id, Unit.name).where(Unit.region_id == region)
        groups = select(UnitGroup.id, UnitGroup.name).where(UnitGroup.region_id == region)
        names: dict[tuple[int | None, int | None], str] = {}
        names |= {(key, None): name for key, name in self._session.execute(units)}
        names |= {(None, key): name for key, name in self._session.execute(groups)}
        return names

    def milestones(self) -> dict[int, tuple[int, bool]]:
        """Return the task of each milestone, and whether it is a target, never overdue."""
        statement = (
            select(Milestone.id, Milestone.task_id, Milestone.soft)
            .join(Task, Task.id == Milestone.task_id)
            .where(Task.plan_id.in_(self._plans()))
        )
        return {key: (task, soft) for key, task, soft in self._session.execute(statement)}

    def occurrences(self, milestones: Collection[int]) -> list[Occurrence]:
        """Return every occurrence of what recurs in `milestones`, whoever has it."""
        found: list[Occurrence] = []
        for chunk in _chunks(sorted(milestones)):
            statement = (
                select(Assignment.milestone_id, Assignment.occurrence)
                .where(Assignment.milestone_id.in_(chunk), Assignment.occurrence != ONCE)
                .distinct()
            )
            found += [(key, day) for key, day in self._session.execute(statement)]
        return found

    def moves(self, ends: Sequence[date]) -> list[Moves]:
        """Return how many assignments changed their status between each of `ends` and the one before it."""
        if len(ends) < 2 or not self._changed_since(ends[0], MOVING):
            return []
        one, row = Assignment, History
        week = case(*((row.at < self.after(end), at) for at, end in enumerate(ends)), else_=len(ends))
        keys = (week, one.milestone_id, one.occurrence, one.stored_on, self._now.due, row.before, row.after)
        dued = tuple(join for join in self._now.joined if join.name.endswith("due"))
        statement = (
            _outer(select(*keys, func.count()).select_from(one), dued)
            .join(row, row.assignment_id == one.id)
            .where(*self._scope(), self._is_stored(), *self._is_move(MOVING))
            .where(row.at >= self.after(ends[0]), row.at < self.after(ends[-1]))
            .group_by(*keys)
        )
        return [Moves(*found) for found in self._run(statement)]

    def redated(self, ends: Sequence[date]) -> list[Redated]:
        """Return the assignments whose due date a person moved since the first of `ends`."""
        if len(ends) < 2 or not self._changed_since(ends[0], (Change.DUE,)):
            return []
        one, row = Assignment, History
        since = self.after(ends[0])
        moved = select(row.assignment_id).where(*self._is_move((Change.DUE,)), row.at >= since)
        assignments = (
            select(one.id, one.milestone_id, one.occurrence, one.stored_on, one.status, one.due)
            .where(*self._scope(), self._is_stored(), one.id.in_(moved))
            .order_by(one.id)
        )
        rows = (
            select(row.assignment_id, row.change, row.at, row.before)
            .where(*self._is_move((*MOVING, Change.DUE)), row.at >= since, row.assignment_id.in_(moved))
            .order_by(row.at.desc(), row.id.desc())
        )
        changes: dict[int, list[Any]] = defaultdict(list)
        for found in self._run(rows):
            changes[found[0]].append(found)
        return [self._redated(found, changes[found[0]], ends) for found in self._run(assignments)]

    def stored_on(self) -> date | None:
        """Return the first day on which anything of the extent was stored."""
        statement = select(func.min(Assignment.stored_on)).where(*self._scope())
        return self._session.scalar(statement, self._extent.whom.params)

    def listed(self, which: Listing, limit: int | None = None) -> list[FoundAssignment]:
        """Return the assignments behind a figure: as many as it counts, the earliest due first."""
        one = Assignment
        statement = self._joined(
            select(
                one.id,
                func.coalesce(Unit.name, UnitGroup.name),
                Plan.key,
                Plan.short_name,
                Task.item,
                Task.scope,
                Task.detail,
                Milestone.action,
                self._now.due,
                self._now.status,
            ),
            self._now,
            self._before,
        )
        statement = (
            statement.join(Plan, Plan.id == one.plan_id)
            .join(Task, Task.id == one.task_id)
            .join(Milestone, Milestone.id == one.milestone_id)
            .outerjoin(Unit, Unit.id == one.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == one.group_id)
            .where(one.region_id == self._extent.region_id, self._is_stored())
            .where(self._now.due.is_not(None), *self._is_listed(which))
            .order_by(self._now.due, one.plan_id, Task.position, one.id)
            .limit(limit)
        )
        return [FoundAssignment(*row) for row in self._run(statement)]

    def after(self, day: date) -> datetime:
        """Return the instant at which a `day` is over."""
        return datetime.combine(day + DAY, time.min, self._zone)

    def _is_listed(self, which: Listing) -> tuple[ColumnElement[bool], ...]:
        """Say what the assignments behind a figure have in common; those due once are counted by date."""
        now, period = self._now, self._period
        unfinished = now.status.not_in(CLOSED)
        within = now.due.between(period.start, period.end)
        coming = now.due.between(*period.next)
        match which:
            case Listing.DUE:
                return (within, now.status != Status.VOID.value)
            case Listing.DUE_OPEN:
                return (within, unfinished)
            case Listing.NEXT:
                return (coming, now.status != Status.VOID.value)
            case Listing.NEXT_OPEN:
                return (coming, unfinished)
            case Listing.OVERDUE:
                late = now.due < period.as_of
                return (self._is_counted(), unfinished, late, Milestone.soft.is_(False))
            case Listing.SOON:
                soon = now.due.between(period.as_of, period.as_of + timedelta(days=14))
                return (self._is_counted(), unfinished, soon)
            case Listing.NEWLY_DONE:
                one = Assignment
                stored = or_(one.stored_on <= period.before, one.stored_on > period.today)
                was_done = and_(self._before.status == Status.DONE.value, stored)
                return (self._is_counted(), now.status == Status.DONE.value, ~was_done)
            case Listing.COUNTED:
                return (self._is_counted(), now.status != Status.VOID.value)
            case _:
                return (self._is_counted(), now.status == which.value)

    def _redated(self, found: Any, changes: Sequence[Any], ends: Sequence[date]) -> Redated:  # noqa: ANN401 - rows
        """Go back from how an assignment stands today to each of `ends`; `changes` come latest first."""
        _, milestone_id, occurrence, stored_on, status, due = found
        state, left, states = (str(status), due), list(changes), []
        for end in reversed(ends):
            while left and left[0][2] >= self.after(end):
                state = _taken_back(state, left.pop(0))
            states.append(state)
        states.reverse()
        return Redated(milestone_id, occurrence, stored_on, states[-1][1], tuple(states))

    def _latest_changes(self) -> dict[Change, datetime]:
        """Return when the region's assignments last changed in each way, of what the period asks about."""
        row = History
        statement = (
            select(row.change, func.max(row.at))
            .where(row.region_id == self._extent.region_id, row.at >= self.after(self._period.before))
            .where(row.change.in_((*MOVING, Change.DUE)))
            .group_by(row.change)
        )
        return {change: at for change, at in self._session.execute(statement) if at is not None}

    def _changed_since(self, day: date, changes: Collection[Change]) -> bool:
        row = History
        statement = (
            select(row.id)
            .where(row.region_id == self._extent.region_id, row.at >= self.after(day))
            .where(row.change.in_(changes))
            .limit(1)
        )
        return self._session.scalar(statement) is not None

    def _state(self, day: date, name: str) -> _State:
        """Say how things stood at the end of a `day`; what has not changed since is as it is stored."""
        one, instant = Assignment, self.after(day)
        status: ColumnElement[Any] = type_coerce(one.status, String)
        due: ColumnElement[Any] = type_coerce(one.due, Date)
        joined: list[CTE] = []
        if self._at(instant, MOVING):
            first = self._first_after(instant, MOVING, f"{name}_status")
            status = case((first.c.assignment_id.is_not(None), first.c.before), else_=status)
            joined.append(first)
        if self._at(instant, (Change.DUE,)):
            first = self._first_after(instant, (Change.DUE,), f"{name}_due")
            former = func.date(first.c.before, type_=Date)
            due = case((first.c.assignment_id.is_not(None), former), else_=due)
            joined.append(first)
        return _State(status, due, tuple(joined))

    def _at(self, instant: datetime, changes: Collection[Change]) -> bool:
        """Tell whether something changed at an `instant` or after it."""
        return any(change in self._latest and self._latest[change] >= instant for change in changes)

    def _first_after(self, instant: datetime, changes: Collection[Change], name: str) -> CTE:
        """Select what the first change after an `instant` began with."""
        row = History
        place = func.row_number().over(partition_by=row.assignment_id, order_by=(row.at, row.id))
        numbered = (
            select(row.assignment_id, row.before, place.label("place"))
            .where(*self._is_move(changes), row.at >= instant)
            .subquery()
        )
        return select(numbered.c.assignment_id, numbered.c.before).where(numbered.c.place == 1).cte(name)

    def _is_move(self, changes: Collection[Change]) -> tuple[ColumnElement[bool], ...]:
        """Choose the rows of history that changed a status, or a due date, of the region's assignments."""
        row = History
        moved = or_(row.change == Change.DUE, and_(row.before.is_not(None), row.after.is_not(None)))
        return (
            row.region_id == self._extent.region_id,
            row.change.in_(changes),
            moved if Change.PROGRESS in changes else true(),
        )

    def _joined(self, statement: AnySelect, *states: _State) -> AnySelect:
        joins = [join for state in states for join in state.joined]
        return _outer(statement.select_from(Assignment), joins).where(*self._scope())

    def _scope(self) -> tuple[ColumnElement[bool], ...]:
        whom = self._extent.whom
        narrowed = () if whom.everyone else (is_of(whom),)
        # Plan by plan, as they were stored: through the region's due dates a database reads twice as long.
        return (Assignment.plan_id.in_(self._plans()), *narrowed, *self._counts)

    def _plans(self) -> AnySelect:
        plans: AnySelect = select(Plan.id).where(Plan.region_id == self._extent.region_id)
        if self._extent.plan_id is not None:
            return plans.where(Plan.id == self._extent.plan_id)
        return plans.where(*open_on(self._period.today, Plan))

    def _is_stored(self) -> ColumnElement[bool]:
        """Choose what was there at the end of the period (Period.is_stored)."""
        if self._period.as_of == self._period.today:
            return true()
        stored = Assignment.stored_on
        return or_(stored <= self._period.as_of, stored > self._period.today)

    def _is_counted(self) -> ColumnElement[bool]:
        """Choose of what recurs what is past and the nearest still to come."""
        day = self._period.as_of
        return or_(Assignment.occurrence <= day, ~has_nearer(day))

    def _is_soft(self) -> ColumnElement[bool]:
        return Assignment.milestone_id.in_(select(Milestone.id).where(Milestone.soft.is_(True)))

    def _run(self, statement: AnySelect) -> Iterable[Any]:
        return self._session.connection().execute(statement, self._extent.whom.params)


def _outer(statement: AnySelect, joins: Iterable[CTE]) -> AnySelect:
    for join in joins:
        statement = statement.outerjoin(join, join.c.assignment_id == Assignment.id)
    return statement


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _taken_back(state: tuple[str, date | None], change: Any) -> tuple[str, date | None]:  # noqa: ANN401 - a row
    """Return what an assignment was before a change."""
    _, what, _, before = change
    if what is Change.DUE:
        return state[0], date.fromisoformat(before) if before is not None else None
    return before, state[1]


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
