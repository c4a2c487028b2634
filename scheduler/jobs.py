"""What runs on a trigger: keep assignments up, queue, deliver, report in the morning, tidy.

Each job is safe to run at any time and any number of times: what is owed is a row with a key of its own.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE, Clock
from data.database import Database
from data.dates.workdays import WorkCalendar
from data.errors import DubanError
from data.models import NoticeKind
from data.repositories.notices import NoticeRepository
from data.repositories.nudging import WatchedRegion, watched_regions
from scheduler.boards import Told
from scheduler.lease import LeaseKeeper
from scheduler.morning import report_morning, tell_gone
from scheduler.policy import ReminderPolicy, Rules
from scheduler.preview import preview_days
from scheduler.queueing import Queued, may_plan, queue_day
from scheduler.quiet import quiet_until
from scheduler.setbacks import tell_set_back
from scheduler.tidying import tidy
from scheduler.updating import EDITED_FOR, update_boards

logger = logging.getLogger(__name__)

LOOKED_AGAIN = 10
"""After so many looks that found nothing new a region is planned again all the same."""

REPORTED_FROM = time(8)
"""When the operator is told of the day before."""

Tell = Callable[[Session, int, date, date], Told | None]
"""Says the summary of a region: its number, the Monday of the week, and the day."""


def tell_nothing(session: Session, region_id: int, monday: date, today: date) -> Told | None:
    """Say no summary."""
    return None


class Delivers(Protocol):
    """Sends what may leave."""

    async def run_once(self) -> object:
        """Send everything that may leave now."""


@dataclass(frozen=True, slots=True)
class Office:
    """What the jobs work with; `operators` are Telegram user ids."""

    database: Database
    clock: Clock
    rules_of: Callable[[WatchedRegion], Rules]
    operators: Collection[int] = ()
    zone: tzinfo = ZONE
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    tell: Tell = tell_nothing


@dataclass(slots=True)
class Jobs:
    """The jobs of one process; they do nothing while another process holds the lease.

    `ready` says that what is owed was planned once, so that nothing of yesterday leaves before.
    """

    office: Office
    lease: LeaseKeeper
    ready: bool = False
    _rules: dict[int, Rules] = field(default_factory=dict)
    _kept_up_on: date | None = None
    _seen: dict[int, tuple[object, int]] = field(default_factory=dict)
    _told: dict[tuple[int, date, date], Told | None] = field(default_factory=dict)

    def keep_up(self) -> None:
        """Bring the assignments of all regions up to the day."""
        if not self.lease.keep():
            return
        today = self.office.clock.today()
        for region in self._regions():
            with self._guarded("keeping up", region), self.office.database.transaction() as session:
                result = refresh(session, region.id, today)
                if result.anything:
                    logger.info("%s: kept up, %s", region.name, result)
        self._kept_up_on = today

    def queue(self) -> None:
        """Queue what is owed in all regions, and keep up what was sent."""
        if not self.lease.keep():
            self.ready = False
            return
        if self._kept_up_on != self.office.clock.today():
            self.keep_up()
        for region in self._regions():
            with self._guarded("queueing", region):
                self._queue(region)
        with self._guarded("telling of gone chats", None), self.office.database.transaction() as session:
            tell_gone(session, self.office.operators, self.office.clock.now())
        self.ready = True

    def report(self) -> None:
        """Tell the operators of the day before, once a day."""
        office, now = self.office, self.office.clock.now()
        if now.time() < REPORTED_FROM or not self.lease.keep():
            return
        with self._guarded("the morning's report", None):
            nobodys = self._nobodys(now.date())
            with office.database.transaction() as session:
                report_morning(
                    session,
                    office.operators,
                    now,
                    nobodys=nobodys,
                    missing_year=office.calendar.missing_year(now.date()),
                )

    def tidy(self) -> None:
        """Delete what nobody needs any more."""
        if not self.lease.keep():
            return
        with self._guarded("tidying", None), self.office.database.transaction() as session:
            logger.info("tidied: %s", tidy(session, self.office.clock.now()))

    def may_deliver(self) -> bool:
        """Tell whether this process may send."""
        return self.lease.keep() and self.ready

    def may_leave(self, kind: NoticeKind, region_id: int | None, now: datetime) -> datetime | None:
        """Say when the quiet hours of a region end; None outside of them. Everything unasked keeps them."""
        policy = self._policy(region_id)
        return quiet_until(policy, now.astimezone(self.office.zone))

    def _queue(self, region: WatchedRegion) -> None:
        office, now = self.office, self.office.clock.now()
        rules = self._rules[region.id] = office.rules_of(region)
        seen = self._look(region, may_plan(rules, now), now.date())
        before, times = self._seen.get(region.id, (None, 0))
        if seen == before and times < LOOKED_AGAIN:
            self._seen[region.id] = (seen, times + 1)
            return
        with office.database.transaction() as session:
            queued = queue_day(session, region.id, rules, now, self._teller(region.id), office.zone)
            edited = update_boards(session, region.id, rules, now, queued.later, office.zone)
            if queued.set_back is not None:
                logger.warning(
                    "%s had been planned until %s: the clock was set back", region.name, queued.set_back
                )
                tell_set_back(session, office.operators, queued.set_back, now)
        self._seen[region.id] = (seen, 0)
        if edited or any((queued.put, queued.changed, queued.withdrawn)):
            _log(region, queued, edited)

    def _look(self, region: WatchedRegion, *now: object) -> object:
        """Return what is as before where there is nothing new to do."""
        with self.office.database.read() as session:
            since = self.office.clock.today() - EDITED_FOR
            return (now, region.policies, NoticeRepository(session, region.id).fingerprint(since))

    def _teller(self, region_id: int) -> Callable[[Session, date], Told | None]:
        """Say each week's summary once a day: it is what stood there in the morning."""
        today = self.office.clock.today()

        def tell(session: Session, monday: date) -> Told | None:
            asked = (region_id, monday, today)
            if asked not in self._told:
                self._told = {key: told for key, told in self._told.items() if key[2] == today}
                self._told[asked] = self.office.tell(session, region_id, monday, today)
            return self._told[asked]

        return tell

    def _nobodys(self, today: date) -> list[tuple[str, int]]:
        """Count by region the nudges of the day that reach no chat."""
        office = self.office
        (preview,) = preview_days(office.database, office.rules_of, today, today, office.zone)
        found = [plan.nobodys for plan in preview.plans if plan.nobodys is not None]
        return [(message.region, len(message.nudges)) for message in found if message.nudges]

    def _policy(self, region_id: int | None) -> ReminderPolicy:
        rules = self._rules.get(region_id) if region_id is not None else None
        return rules.policy if rules is not None else self._any_policy()

    def _any_policy(self) -> ReminderPolicy:
        """Return the policy of what belongs to no region: the settings without any region's."""
        return self.office.rules_of(WatchedRegion(0, "", {}, None)).policy

    def _regions(self) -> list[WatchedRegion]:
        with self.office.database.read() as session:
            return watched_regions(session, self.office.zone)

    def _guarded(self, doing: str, region: WatchedRegion | None) -> "_Guard":
        return _Guard(f"{region.name}: {doing}" if region is not None else doing)


class _Guard:
    """Logs an error and goes on: one region, or one job, holds up no other."""

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, DubanError | SQLAlchemyError):
            logger.warning("%s failed, and is tried again: %s", self._doing, error)
        elif isinstance(error, Exception):
            logger.error("%s failed", self._doing, exc_info=error)
        return isinstance(error, Exception)


def _log(region: WatchedRegion, queued: Queued, edited: int) -> None:
    logger.info(
        "%s: %d put, %d changed, %d withdrawn, %d edited",
        region.name,
        queued.put,
        queued.changed,
        queued.withdrawn,
        edited,
    )
