"""Stopped and started at random over months: what is owed arrives once, late in one message (proof c)."""

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from proofs.nudge_model import Model
from proofs.test_nudge_simulation import CALENDAR, ISSUED, POLICY, Office
from sqlalchemy import select

from data.clock import ZONE
from data.database import Database, open_database
from data.models import Notice, NoticeState, Region
from scheduler.outbox import Outbox
from scheduler.policy import Rules
from scheduler.queueing import queue_day
from scheduler.updating import update_boards

RULES = Rules(POLICY, CALENDAR)
KINDS = ("nudge:",)


class Machine:
    """The scheduler on a machine that is switched on and off; what it sends is kept by chat and day."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sent: Counter[str] = Counter()
        self.messages: Counter[tuple[int | None, date]] = Counter()
        self.late: list[tuple[int | None, date]] = []

    def tick(self, now: datetime) -> None:
        """Plan what is owed, region by region; a restart between two of them is as good as none."""
        for region in self.regions():
            with self.database.transaction() as session:
                queued = queue_day(session, region, RULES, now)
                update_boards(session, region, RULES, now, queued.later)

    def break_off(self, now: datetime, after: int) -> None:
        """Die in the middle of planning: some regions are planned, one is rolled back."""
        for number, region in enumerate(self.regions()):
            if number > after:
                return
            with self.database.transaction() as session:
                queue_day(session, region, RULES, now)
                if number == after:
                    session.rollback()

    def deliver(self, now: datetime, most: int | None = None) -> None:
        """Send what may leave, up to `most` messages: then the machine goes off."""
        left = most if most is not None else 1_000_000
        with self.database.transaction() as session:
            outbox = Outbox(session, "machine")
            outbox.expire(now)
            while left and (claimed := outbox.claim(now, min(left, 50))):
                for one in claimed:
                    outbox.sent(one, 1 + sum(self.messages.values()), now)
                    if one.edits is None:
                        self.messages[one.chat_id, now.date()] += not one.payload["silent"]
                    if one.payload.get("late"):
                        self.late.append((one.chat_id, now.date()))
                    bundle = session.scalars(select(Notice.key).where(Notice.bundle == one.bundle))
                    self.sent.update(key for key in bundle if key.startswith(KINDS))
                left -= len(claimed)

    def regions(self) -> Sequence[int]:
        with self.database.read() as session:
            return session.scalars(select(Region.id).order_by(Region.id)).all()


def check(path: Path, last: date, seed: int, off: Sequence[range], chats: int = 25) -> Machine:
    """Let months pass; each nudge that the model owes is sent once, in one message a chat and day."""
    database = open_database(f"sqlite:///{path}")
    office, chance = Office(database, seed, chats), random.Random(seed)
    office.open(ISSUED)
    machine, model = Machine(database), Model(str(path), end=last, ran=ISSUED)
    with database.transaction() as session:
        for region in session.scalars(select(Region)):
            region.planned_until = ISSUED
    for number in range(1, (last - ISSUED).days + 1):
        day = ISSUED + timedelta(days=number)
        if not any(number in stop for stop in off):
            before = machine.sent.copy()
            work(machine, chance, day)
            owed = Counter(
                f"nudge:{chat}:{assignment}:{stage}:{due}"
                for chat, assignment, due, stage, *_ in model.morning(day).elements()
                if chat is not None
            )
            assert machine.sent - before == owed, f"{day}"
        office.day(day)
    assert set(machine.sent.values()) <= {1}, "sent twice"
    assert set(machine.messages.values()) <= {1}, "two messages to one chat on one day"
    with database.read() as session:
        waiting = session.scalars(select(Notice.key).where(Notice.state == NoticeState.PLANNED)).all()
    assert waiting == []
    database.close()
    return machine


def work(machine: Machine, chance: random.Random, day: date) -> None:
    """Run through one morning, with restarts in between."""
    now = datetime.combine(day, time(8, 31), ZONE)
    machine.tick(now.replace(hour=6))
    if chance.random() < 0.3:
        machine.break_off(now, chance.randrange(5))
    machine.tick(now)
    machine.deliver(now, most=chance.choice([0, 1, 3, None]))
    machine.tick(now + timedelta(minutes=1))
    machine.deliver(now + timedelta(minutes=1))
    machine.tick(now + timedelta(hours=1))
    machine.deliver(now + timedelta(hours=1))


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "stops.db"))


def test_off_for_two_days_and_for_thirty(path: Path) -> None:
    machine = check(path, date(2020, 10, 23), 1, [range(12, 14), range(33, 63)], chats=15)
    assert machine.late
    assert len(machine.late) == len(set(machine.late))


stops = st.lists(st.tuples(st.integers(5, 200), st.integers(1, 40)), max_size=8)


@pytest.mark.proof
@given(seed=st.integers(0, 10_000), off=stops)
@settings(
    max_examples=10,
    deadline=None,
    # An example takes a minute: one that fails is shown as it is, not made smaller for an hour.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_stopped_at_random_over_half_a_year(
    sqlite_template: Path, tmp_path: Path, seed: int, off: list[tuple[int, int]]
) -> None:
    path = Path(shutil.copy(sqlite_template, tmp_path / f"stops-{seed}.db"))
    check(path, date(2021, 3, 15), seed, [range(start, start + days) for start, days in off])
