"""Any mixture of failures, deaths and clocks that are set: nothing is lost, nothing comes twice unmarked."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fakes import FakeSender
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import Watch, make_chats, owe_text
from sqlalchemy import select

from data.database import Database, connect
from data.models import Notice, NoticeState
from data.wording.delivery import REPEATED
from scheduler.addressing import address
from scheduler.delivery import Delivery
from scheduler.outbox import LEASE, Outbox
from scheduler.pacing import Pace, Rates
from scheduler.sender import DeliveryError, Post, Throttled, Unavailable, Uncertain

CHATS = (-1, -2, -3)
EACH = 3
FAST = Rates(overall=1e6, chat_second=1e6, group_minute=1_000_000)
LEAPS = [
    timedelta(seconds=1),
    timedelta(minutes=5),
    timedelta(hours=-3),
    timedelta(days=2),
    timedelta(days=-400),
]


class Lossy(FakeSender):
    """A sender whose `Uncertain` may mean that the message arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: list[tuple[DeliveryError, bool]] = []

    async def send(self, post: Post) -> int:
        """Take a message, or lose it, or its answer."""
        error, arrives = self.plan.pop() if self.plan else (None, True)
        number = await super().send(post) if arrives else 0
        if error is not None:
            raise error
        return number


FAILURES = st.sampled_from(
    [
        (Uncertain("lost"), True),
        (Uncertain("lost"), False),
        (Unavailable("no connection"), False),
        (Throttled(timedelta(milliseconds=20)), False),
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("run"), st.lists(FAILURES, max_size=6)),
    st.tuples(st.just("die"), st.integers(0, 3)),
    st.tuples(st.just("leap"), st.sampled_from(LEAPS)),
)


@given(st.lists(STEPS, max_size=6))
@settings(deadline=None, max_examples=6)
def test_whatever_happens_every_notice_arrives_or_stands_in_the_list(
    sqlite_template: Path, steps: Sequence[tuple[str, object]]
) -> None:
    _live_through(sqlite_template, steps)


@pytest.mark.proof
@given(st.lists(STEPS, max_size=30))
@settings(deadline=None, max_examples=300)
def test_whatever_happens_at_length_every_notice_arrives_or_stands_in_the_list(
    sqlite_template: Path, steps: Sequence[tuple[str, object]]
) -> None:
    _live_through(sqlite_template, steps)


def _live_through(template: Path, steps: Sequence[tuple[str, object]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copy(template, f"{folder}/duban.db")
        database = connect(f"sqlite:///{folder}/duban.db")
        asyncio.run(_run(database, steps))
        database.close()


async def _run(database: Database, steps: Sequence[tuple[str, object]]) -> None:
    watch, sender = Watch(), Lossy()
    with database.transaction() as session:
        for number, to in make_chats(session, *CHATS).items():
            for position in range(EACH):
                owe_text(session, f"{number}.{position}", to)
    for kind, what in steps:
        if kind == "leap":
            watch.at += what  # type: ignore[operator]
        elif kind == "die":
            await _die(database, sender, watch, int(what))  # type: ignore[call-overload]
        else:
            sender.plan = list(what)  # type: ignore[call-overload]
            await _deliver(database, sender, watch)
    sender.plan = []
    for _ in range(3):
        # The clock is right in the end, and stays so.
        watch.at = max(watch.at, Watch().at + timedelta(days=30)) + timedelta(hours=1)
        await _deliver(database, sender, watch)
    _check(database, sender)


async def _deliver(database: Database, sender: Lossy, watch: Watch) -> None:
    await Delivery(database, sender, Pace(FAST), "a", watch).run_once()


async def _die(database: Database, sender: Lossy, watch: Watch, sent: int) -> None:
    """Claim, send some, and record nothing, as a process does that is killed."""
    with database.transaction() as session:
        outbox = Outbox(session, "dead")
        claimed = address(session, outbox.claim(watch.now(), 10, lease=LEASE))
    for _, post in claimed[:sent]:
        if isinstance(post, Post):
            await FakeSender.send(sender, post)


def _check(database: Database, sender: Lossy) -> None:
    arrived = Counter(sender.texts())
    with database.read() as session:
        notices = session.scalars(select(Notice)).all()
    assert len(notices) == len(CHATS) * EACH
    for notice in notices:
        plain, marked = arrived[notice.key], arrived[f"{REPEATED}\n{notice.key}"]
        told = (notice.key, notice.state, notice.doubts, plain, marked)
        assert plain <= 1, told
        assert marked <= bool(notice.doubts), told
        if notice.state is NoticeState.SENT:
            assert (marked if notice.doubts else plain) == 1, told
        else:
            assert (notice.state, notice.doubts) == (NoticeState.UNKNOWN, 1), told
