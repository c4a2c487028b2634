"""The clock that wakes the jobs: what runs when, and how it ends."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from day_office import WEDNESDAY, DayOffice, at, jobs_of

from data.clock import ZONE, SystemClock
from data.database import open_database
from data.models import Lease, NoticeState
from scheduler.timetable import TABLE, Timetable


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield DayOffice(database)
    database.close()


class Post:
    """Stands for delivery: says that it ran, and takes its time until it is told to stop."""

    def __init__(self, *, slow: bool = False) -> None:
        self.ran = asyncio.Event()
        self.ended = False
        self._slow = slow

    async def run_once(self) -> None:
        self.ran.set()
        try:
            if self._slow:
                await asyncio.Event().wait()
        finally:
            self.ended = True


def test_each_job_has_a_name_of_its_own_and_time_to_be_late() -> None:
    names = [tick.id for tick in TABLE]
    assert len(set(names)) == len(names)
    assert {"queue", "deliver", "keep-up", "morning", "tidy"} <= set(names)
    for tick in TABLE:
        assert [tick.every is not None, tick.minutely, tick.daily is not None].count(True) == 1
        assert tick.grace >= 60


async def test_what_is_owed_is_queued_at_once_then_delivered(town: DayOffice) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    post = Post()
    timetable = Timetable(jobs, post, ZONE)
    timetable.start()
    await asyncio.wait_for(post.ran.wait(), 20)
    assert town.rows(NoticeState.PLANNED)
    await timetable.stop()
    with town.database.read() as session:
        assert session.query(Lease).count() == 0


async def test_it_ends_while_something_is_being_sent(town: DayOffice) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    post = Post(slow=True)
    timetable = Timetable(jobs, post, ZONE)
    timetable.start()
    await asyncio.wait_for(post.ran.wait(), 20)
    await asyncio.wait_for(timetable.stop(), 10)
    assert post.ended


async def test_while_something_is_being_sent_delivery_is_left_alone(town: DayOffice) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    post = Post(slow=True)
    timetable = Timetable(jobs, post, ZONE)
    timetable.start()
    await asyncio.wait_for(post.ran.wait(), 20)
    await asyncio.wait_for(timetable.run("deliver"), 10)
    assert not post.ended
    await timetable.stop()


async def test_it_ends_before_it_began(town: DayOffice) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    await Timetable(jobs, Post(), ZONE).stop()


async def test_daily_jobs_follow_the_clock_that_was_moved(town: DayOffice) -> None:
    now = at(WEDNESDAY, 7, 0)
    jobs, _ = jobs_of(town, now)
    shift = now - SystemClock(ZONE).now()
    timetable = Timetable(jobs, Post(), ZONE, shift)
    timetable.start()
    runs = timetable.next_runs()
    await timetable.stop()
    expected = {
        "keep-up": at(WEDNESDAY + timedelta(days=1), 0, 30),
        "tidy": at(WEDNESDAY + timedelta(days=1), 3, 0),
    }
    for name, when in expected.items():
        assert abs(runs[name] - when) < timedelta(seconds=5)


async def test_what_is_to_leave_on_the_minute_is_queued_on_the_minute(town: DayOffice) -> None:
    now = at(WEDNESDAY, 8, 28).replace(second=17)
    jobs, _ = jobs_of(town, now)
    post = Post()
    timetable = Timetable(jobs, post, ZONE, now - SystemClock(ZONE).now())
    timetable.start()
    await asyncio.wait_for(post.ran.wait(), 20)
    runs = timetable.next_runs()
    await timetable.stop()
    assert (runs["queue"].second, runs["queue"].microsecond) == (0, 0)
    assert timedelta() < runs["queue"] - now <= timedelta(minutes=1)


async def test_a_database_that_is_away_is_told_once_and_found_again(
    town: DayOffice, caplog: pytest.LogCaptureFixture
) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    timetable = Timetable(jobs, Post(), ZONE)
    caplog.set_level("INFO")
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE lease RENAME TO away")
    for _ in range(3):
        await timetable.run("queue")
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO lease")
    await timetable.run("queue")
    await timetable.stop()
    told = [record.message for record in caplog.records if record.name == "scheduler.timetable"]
    assert [line.partition(":")[0] for line in told] == [
        "the job queue failed, and runs again at its next time",
        "the job queue works again",
    ]
    assert town.rows(NoticeState.PLANNED)
