"""What is owed on a day, written to the outbox: each tick plans anew what has not left yet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.dates.workdays import DAY
from data.nudges import DayMessage
from data.repositories.notices import NewNotice, NoticeRepository, Stored, Times
from data.repositories.nudging import NudgingRepository
from scheduler.boards import Told, is_part, only, write_message
from scheduler.gathering import gather
from scheduler.messages import DayPlan
from scheduler.outbox import Outbox
from scheduler.planning import plan_day
from scheduler.policy import Rules
from scheduler.setbacks import mend_plan
from scheduler.settled import Standing, failed_since, is_too_old, stand

LATE = timedelta(hours=1)
"""What is planned so long after it should have left is late."""

Teller = Callable[[Session, date], Told | None]
"""Says the summary of the week of a Monday; None where there is none."""


def say_nothing(session: Session, monday: date) -> Told | None:
    """Say no summary."""
    return None


@dataclass(frozen=True, slots=True)
class Queued:
    """How many messages were put, changed and taken away.

    `later` are those of chats whose message of the day has left: what is to be added to it. `set_back` is the
    day that had been planned where that is a later one: the clock had run ahead.
    """

    put: int = 0
    changed: int = 0
    withdrawn: int = 0
    later: Mapping[int, DayMessage] = field(default_factory=dict)
    set_back: date | None = None


def may_plan(rules: Rules, now: datetime) -> bool:
    """Whether unasked messages may leave at `now`: a working day, not too early, not in quiet hours."""
    policy, moment = rules.policy, now.time()
    early = moment < policy.leaves_at
    return rules.calendar.is_workday(now.date()) and not early and not policy.is_quiet(moment)


def queue_day(
    session: Session,
    region_id: int,
    rules: Rules,
    now: datetime,
    tell: Teller = say_nothing,
    zone: tzinfo = ZONE,
) -> Queued:
    """Bring the outbox of a region up to what is owed at `now`, in the office's zone.

    On a day off, before the day's messages leave and in the quiet hours nothing is changed.
    """
    if not may_plan(rules, now):
        return Queued()
    return _Tick(session, region_id, rules, now, tell, zone).queue()


class _Tick:
    """One look at one region."""

    def __init__(
        self, session: Session, region_id: int, rules: Rules, now: datetime, tell: Teller, zone: tzinfo
    ) -> None:
        self._session = session
        self._region_id = region_id
        self._rules = rules
        self._now = now
        self._day = now.date()
        self._tell = tell
        self._zone = zone
        self._notices = NoticeRepository(session, region_id)
        self._outbox = Outbox(session)

    def queue(self) -> Queued:
        """Put, change and take away messages that have not left."""
        said = planned = self._notices.planned_until()
        set_back = said if said is not None and said > self._day else None
        if set_back is not None:
            planned = mend_plan(self._session, self._region_id, set_back, self._first_day(), self._now)
        self._outbox.expire(self._now)
        rows, standing = self._stand(planned)
        messages = self._messages(standing, only_again=planned == self._day)
        # What was to be added to a message of another day is told anew.
        self._outbox.withdraw({row.bundle for row in rows if row.waits and row.day < self._day})
        done = self._write(messages, rows, standing)
        self._outbox.settle([row.bundle for row in rows if row.carries and is_too_old(row)])
        if said != self._day:
            self._notices.set_planned_until(self._day)
        return replace(done, set_back=set_back)

    def _stand(self, planned: date | None) -> tuple[list[Stored], Standing]:
        """Read what the outbox holds, as far back as something was not sent."""
        before = self._day - DAY
        until = min(planned if planned is not None else self._first_day() - DAY, before)
        nudging = NudgingRepository(self._session, self._region_id, self._day, self._zone)
        reached = {chat.id for chat in nudging.chats()}
        since = failed_since(self._day)
        rows = self._notices.of_day(self._day) + self._notices.left_over(self._day, since)
        rows += self._notices.arrived_after(self._day)
        standing = stand(rows, self._day, until, reached)
        if standing.settled.until == before:
            return rows, standing
        known = {row.id for row in rows}
        between = self._notices.between(standing.settled.until, self._day)
        rows += [row for row in between if row.id not in known]
        return rows, stand(rows, self._day, until, reached)

    def _first_day(self) -> date:
        """Return the day on which the region began: nothing was owed before."""
        first = self._notices.first_import()
        return first.astimezone(self._zone).date() if first is not None else self._day

    def _messages(self, standing: Standing, *, only_again: bool) -> dict[int, DayMessage]:
        """Plan the day; later ticks of a day only plan what its first one did, and reports."""
        told = (self._with_summary(message) for message in self._plan(standing).messages)
        if only_again:
            told = (only(message, standing.again) for message in told)
        return {message.chat.id: message for message in told if message.chat is not None and message.leaves}

    def _with_summary(self, message: DayMessage) -> DayMessage:
        """Leave out a summary of which there is nothing to say."""
        if message.summary is None or self._tell(self._session, message.summary) is not None:
            return message
        return replace(message, summary=None)

    def _plan(self, standing: Standing) -> DayPlan:
        policy, calendar, settled = self._rules.policy, self._rules.calendar, standing.settled
        facts = gather(self._session, self._region_id, policy, calendar, self._day, settled, self._zone)
        return plan_day(facts, policy, calendar, self._day, settled, reports_of_today=True)

    def _write(
        self, messages: Mapping[int, DayMessage], rows: Iterable[Stored], standing: Standing
    ) -> Queued:
        waiting: dict[int, list[Stored]] = {}
        for row in rows:
            if row.waits and row.chat_id is not None and is_part(row, self._day):
                waiting.setdefault(row.chat_id, []).append(row)
        put = changed = withdrawn = 0
        for chat in sorted((messages.keys() | waiting.keys()) - standing.begun):
            message, before = messages.get(chat), waiting.get(chat, [])
            if not self._notices.hold([row.id for row in before]):
                continue
            if message is None:
                withdrawn += bool(self._outbox.withdraw([row.bundle for row in before]))
            elif self._put(chat, message, before):
                changed, put = changed + bool(before), put + (not before)
        later = {chat: message for chat, message in messages.items() if chat in standing.begun}
        return Queued(put, changed, withdrawn, later)

    def _put(self, chat: int, message: DayMessage, before: Sequence[Stored]) -> bool:
        """Put the message of a chat in place of the one that waits there; False where it is the same."""
        told = self._tell(self._session, message.summary) if message.summary else None
        times, received = self._times(message), self._rules.policy.received_button
        late = self._now - times.not_before > LATE
        wanted = write_message(message, told, received=received, late=late)
        if before and self._is_same(wanted, before):
            return False
        self._outbox.withdraw([row.bundle for row in before])
        self._notices.add(wanted, chat, self._day, times)
        return True

    def _is_same(self, wanted: Sequence[NewNotice], before: Sequence[Stored]) -> bool:
        """Whether the message that waits says and settles what is wanted."""
        stored = {row.key: row.payload for row in self._notices.bundled([row.key for row in before])}
        return stored == {row.key: row.payload for row in wanted}

    def _times(self, message: DayMessage) -> Times:
        """Say when a message leaves: what was owed in the morning is late by then."""
        morning = datetime.combine(self._day, self._rules.policy.leaves_at, self._zone)
        came_later = not message.nudges and all(review.waiting == 0 for review in message.reviews)
        came_later = came_later and not (message.summary or message.naming or message.ongoing)
        return Times(self._now, self._now if came_later else morning, end_of(self._day, self._zone))


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the instant at which a day is over: what it says of days left is wrong from then on."""
    return datetime.combine(day + DAY, time.min, zone)
