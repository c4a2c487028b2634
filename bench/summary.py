"""The weekly summary of one region with all assignments, beside the bare SQL that counts them."""

import sqlite3
from contextlib import closing
from datetime import date
from statistics import median

from bench.county import build
from bench.figures import Figure, Goal, times_of
from bench.today import TODAY
from bench.workshop import Workshop
from data.database import Database, open_database
from data.reports.spans import week_of
from data.reports.summaries import summarise

REPEATS = 5
REGION = 1
ALL = 1_000_000_000
"""More plans than any region has: one region takes them all."""
GREAT = 1_000_000
"""The size for which the goal is set: of a few rows, the program's own steps are most of the time."""

HISTORY = """
    INSERT INTO history (at, change, region_id, task_id, assignment_id, unit_id, by, before, after, details)
    SELECT moved_at, 'status', region_id, task_id, id, unit_id, '', 'pending', status, '{}'
    FROM assignment WHERE moved_at IS NOT NULL AND id % 10 = 0
"""
"""One in ten was moved in the last 90 days: seven thousand changes a week in a region of a million."""

BY_ITEM = """
    SELECT a.task_id, a.status, count(a.due), count(*) - count(a.due),
        sum(a.status NOT IN ('done', 'void') AND a.due < :today AND m.soft = 0)
    FROM assignment a JOIN milestone m ON m.id = a.milestone_id JOIN plan p ON p.id = a.plan_id
    WHERE a.region_id = :region AND p.state = 'open' AND (a.occurrence = '0001-01-01' OR NOT EXISTS (
        SELECT 1 FROM assignment n WHERE n.milestone_id = a.milestone_id
        AND n.occurrence >= :today AND n.occurrence < a.occurrence))
    GROUP BY a.task_id, a.status
"""
BY_UNIT = BY_ITEM.replace("a.task_id", "a.unit_id, a.group_id")
"""The bare aggregates of the day, by item and by unit: no change, no week before, no lists."""


def run(workshop: Workshop) -> list[Figure]:
    """Measure this week's summary of a region with as many assignments as are asked for."""
    size = workshop.largest
    path = workshop.folder / f"region-{size}.db"
    with closing(open_database(f"sqlite:///{path}")) as database:
        build(database, size, TODAY, ALL)
        with database.engine.begin() as connection:
            connection.exec_driver_sql(HISTORY)
            connection.exec_driver_sql("ANALYZE")
        with closing(sqlite3.connect(path)) as driver:
            return _measure(database, driver, size)


def _measure(database: Database, driver: sqlite3.Connection, size: int) -> list[Figure]:
    today = TODAY.date()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(REPEATS):
        # In turn, so that a busy moment of the machine meets both.
        ours += times_of(lambda: _sum_up(database, today), 1)
        theirs += times_of(lambda: _count(driver, today), 1)
    what = f"a weekly summary, one region of {size:,}"
    goal = Goal(2) if size >= GREAT else None
    return [Figure(what, median(ours) * 1e3, "ms", median(theirs) * 1e3, "bare SQL", goal)]


def _sum_up(database: Database, today: date) -> object:
    with database.read() as session:
        return summarise(session, REGION, *week_of(today), today)


def _count(driver: sqlite3.Connection, today: date) -> int:
    given = {"region": REGION, "today": today.isoformat()}
    return sum(len(driver.execute(statement, given).fetchall()) for statement in (BY_ITEM, BY_UNIT))
