"""An outage of Telegram: delivery waits as a whole, and almost nothing is in doubt when it is over."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from fakes import FakeSender
from notices import MORNING, Watch, make_chats, owe_text
from sqlalchemy import select

from data.database import Database, open_database
from data.models import Notice, NoticeState
from scheduler.delivery import Delivery
from scheduler.line import FRESH, Line, LineWaits
from scheduler.outbox import Outbox
from scheduler.pacing import Pace, Rates
from scheduler.retry import Patience
from scheduler.sender import ChatGone, DeliveryError, Post, Unavailable, Uncertain

BRISK = Rates(overall=10_000, chat_second=10_000, group_minute=10_000)
UNHURRIED = Patience(line=LineWaits(asks=(4, 8, 32), trials=(0, 4, 16, 60, 120, 300, 600)))
HOUR = 3600.0
EXPIRY = MORNING + timedelta(hours=15)


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A database that is quick enough for hours in small steps."""
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield database
    database.close()


class Outage(FakeSender):
    """Telegram while it fails with `error`: every call, or all but questions where it `answers`."""

    def __init__(self, error: DeliveryError, *, answers: bool) -> None:
        super().__init__()
        self.error: DeliveryError | None = error
        self._answers = answers
        self.tried = 0

    async def ask(self) -> None:
        await super().ask()
        if self.error is not None and not self._answers:
            raise self.error

    async def send(self, post: Post) -> int:
        self.tried += 1
        if self.error is not None:
            raise self.error
        return await super().send(post)


class Morning:
    """A delivery whose clocks move when nothing more can leave."""

    def __init__(self, database: Database, sender: FakeSender, notices: int) -> None:
        self.database, self.watch, self.passed = database, Watch(), 0.0
        self.delivery = Delivery(
            database,
            sender,
            Pace(BRISK),
            "here",
            self.watch,
            patience=UNHURRIED,
            seconds=self.seconds,
        )
        with database.transaction() as session:
            chats = make_chats(session, *(-number for number in range(1, notices + 1)))
            for number, to in zip(count(1), chats.values()):
                owe_text(session, f"n{number}", to, expires_at=EXPIRY)

    def seconds(self) -> float:
        """Return the time, which moves a little each time that somebody looks."""
        self.passed += 0.001
        return 1000 + self.passed

    async def pass_by(self, seconds: float) -> None:
        """Run as often as the timetable does, or somewhat less, for so long."""
        until = self.passed + seconds
        while self.passed < until:
            done = await self.delivery.run_once()
            step = max(4.0, done.wait or 16.0)
            self.passed += step
            self.watch.wait(seconds=step)

    def doubtful(self) -> int:
        with self.database.read() as session:
            return len(session.scalars(select(Notice.id).where(Notice.doubts > 0)).all())

    def attempts(self) -> int:
        with self.database.read() as session:
            return max(session.scalars(select(Notice.attempts)))

    def listed(self) -> list[NoticeState]:
        with self.database.read() as session:
            return [one.state for one in Outbox(session).listed()]


@pytest.mark.parametrize(
    "error", [Uncertain("Bad Gateway"), Unavailable("no connection")], ids=["502", "off"]
)
async def test_an_hour_without_telegram_costs_nothing(office: Database, error: DeliveryError) -> None:
    sender = Outage(error, answers=False)
    morning = Morning(office, sender, 40)
    await morning.pass_by(HOUR)
    assert sender.tried == 0
    assert sender.asked <= HOUR / 30 + 3
    sender.error = None
    await morning.pass_by(60)
    assert sorted(sender.texts()) == sorted(f"n{number}" for number in range(1, 41))
    assert (morning.doubtful(), morning.listed()) == (0, [])


async def test_telegram_going_away_in_the_middle_costs_what_was_on_its_way(office: Database) -> None:
    sender = Outage(Uncertain("Bad Gateway"), answers=False)
    morning = Morning(office, sender, 60)
    error, sender.error = sender.error, None

    def breaks(post: Post) -> None:
        if len(sender.sent) >= 20:
            sender.error = error

    sender.meanwhile = breaks
    await morning.pass_by(HOUR)
    tried = sender.tried
    assert tried < 60
    sender.meanwhile, sender.error = lambda post: None, None
    await morning.pass_by(60)
    assert len({text.splitlines()[-1] for text in sender.texts()}) == len(sender.sent) == 60
    assert morning.listed() == []
    assert sum("可能重复" in text for text in sender.texts()) == morning.doubtful() == tried - 25


@pytest.mark.parametrize("notices", [1, 4, 40])
async def test_an_hour_in_which_only_messages_fail_burns_two_at_most(office: Database, notices: int) -> None:
    sender = Outage(Uncertain("Internal Server Error"), answers=True)
    morning = Morning(office, sender, notices)
    await morning.pass_by(HOUR)
    assert len(morning.listed()) <= 2
    assert sender.tried <= 24 + 20
    sender.error = None
    burnt = len(morning.listed())
    await morning.pass_by(HOUR)
    assert len(sender.sent) == notices - burnt
    assert len(morning.listed()) == burnt


async def test_what_surely_did_not_leave_is_retried_when_it_can(office: Database) -> None:
    sender = Outage(Unavailable("no connection"), answers=True)
    morning = Morning(office, sender, 3)
    await morning.pass_by(HOUR)
    sender.error = None
    await morning.pass_by(16 * 60)
    assert sorted(sender.texts()) == ["n1", "n2", "n3"]
    assert (morning.doubtful(), morning.listed()) == (0, [])


def test_an_answer_holds_for_a_minute() -> None:
    line = Line()
    assert line.must_ask(0.0)
    line.reached(0.0)
    assert line.is_open(FRESH)
    assert line.must_ask(FRESH + 1)


def test_a_failure_lets_one_message_at_a_time_be_tried_until_one_arrives() -> None:
    line = Line()
    line.reached(0.0)
    line.fails(-1, 1.0, trial=False, doubtful=False)
    assert not line.is_open(1.0)
    assert line.must_ask(1.0)
    line.reached(1.0)
    assert line.may_try(1.0)
    line.tries()
    assert not line.may_try(2.0)
    line.answered(2.0, trial=False)
    assert not line.is_open(2.0)
    line.answered(2.0, trial=True)
    assert line.is_open(2.0)


async def test_a_refusal_is_an_answer_too(office: Database) -> None:
    sender = FakeSender()
    sender.fail(0, ChatGone("forbidden"))
    morning = Morning(office, sender, 2)
    await morning.pass_by(4)
    assert len(sender.sent) == 2
