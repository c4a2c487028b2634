"""Months and years of nudges, day by day, against a model that looks at everything (issue 5, proof a)."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from proofs.nudge_model import Model
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database, open_database
from data.dates.workdays import WorkCalendar
from data.models import (
    Assignment,
    Binding,
    BindingKind,
    Change,
    Chat,
    Event,
    History,
    Plan,
    Region,
    Unit,
)
from data.samples import import_samples
from data.statuses import FINISHED, Status, may_move
from data.wording.nudges import say_message
from scheduler.deciding import Settled
from scheduler.gathering import gather
from scheduler.messages import DayPlan
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

ISSUED = date(2020, 8, 14)
POLICY, CALENDAR = ReminderPolicy(), WorkCalendar()
TELEGRAM_LIMIT = 4096


class Office:
    """What people do between two mornings: report, extend, return, bind, record events; at random."""

    def __init__(self, database: Database, seed: int, chats: int) -> None:
        self.database = database
        self.chance = random.Random(seed)
        self.chats = chats
        self.numbers = iter(range(1, 10_000))

    def open(self, day: date) -> None:
        """Import the plans and bind two thirds of the chats; the others come later."""
        with self.database.transaction() as session:
            import_samples(session, now=self.at(day))
            units = list(session.scalars(select(Unit).order_by(Unit.id)))
            self.chance.shuffle(units)
            # Offices first: what has no chat goes to them. Two of them and some leaders come late, too.
            offices = {key for key in session.scalars(select(Plan.office_id)) if key}
            units.sort(key=lambda unit: unit.id not in offices)
            known: list[Unit | Region] = [*session.scalars(select(Region)), *units][: self.chats]
            late = {1, 3, 6, 7, *range(self.chats * 2 // 3, self.chats)}
            for place, one in enumerate(known):
                if place not in late:
                    self.bind(session, day, one)
            self.waiting = [(type(one), one.id) for place, one in enumerate(known) if place in late]

    def day(self, day: date) -> None:
        """Let a day pass."""
        with self.database.transaction() as session:
            busy = list(session.scalars(select(Assignment).where(Assignment.due < day + timedelta(60))))
            for one in self.chance.sample(busy, min(len(busy), 4)):
                self.act(session, one, day)
            if self.waiting and self.chance.random() < 0.3:
                kind, key = self.waiting.pop(self.chance.randrange(len(self.waiting)))
                self.bind(session, day, session.get_one(kind, key))
            if self.chance.random() < 0.02:
                self.lose_a_chat(session, day)
            if self.chance.random() < 0.03:
                self.record_an_event(session, day)
            if day.day == 1:
                self.keep_up(session, day)

    def act(self, session: Session, one: Assignment, day: date) -> None:
        if self.chance.random() < 0.25 and one.status not in FINISHED and one.due:
            former, one.due = one.due, max(one.due, day) + timedelta(days=self.chance.randint(3, 60))
            one.extended = one.touched = True
            session.add(
                History(
                    at=self.at(day),
                    change=Change.DUE,
                    region_id=one.region_id,
                    assignment_id=one.id,
                    by="督办机构",
                    before=str(former),
                    after=str(one.due),
                )
            )
            return
        to = self.chance.choice([Status.DOING, Status.SUBMITTED, Status.DONE, Status.RETURNED, Status.VOID])
        if may_move(one.status, to):
            one.move(to, self.at(day))

    def lose_a_chat(self, session: Session, day: date) -> None:
        left = session.scalars(select(Chat).where(Chat.left_at.is_not(None))).first()
        if left is not None and self.chance.random() < 0.5:
            left.left_at = None
            return
        chats = session.scalars(select(Chat).where(Chat.left_at.is_(None)).order_by(Chat.id)).all()
        self.chance.choice(chats).left_at = self.at(day)

    def record_an_event(self, session: Session, day: date) -> None:
        event = session.scalars(select(Event).where(Event.date.is_(None)).order_by(Event.id)).first()
        if event is not None:
            event.date, event.recorded_at, event.recorded_by = day, self.at(day), "管理员"
            session.flush()
            refresh(session, event.region_id, day)

    def keep_up(self, session: Session, day: date) -> None:
        for region in session.scalars(select(Region.id)).all():
            refresh(session, region, day)

    def bind(self, session: Session, day: date, one: Unit | Region) -> None:
        """Bind a chat to a unit, or to a region's leaders."""
        chat = Chat(telegram_id=-next(self.numbers), title="群")
        session.add(chat)
        session.flush()
        unit = one if isinstance(one, Unit) else None
        session.add(
            Binding(
                chat_id=chat.id,
                region_id=unit.region_id if unit else one.id,
                kind=BindingKind.UNIT if unit else BindingKind.LEADERS,
                unit_id=unit.id if unit else None,
                bound_by="管理员",
                since=self.at(day),
            )
        )

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.chance.randint(9, 19)), ZONE)


def simulate(
    database: Database, path: Path, first: date, last: date, seed: int, chats: int, off: Sequence[range]
) -> Iterator[tuple[date, Counter, Counter, list[DayPlan]]]:
    """Give each day what was planned and what the model says, while people do what they do.

    On the days of `off`, counted from the first, the machine stands still.
    """
    office = Office(database, seed, chats)
    office.open(first)
    model = Model(str(path), end=last, ran=first)
    ran = first
    for number in range(1, (last - first).days + 1):
        day = first + timedelta(days=number)
        if not any(number in stop for stop in off):
            plans = plan_all(database, day, Settled(until=ran))
            ran = day if CALENDAR.is_workday(day) else ran
            asked = model.prompts(day)
            expected = model.morning(day)
            yield day, planned(plans) + prompted(plans), expected + asked, plans
        office.day(day)


def plan_all(database: Database, day: date, settled: Settled) -> list[DayPlan]:
    with database.read() as session:
        regions = session.scalars(select(Region.id)).all()
        facts = [gather(session, region, POLICY, CALENDAR, day, settled) for region in regions]
    return [plan_day(one, POLICY, CALENDAR, day, settled) for one in facts]


def planned(plans: Sequence[DayPlan]) -> Counter:
    return Counter(
        (
            nudge.chat.id if nudge.chat else None,
            nudge.fact.id,
            str(nudge.fact.due),
            nudge.stage,
            nudge.days_left,
            nudge.light.value,
            nudge.late,
        )
        for plan in plans
        for nudge in plan.nudges
    )


def prompted(plans: Sequence[DayPlan]) -> Counter:
    """Count whose progress is asked for: of a chat, an assignment."""
    told = [message for plan in plans for message in (*plan.messages, plan.nobodys) if message]
    return Counter(
        (message.chat.id if message.chat else None, fact.id)
        for message in told
        for prompt in message.ongoing
        for fact in prompt.facts
    )


def check(path: Path, first: date, last: date, seed: int, chats: int, off: Sequence[range]) -> Counter:
    """Compare each day; return how many nudges of each kind there were."""
    database = open_database(f"sqlite:///{path}")
    seen: Counter = Counter()
    keys: set[str] = set()
    for day, found, expected, plans in simulate(database, path, first, last, seed, chats, off):
        assert found - expected == Counter(), f"{day}: too much"
        assert expected - found == Counter(), f"{day}: missing"
        messages = [message for plan in plans for message in plan.messages]
        told = [message.chat.id for message in messages]
        assert len(told) == len(set(told)), f"{day}: two messages to one chat"
        assert not messages or CALENDAR.is_workday(day), f"{day}: a day off"
        for message in messages:
            assert keys.isdisjoint(message.keys), f"{day}: a notice that was owed before"
            keys.update(message.keys)
            for part in say_message(message):
                assert len(part.text.encode("utf-16-le")) // 2 < TELEGRAM_LIMIT
        nudges = [nudge for plan in plans for nudge in plan.nudges]
        seen += Counter(nudge.kind.value for nudge in nudges)
        seen += Counter("late" for nudge in nudges if nudge.late)
        seen += Counter("ongoing" for message in messages for _ in message.ongoing)
    database.close()
    return seen


def test_some_months_are_as_the_model_says(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "months.db"
    shutil.copy(sqlite_template, path)
    seen = check(path, ISSUED, date(2020, 11, 30), 1, chats=60, off=[range(30, 33), range(45, 62)])
    assert {"ahead", "today", "overdue", "escalation", "standing", "late", "ongoing"} <= seen.keys()


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3))
def test_three_years_are_as_the_model_says(seed: int, sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "years.db"
    shutil.copy(sqlite_template, path)
    chance = random.Random(seed)
    off = [range(start, start + 2) for start in chance.sample(range(1000), 8)] + [range(400, 430)]
    seen = check(path, ISSUED, date(2023, 8, 14), seed, chats=60, off=off)
    assert {"ahead", "today", "overdue", "escalation", "standing", "late", "ongoing"} <= seen.keys()


def test_nothing_leaves_in_quiet_hours() -> None:
    for hour in range(24):
        policy = ReminderPolicy(at=time(hour, 15))
        assert not policy.is_quiet(policy.leaves_at)
        assert time(8) <= policy.leaves_at < time(20)
