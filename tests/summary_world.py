"""A region with random plans, assignments and histories, and a count of it by hand."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from factories import make_milestone, make_plan, make_region, make_task, make_unit
from sqlalchemy.orm import Session

from data.clock import ZONE
from data.dates.values import MilestoneKind
from data.models import ONCE, Assignment, Change, History, Watch
from data.statuses import MOVES, Status

BEGIN = date(2020, 8, 3)
DAYS = 70
TODAY = BEGIN + timedelta(days=DAYS)
_regions = count(1)


@dataclass
class Kept:
    """One assignment with all that ever happened to it, the oldest first."""

    id: int
    plan: int
    task: int
    milestone: int
    unit: str
    occurrence: date
    soft: bool
    stored_on: date
    due: date | None
    moves: list[tuple[datetime, Status]] = field(default_factory=list)
    dues: list[tuple[datetime, date | None]] = field(default_factory=list)

    def on(self, day: date) -> tuple[Status, date | None]:
        """Play history forward to the end of a day."""
        status, due = Status.PENDING, self.due
        for at, to in self.moves:
            status = to if at.astimezone(ZONE).date() <= day else status
        for at, until in self.dues:
            due = until if at.astimezone(ZONE).date() <= day else due
        return status, due


@dataclass
class World:
    """A region, its open plans, and every assignment."""

    region: int
    open_plans: dict[int, str] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)


def make_world(session: Session, seed: int) -> World:
    """Store a random region and return what is known of it."""
    chance = random.Random(seed)
    region = make_region(session, f"试验{next(_regions)}县")
    units = [make_unit(session, region, f"县{name}局") for name in ("财政", "住建", "水利")]
    world = World(region.id)
    for _ in range(chance.randint(1, 3)):
        state = chance.choice((Watch.OPEN, Watch.OPEN, Watch.PAUSED))
        plan = make_plan(session, region, issued=BEGIN, state=state)
        if state is Watch.OPEN:
            world.open_plans[plan.id] = plan.key
        for _ in range(chance.randint(1, 4)):
            task = make_task(session, plan, *units)
            for _ in range(chance.randint(1, 2)):
                _add_milestone(session, world, task, units, chance)
    session.flush()
    return world


def _add_milestone(
    session: Session, world: World, task: Any, units: list[Any], chance: random.Random
) -> None:
    draw = chance.random()
    day = BEGIN + timedelta(days=chance.randint(-10, DAYS + 40))
    kind = {"kind": MilestoneKind.BY}
    days: list[tuple[date, date | None]] = [(ONCE, day)]
    if draw < 0.2:
        kind, days = {"kind": MilestoneKind.ONGOING}, [(ONCE, None)]
    elif draw < 0.5:
        kind = {"kind": MilestoneKind.RECURRING}
        days = [(each, each) for each in (day + timedelta(days=20 * step) for step in range(4))]
    soft = chance.random() < 0.2
    milestone = make_milestone(session, task, days[0][1], soft=soft, **kind)
    for unit in chance.sample(units, chance.randint(1, 3)):
        for occurrence, due in days:
            if chance.random() < 0.9:
                row = Assignment(
                    region_id=world.region,
                    plan_id=task.plan_id,
                    task_id=task.id,
                    milestone_id=milestone.id,
                    occurrence=occurrence,
                    unit_id=unit.id,
                    due=due,
                    printed_due=due,
                    stored_on=BEGIN + timedelta(days=max(0, chance.randint(-60, 40))),
                )
                session.add(row)
                session.flush()
                world.kept.append(_live(session, row, unit.name, soft, chance))


def _live(session: Session, row: Assignment, unit: str, soft: bool, chance: random.Random) -> Kept:
    """Let things happen to an assignment, each written down as the program does."""
    kept = Kept(
        row.id, row.plan_id, row.task_id, row.milestone_id, unit, row.occurrence, soft, row.stored_on, row.due
    )
    status, due = Status.PENDING, row.due
    for at in sorted(_instant(row.stored_on, chance) for _ in range(chance.choice((0, 1, 2, 3, 6)))):
        if chance.random() < 0.25:
            after = BEGIN + timedelta(days=chance.randint(0, DAYS + 30))
            _write(session, row, Change.DUE, due and due.isoformat(), after.isoformat(), at)
            due = after
            kept.dues.append((at, due))
            continue
        to = chance.choice(sorted(MOVES[status] | ({Status.DONE} if Status.DONE in MOVES[status] else set())))
        change = Change.PROGRESS if to is Status.DOING and chance.random() < 0.5 else Change.STATUS
        _write(session, row, change, status.value, to.value, at)
        status = to
        kept.moves.append((at, to))
        if chance.random() < 0.2:
            _write(session, row, Change.STATUS, None, None, at)
            _write(session, row, Change.PROGRESS, None, None, at)
    row.status, row.due = status, due
    return kept


def _instant(stored_on: date, chance: random.Random) -> datetime:
    day = stored_on + timedelta(days=chance.randint(0, max(0, (TODAY - stored_on).days)))
    at = chance.choice((time(0), time(7, 59, 59), time(12), time(23, 59, 59, 999999)))
    return datetime.combine(day, at, ZONE)


def _write(
    session: Session, row: Assignment, change: Change, before: str | None, after: str | None, at: datetime
) -> None:
    session.add(
        History(
            at=at,
            change=change,
            region_id=row.region_id,
            task_id=row.task_id,
            assignment_id=row.id,
            unit_id=row.unit_id,
            by="张三",
            before=before,
            after=after,
        )
    )
    session.flush()


@dataclass(frozen=True)
class Seen:
    """One assignment on a day, as somebody reads it off a list."""

    kept: Kept
    status: Status
    due: date | None


def look(world: World, day: date, plan: int | None, unit: str | None) -> list[Seen]:
    """Return what was stored by a day, of the plans and units that are meant."""
    return [
        Seen(one, *one.on(day))
        for one in world.kept
        if one.plan in world.open_plans
        and plan in (None, one.plan)
        and unit in (None, one.unit)
        and one.stored_on <= day
    ]


def counted(world: World, seen: list[Seen], day: date) -> list[Seen]:
    """Leave out the occurrences behind the nearest one that is still to come."""
    return [one for one in seen if not _has_nearer(world, one.kept, day)]


def _has_nearer(world: World, one: Kept, day: date) -> bool:
    return any(
        other.milestone == one.milestone and day <= other.occurrence < one.occurrence for other in world.kept
    )


def count_by_hand(world: World, day: date, plan: int | None, unit: str | None) -> dict[str, Any]:
    """Count a day, one assignment after the other."""
    every = counted(world, look(world, day, plan, unit), day)
    void = [one for one in every if one.status is Status.VOID]
    rest = [one for one in every if one.status is not Status.VOID]
    dated = [one for one in rest if one.due is not None]
    tasks = {one.kept.task for one in dated}
    open_tasks = {one.kept.task for one in dated if one.status is not Status.DONE}
    open_ones = [one for one in dated if one.status is not Status.DONE]
    by_status = {status.value: sum(one.status is status for one in dated) for status in Status}
    by_status.pop("void")
    return {
        **by_status,
        "items_total": len(tasks),
        "items_done": len(tasks - open_tasks),
        "done_tasks": tasks - open_tasks,
        "total": len(dated),
        "rate": round(by_status["done"] / len(dated), 4) if dated else None,
        "overdue": {one.kept.id for one in open_ones if one.due < day and not one.kept.soft},
        "due_soon": sum(day <= one.due <= day + timedelta(days=14) for one in open_ones),
        "void": len(void),
        "undated": len(rest) - len(dated),
        "done_ids": {one.kept.id for one in dated if one.status is Status.DONE},
    }
