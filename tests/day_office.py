"""One region whose day's messages are queued and delivered: what people and Telegram do, step by step."""

from datetime import date, datetime, timedelta
from typing import Any

from factories import make_milestone, make_plan, make_region, make_responsibility, make_task, make_unit
from sqlalchemy import select
from town import Watch

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database
from data.dates.workdays import WorkCalendar
from data.errors import ConfigError
from data.models import (
    Assignment,
    Binding,
    BindingKind,
    Change,
    Chat,
    Decision,
    ExtensionRequest,
    History,
    Notice,
    NoticeState,
    Plan,
    Unit,
)
from data.repositories.notices import NoticeRepository
from data.repositories.nudging import WatchedRegion
from data.statuses import Status
from data.units.values import Role
from scheduler.jobs import Jobs, Office
from scheduler.lease import LeaseKeeper
from scheduler.outbox import Outbox
from scheduler.policy import ReminderPolicy, Rules
from scheduler.queueing import Queued, queue_day, say_nothing
from scheduler.updating import update_boards

STORED = date(2020, 8, 1)
WEDNESDAY = date(2020, 9, 23)
RULES = Rules(ReminderPolicy(), WorkCalendar())


def at(day: date, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


BOUND = at(STORED, 12)


class DayOffice:
    """县住建局 has one task due on 30 September, which 县政府办公室 supervises; both have a chat."""

    def __init__(self, database: Database, rules: Rules = RULES) -> None:
        self.database = database
        self.rules = rules
        self.tell: Any = say_nothing
        self.said: list[tuple[int, str]] = []
        self.edited: list[tuple[int, str]] = []
        self._numbers = iter(range(1, 100_000))
        with database.transaction() as session:
            region = make_region(session)
            office = make_unit(session, region, "县政府办公室")
            unit = make_unit(session, region, "县住建局")
            plan = make_plan(session, region, office_id=office.id, imported_at=at(STORED, 12))
            self.region, self.office, self.unit, self.plan = region.id, office.id, unit.id, plan.id
            self.task = self.add_task(session, unit)
        self.offices_chat = self.bind(self.office)
        self.chat = self.bind(self.unit)
        with database.transaction() as session:
            NoticeRepository(session, self.region).set_planned_until(WEDNESDAY - timedelta(days=1))

    def add_task(self, session: Any, unit: Unit, due: date = date(2020, 9, 30)) -> int:
        plan = session.get_one(Plan, self.plan)
        task = make_task(session, plan, unit, item="7", detail="编制基层政务公开事项标准目录")
        make_responsibility(session, task, session.get_one(Unit, self.office), Role.SUPERVISE)
        make_milestone(session, task, due)
        refresh(session, self.region, STORED)
        return int(task.id)

    def bind(self, unit: int | None, since: datetime = BOUND) -> int:
        with self.database.transaction() as session:
            number = -next(self._numbers)
            chat = Chat(telegram_id=number, title=f"群{number}")
            session.add(chat)
            session.flush()
            for former in session.scalars(select(Binding).where(Binding.unit_id == unit, Binding.holds)):
                if unit is not None:
                    former.holds, former.ended_at, former.ended_by = None, since, "甲"
            session.flush()
            session.add(
                Binding(
                    chat_id=chat.id,
                    region_id=self.region,
                    kind=BindingKind.UNIT if unit else BindingKind.LEADERS,
                    unit_id=unit,
                    bound_by="甲",
                    since=since,
                )
            )
            return chat.id

    def tick(self, now: datetime) -> Queued:
        """Let the scheduler look at the region once."""
        with self.database.transaction() as session:
            queued = queue_day(session, self.region, self.rules, now, self.tell)
            update_boards(session, self.region, self.rules, now, queued.later)
            return queued

    def deliver(
        self, now: datetime, *, gone: tuple[int, ...] = (), away: bool = False, deleted: bool = False
    ) -> list[tuple[int, str]]:
        """Send what may leave; return what the chats got. To a chat that is `gone` nothing can be sent."""
        before = len(self.said)
        while True:
            with self.database.transaction() as session:
                outbox = Outbox(session, "me")
                outbox.expire(now)
                claimed = outbox.claim(now, 10)
                for one in claimed:
                    self._send(session, outbox, one, now, gone, away=away, deleted=deleted)
            if not claimed or away:
                return self.said[before:]

    def _send(
        self,
        session: Any,
        outbox: Outbox,
        one: Any,
        now: datetime,
        gone: tuple[int, ...],
        *,
        away: bool,
        deleted: bool,
    ) -> None:
        text = one.payload["text"] or one.payload["picture"]
        if away:
            outbox.retry_at(one, now + timedelta(hours=1), "没有网络")
        elif one.chat_id in gone:
            session.get_one(Chat, one.chat_id).left_at = now
            outbox.fail(one, "机器人不在群里")
        elif one.edits is not None and not deleted:
            self.edited.append((one.chat_id, text))
            outbox.sent(one, one.edits, now)
        else:
            self.said.append((one.chat_id, text))
            outbox.sent(one, next(self._numbers), now)

    def run(self, now: datetime, **how: Any) -> list[tuple[int, str]]:
        """Tick, deliver, and tick again."""
        self.tick(now)
        said = self.deliver(now, **how)
        self.tick(now)
        return said + self.deliver(now, **how)

    def act(self, status: Status, now: datetime) -> None:
        with self.database.transaction() as session:
            session.scalars(select(Assignment)).one().move(status, now)

    def extend(self, until: date, now: datetime) -> None:
        with self.database.transaction() as session:
            one = session.scalars(select(Assignment)).one()
            one.due, one.extended, one.touched = until, True, True
            session.add(History(at=now, change=Change.DUE, assignment_id=one.id, by="办公室", details={}))

    def ask_for(self, until: date, now: datetime) -> int:
        with self.database.transaction() as session:
            one = session.scalars(select(Assignment)).one()
            request = ExtensionRequest(
                assignment_id=one.id, until=until, reason="人员调整", asked_by="甲", asked_at=now
            )
            session.add(request)
            session.flush()
            return request.id

    def decide(self, request: int, decision: Decision, now: datetime) -> None:
        with self.database.transaction() as session:
            one = session.get_one(ExtensionRequest, request)
            one.decision, one.decided_at = decision, now

    def rows(self, *states: NoticeState) -> list[str]:
        """Return the keys of rows in some states, without the numbers of chats and assignments."""
        with self.database.read() as session:
            query = select(Notice).where(Notice.state.in_(states) if states else Notice.id > 0)
            return sorted(row.key for row in session.scalars(query))


def jobs_of(town: DayOffice, now: datetime, holder: str = "one") -> tuple[Jobs, Watch]:
    clock = Watch(now)
    office = Office(town.database, clock, rules_of, (1,))
    return Jobs(office, LeaseKeeper(town.database, holder, clock)), clock


def rules_of(region: WatchedRegion) -> Rules:
    if region.policies:
        raise ConfigError("设置有误")
    return RULES
