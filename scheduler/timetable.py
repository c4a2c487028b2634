"""When each job runs: one literal table, and the clock that wakes them (APScheduler, nowhere else)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from data.clock import SystemClock
from data.errors import DubanError
from scheduler.jobs import Delivers, Jobs

logger = logging.getLogger(__name__)

HOURS = 3600


@dataclass(frozen=True, slots=True)
class Tick:
    """A job by its name: every so many seconds, or by the office's clock each minute or daily at a time.

    `grace` is how many seconds late it may still begin; `at_start` also when the process starts. A job that
    goes on by itself may be woken in the meantime, and is left alone.
    """

    id: str
    says: str
    every: float | None = None
    minutely: bool = False
    daily: tuple[int, int] | None = None
    grace: int = 60
    at_start: bool = False
    goes_on: bool = False


TABLE = (
    Tick("queue", "排队", minutely=True, grace=600, at_start=True),
    Tick("deliver", "发送", every=2, grace=60, at_start=True, goes_on=True),
    Tick("beat", "租约", every=15, grace=60),
    Tick("keep-up", "更新交办", daily=(0, 30), grace=12 * HOURS),
    Tick("morning", "管理员早报", daily=(8, 0), grace=12 * HOURS, at_start=True),
    Tick("tidy", "清理", daily=(3, 0), grace=12 * HOURS),
)
"""Every job; names of days would stand for numbers here."""


class Timetable:
    """Runs the jobs of one process until it is told to stop.

    `shift` is how far the office's clock is ahead of the machine's (`--now`).
    """

    def __init__(self, jobs: Jobs, delivery: Delivers, zone: tzinfo, shift: timedelta = timedelta()) -> None:
        self._jobs = jobs
        self._delivery = delivery
        self._zone = zone
        self._shift = shift
        self._threads = ThreadPoolExecutor(1, "duban-jobs")
        self._running: set[asyncio.Task[None]] = set()
        self._delivering: asyncio.Task[None] | None = None
        self._held = False
        self._failing: set[str] = set()
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            timezone=zone,
            job_defaults={"coalesce": True},
        )

    def start(self) -> None:
        """Begin; what runs at the start runs at once, in the order of the table."""
        now = SystemClock().now()
        for tick in TABLE:
            self._scheduler.add_job(
                self.run,
                self._trigger(tick),
                args=(tick.id,),
                id=tick.id,
                name=tick.says,
                misfire_grace_time=tick.grace,
                # APScheduler would warn each time that one is still at work.
                max_instances=2 if tick.goes_on else 1,
                **({"next_run_time": now} if tick.at_start else {}),
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin nothing more, let what runs come to its end, and give the lease back."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._delivering is not None:
            self._delivering.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        try:
            await self._in_thread(self._jobs.lease.release)
        except Exception:
            logger.exception("the lease could not be given back: it runs out by itself")
        self._threads.shutdown()

    def next_runs(self) -> dict[str, datetime]:
        """Return when each job runs next, by the office's clock."""
        return {
            job.id: job.next_run_time + self._shift
            for job in self._scheduler.get_jobs()
            if job.next_run_time is not None
        }

    def upcoming(self) -> list[tuple[str, datetime]]:
        """Return each job by name, and when it runs next, in the order of the table."""
        runs = self.next_runs()
        return [(tick.says, runs[tick.id]) for tick in TABLE if tick.id in runs]

    def _trigger(self, tick: Tick) -> BaseTrigger:
        if tick.minutely:
            # On the minute: what is to leave at 08:30 is not left until the next look.
            return Moved(CronTrigger(second=0, timezone=self._zone), self._shift)
        if tick.daily is None:
            return IntervalTrigger(seconds=tick.every or HOURS, timezone=self._zone)
        hour, minute = tick.daily
        return Moved(CronTrigger(hour=hour, minute=minute, timezone=self._zone), self._shift)

    async def run(self, name: str) -> None:
        """Run a job in a task of its own: stopping the scheduler does not break it off."""
        if name == "deliver" and self._delivering is not None and not self._delivering.done():
            return
        task = asyncio.create_task(self._guard(name, self._jobs_by_name()[name]))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if name == "deliver":
            self._delivering = task
        # Waiting for it ends with the scheduler; the task itself does not.
        with suppress(asyncio.CancelledError):
            await asyncio.wait((task,))

    def _jobs_by_name(self) -> dict[str, Callable[[], Awaitable[None]]]:
        jobs = self._jobs
        return {
            "queue": lambda: self._in_thread(jobs.queue),
            "deliver": self._deliver,
            "beat": self._beat,
            "keep-up": lambda: self._in_thread(jobs.keep_up),
            "morning": lambda: self._in_thread(jobs.report),
            "tidy": lambda: self._in_thread(jobs.tidy),
        }

    async def _guard(self, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """Run a job; a failure is told once until it works again."""
        try:
            await job()
        except (DubanError, SQLAlchemyError) as error:
            if name not in self._failing:
                logger.warning("the job %s failed, and runs again at its next time: %s", name, error)
            self._failing.add(name)
        except Exception:
            logger.exception("the job %s failed, and runs again at its next time", name)
        else:
            if name in self._failing:
                logger.info("the job %s works again", name)
            self._failing.discard(name)

    async def _deliver(self) -> None:
        if await self._asked(self._jobs.may_deliver):
            await self._delivery.run_once()

    async def _beat(self) -> None:
        """Renew the lease; whoever takes it over begins with what was missed."""
        held = await self._asked(self._jobs.lease.keep)
        if held and not self._held:
            logger.info("this process plans and delivers")
            await self._in_thread(self._jobs.queue)
            await self._in_thread(self._jobs.report)
        elif self._held and not held:
            logger.warning("another process plans and delivers")
        self._held = held

    async def _asked(self, question: Callable[[], bool]) -> bool:
        loop = asyncio.get_running_loop()
        # Asked beside the jobs: a long one must not let the lease run out.
        return await loop.run_in_executor(None, question)

    async def _in_thread(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, work)


class Moved(BaseTrigger):  # type: ignore[misc]
    """A trigger by the office's clock, which is `shift` ahead of the machine's."""

    def __init__(self, inner: BaseTrigger, shift: timedelta) -> None:
        self._inner = inner
        self._shift = shift

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """Return when it fires next, by the machine's clock."""
        before = previous + self._shift if previous is not None else None
        found: Any = self._inner.get_next_fire_time(before, now + self._shift)
        return found - self._shift if found is not None else None
