"""Planning a day of all regions, beside the bare SQL that fetches what is due on it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.answers import fetch, noted
from bench.figures import Figure, Goal, times_of
from bench.today import TODAY
from bench.workshop import Workshop
from data.clock import ZONE
from data.database import Database
from data.dates.workdays import DAY, WorkCalendar
from data.models import Binding, BindingKind, Chat, Region, Unit
from scheduler.deciding import Settled
from scheduler.gathering import gather
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

DAY_PLANNED = datetime(2020, 9, 23, 8, 30, tzinfo=ZONE).date()
"""A Wednesday, a week before the end of a month."""

REPEATS = 5
GREAT = 1_000_000
BOUND = 2
"""One unit in so many has a chat."""


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a day of all regions takes, how long its bare SQL, and how many nudges are due."""

    planned: list[float]
    fetched: list[float]
    nudges: int


def run(workshop: Workshop) -> list[Figure]:
    """Measure a day on each size."""
    return [_figure(workshop, size) for size in workshop.sizes]


def _figure(workshop: Workshop, size: int) -> Figure:
    with closing(workshop.database(size)) as database:
        timed = time_day(database)
    planned, fetched = median(timed.planned) * 1e3, median(timed.fetched) * 1e3
    workshop.told(f"  {timed.nudges:,} nudges are due of {size:,} assignments, {planned:.0f} ms")
    goal = Goal(3) if size >= GREAT else None
    return Figure(f"planning a day at {size:,}", planned, "ms", fetched, "bare SQL of what is due", goal)


def time_day(database: Database) -> Timed:
    """Time the plans of one day, the database warm."""
    with database.transaction() as session:
        regions = session.scalars(select(Region.id).order_by(Region.id)).all()
        bind(session)
    with noted(database.engine) as statements:
        nudges = plan(database, regions)
    with closing(sqlite3.connect(str(database.url.database))) as driver:
        # In turn, so that a busy moment of the machine meets both.
        pairs = [
            (
                *times_of(lambda: plan(database, regions), 1),
                *times_of(lambda: fetch(driver, statements), 1),
            )
            for _ in range(REPEATS)
        ]
    planned, fetched = map(list, zip(*pairs, strict=True))
    return Timed(planned, fetched, nudges)


def plan(database: Database, regions: Sequence[int]) -> int:
    """Plan the day of each region; return how many nudges there are."""
    policy, calendar, settled = ReminderPolicy(), WorkCalendar(), Settled(DAY_PLANNED - DAY)
    count = 0
    for region in regions:
        with database.read() as session:
            facts = gather(session, region, policy, calendar, DAY_PLANNED, settled)
        count += len(plan_day(facts, policy, calendar, DAY_PLANNED, settled).nudges)
    return count


def bind(session: Session) -> None:
    """Give every other unit a chat, where none has one yet."""
    if session.scalar(select(Chat.id).limit(1)) is not None:
        return
    units = session.execute(select(Unit.id, Unit.region_id).where(Unit.id % BOUND == 0)).all()
    session.execute(insert(Chat), [{"id": unit, "telegram_id": -unit, "topic": 0} for unit, _ in units])
    since = TODAY - timedelta(days=1)
    session.execute(
        insert(Binding),
        [
            {
                "chat_id": unit,
                "region_id": region,
                "kind": BindingKind.UNIT,
                "unit_id": unit,
                "bound_by": "bench",
                "since": since,
                "holds": True,
            }
            for unit, region in units
        ],
    )
