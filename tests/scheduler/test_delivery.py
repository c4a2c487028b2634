"""Delivery with a sender that fails as it is told: what leaves, what is recorded, and what holds up what."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from fakes import FakeSender
from notices import MORNING, OPERATOR, Watch, make_chats, notice, owe_text, states
from sqlalchemy import select, text, update

from data.database import Database
from data.models import Chat, Notice, NoticeKind, NoticeState
from data.owing import Letter, Recipient
from scheduler.delivery import Delivery
from scheduler.line import LineWaits
from scheduler.outbox import Outbox
from scheduler.pacing import Pace, Rates
from scheduler.retry import Patience
from scheduler.sender import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    NotEditable,
    Refused,
    Throttled,
    Unavailable,
    Uncertain,
)

BRISK = Rates(overall=10_000, chat_second=10_000, group_minute=10_000)
AT_ONCE = Patience((timedelta(seconds=5),), timedelta(seconds=30), LineWaits((0,), (0,), (0, 0)))
A, B = -1, -2

Deliver = Callable[..., Delivery]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def chats(database: Database) -> dict[int, Recipient]:
    with database.transaction() as session:
        return make_chats(session, A, B)


@pytest.fixture
def deliver(database: Database, sender: FakeSender, watch: Watch) -> Deliver:
    def make(**more: Any) -> Delivery:
        given = {"operators": (OPERATOR,), "patience": AT_ONCE, "grace": 0.05} | more
        return Delivery(database, sender, given.pop("pace", Pace(BRISK)), "here", watch, **given)

    return make


def owed(database: Database, *keys: str, to: Recipient, **fields: Any) -> None:
    with database.transaction() as session:
        for key in keys:
            owe_text(session, key, to, **fields)


async def test_everything_owed_leaves_once(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a1", "a2", "a3", to=chats[A])
    owed(database, "b1", to=chats[B])
    done = await deliver().run_once()
    assert (done.sent, done.wait) == (4, None)
    assert sender.texts(A) == ["a1", "a2", "a3"]
    assert sender.texts(B) == ["b1"]
    assert set(states(database).values()) == {NoticeState.SENT}
    assert (await deliver().run_once()).sent == 0
    assert len(sender.sent) == 4


async def test_a_letter_says_for_whom_it_is(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a", to=chats[A])
    owed(database, "o", to=Recipient(person=OPERATOR))
    await deliver().run_once()
    group, person = sorted(sender.sent, key=lambda post: post.telegram_id)
    assert (group.region, group.unit, group.leaders, group.topic) == ("东至县", "县第1局", False, None)
    assert (person.telegram_id, person.region, person.unit) == (OPERATOR, None, None)


async def test_all_rows_of_a_message_are_sent_with_it(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "day", to=chats[A])
    owed(database, "stage 1", "stage 2", to=chats[A], part_of="day")
    assert (await deliver().run_once()).sent == 1
    assert sender.texts() == ["day"]
    assert set(states(database).values()) == {NoticeState.SENT}


async def test_what_people_wait_for_goes_first(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    for kind in (NoticeKind.OPERATOR, NoticeKind.SUMMARY, NoticeKind.NUDGE, NoticeKind.DECISION):
        owed(database, kind.value, to=chats[A], kind=kind)
    await deliver().run_once()
    assert sender.texts() == ["decision", "nudge", "summary", "operator"]


async def test_a_fresh_answer_overtakes_what_waits_for_the_pace(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, *(f"a{number}" for number in range(8)), to=chats[A])

    def meanwhile(post: Any) -> None:
        if post.text == "a1":
            owed(database, "answer", to=chats[B], kind=NoticeKind.DECISION)

    sender.meanwhile = meanwhile
    await deliver(pace=Pace(Rates(overall=100, chat_second=5, group_minute=100))).run_once()
    assert sender.texts().index("answer") <= 3


FAILURES = [
    (Throttled(timedelta(seconds=7)), NoticeState.PLANNED, 7),
    (Unavailable("no connection"), NoticeState.PLANNED, 5),
    (Uncertain("no answer"), NoticeState.PLANNED, 30),
    (RuntimeError("a slip"), NoticeState.PLANNED, 30),
    (TimeoutError(), NoticeState.PLANNED, 30),
    (Refused("too long"), NoticeState.FAILED, None),
    (ChatGone("kicked"), NoticeState.FAILED, None),
]


@pytest.mark.parametrize(("error", "state", "wait"), FAILURES, ids=lambda value: type(value).__name__)
async def test_one_broken_chat_holds_up_no_other(
    database: Database,
    chats: dict[int, Recipient],
    sender: FakeSender,
    deliver: Deliver,
    error: Exception,
    state: NoticeState,
    wait: int | None,
) -> None:
    owed(database, "a", to=chats[A])
    owed(database, "b1", "b2", to=chats[B])
    sender.fail(A, error)
    await deliver().run_once()
    assert sender.texts(B) == ["b1", "b2"]
    broken = notice(database, "a")
    assert (broken.state, broken.holder) == (state, None)
    assert broken.error
    if wait is not None:
        assert (broken.not_before - MORNING).total_seconds() == wait


async def test_a_throttled_chat_is_left_alone_until_telegram_takes_more(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "a1", "a2", to=chats[A])
    sender.fail(A, Throttled(timedelta(seconds=7)))
    passed = 0.0
    delivery = deliver(seconds=lambda: monotonic() + passed)
    done = await delivery.run_once()
    assert sender.texts() == []
    assert done.retried == 1
    watch.wait(seconds=7)
    assert (await delivery.run_once()).wait == pytest.approx(7, abs=2)
    passed = 7
    await delivery.run_once()
    assert sender.texts() == ["a1", "a2"]


async def test_what_may_have_arrived_is_repeated_once_with_a_mark_and_then_listed(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "a", to=chats[A])
    owed(database, "row", to=chats[A], part_of="a")
    sender.fail(A, Uncertain("no answer"))
    await deliver().run_once()
    assert notice(database, "row").state is NoticeState.PLANNED
    watch.wait(seconds=30)
    await deliver().run_once()
    assert sender.texts() == ["（可能重复）\na"]
    owed(database, "b", to=chats[A])
    sender.fail(A, Uncertain("1"), Uncertain("2"))
    for _ in range(3):
        await deliver().run_once()
        watch.wait(minutes=1)
    assert len(sender.sent) == 1
    assert notice(database, "b").state is NoticeState.UNKNOWN
    with database.read() as session:
        assert [one.key for one in Outbox(session).listed()] == ["b"]


async def test_the_operator_sends_again_what_stands_in_the_list(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "a", to=chats[A], expires_at=MORNING + timedelta(hours=1))
    owed(database, "b", to=chats[B])
    sender.fail(A, Uncertain("1"), Uncertain("2"))
    sender.fail(B, Refused("no"))
    await deliver().run_once()
    watch.wait(minutes=1)
    await deliver().run_once()
    watch.wait(days=1)
    with database.transaction() as session:
        assert all(Outbox(session).resend(one.id, watch.now()) for one in Outbox(session).listed())
    await deliver().run_once()
    assert sorted(sender.texts()) == ["b", "（可能重复）\na"]
    with database.transaction() as session:
        assert not Outbox(session).resend(notice(database, "a").id, watch.now())


async def test_a_chat_that_is_gone_is_noted_and_told_of_the_same_day(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a1", "a2", to=chats[A])
    sender.fail(A, ChatGone("Forbidden: bot was kicked"), ChatGone("Forbidden: bot was kicked"))
    done = await deliver().run_once()
    assert done.gone == 2
    (told,) = sender.texts(OPERATOR)
    assert "第1局工作群" in told
    assert "东至县 县第1局" in told
    with database.read() as session:
        assert session.scalar(select(Chat.left_at).where(Chat.telegram_id == A)) is not None
        assert session.scalar(select(Chat.left_at).where(Chat.telegram_id == B)) is None


async def test_a_closed_topic_is_not_the_whole_forum(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    with database.transaction() as session:
        session.add(Chat(telegram_id=A, topic=7))
        session.flush()
        topic = session.scalar(select(Chat.id).where(Chat.topic == 7))
    owed(database, "t", to=Recipient(chat_id=topic))
    sender.fail(A, ChatGone("message thread not found", topic=True))
    await deliver().run_once()
    with database.read() as session:
        left = dict(session.execute(select(Chat.topic, Chat.left_at).where(Chat.telegram_id == A)).all())
    assert left[7] is not None
    assert left[0] is None


async def test_a_group_that_moved_gets_its_message_at_once(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a", to=chats[A])
    sender.fail(A, ChatMoved(-100))
    assert (await deliver().run_once()).moved == 1
    assert sender.texts(-100) == ["a"]
    assert sender.sent[0].unit == "县第1局"


async def test_a_letter_takes_the_place_of_an_earlier_one(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "day", to=chats[A])
    await deliver().run_once()
    first = notice(database, "day")
    owed(database, "day+", to=chats[A], letter=Letter("day, and more", edits=first.id))
    owed(database, "elsewhere", to=chats[B], letter=Letter("not B's", edits=first.id))
    await deliver().run_once()
    assert [(number, post.letter.text) for number, post in sender.edited] == [
        (first.message, "day, and more")
    ]
    assert sender.texts(B) == ["not B's"]
    assert notice(database, "day+").message == first.message


async def test_what_cannot_be_replaced_any_more_comes_as_a_message_of_its_own(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "day", to=chats[A])
    await deliver().run_once()
    owed(database, "new", to=chats[A], letter=Letter("new", edits=notice(database, "day").id))
    sender.fail(A, NotEditable("too old"))
    await deliver().run_once()
    assert sender.texts(A) == ["day", "new"]


async def test_what_cannot_be_replaced_is_said_anew_on_its_own_day_only(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "day", to=chats[A])
    await deliver().run_once()
    before = notice(database, "day")
    edit = Letter("new", edits=before.id, anew_on=MORNING.date().isoformat())
    owed(database, "new", to=chats[A], letter=edit)
    watch.wait(days=1)
    sender.fail(A, NotEditable("message to edit not found"))
    await deliver().run_once()
    assert sender.texts(A) == ["day"]
    assert (notice(database, "new").state, notice(database, "new").message) == ("sent", before.message)


async def test_an_edit_of_unknown_end_is_simply_repeated(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "day", to=chats[A])
    await deliver().run_once()
    owed(database, "new", to=chats[A], letter=Letter("new", edits=notice(database, "day").id))
    sender.fail(A, *(Uncertain("no answer") for _ in range(3)))
    for _ in range(4):
        await deliver().run_once()
        watch.wait(seconds=5)
    assert [post.letter.text for _, post in sender.edited] == ["new"]
    assert notice(database, "new").doubts == 0


async def test_a_part_waits_for_the_part_before_it(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "part 1", "part 2", to=chats[A])
    owed(database, "answer", to=chats[A], kind=NoticeKind.DECISION)
    sender.fail(A, Unavailable("1"), Unavailable("2"))
    await deliver().run_once()
    assert sender.texts() == []
    owed(database, "answer 2", to=chats[A], kind=NoticeKind.DECISION)
    watch.wait(seconds=5)
    await deliver().run_once()
    assert sender.texts() == ["answer", "answer 2", "part 1", "part 2"]


async def test_quiet_hours_hold_back_by_kind(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, *(f"a{number}" for number in range(60)), to=chats[A])
    owed(database, "answer", to=chats[B], kind=NoticeKind.DECISION)
    later = MORNING + timedelta(hours=1)

    def may_leave(kind: NoticeKind, region_id: int | None, now: Any) -> Any:
        return later if kind is NoticeKind.NUDGE and now < later else None

    delivery = deliver(may_leave=may_leave)
    await delivery.run_once()
    assert sender.texts() == ["answer"]
    watch.wait(hours=1)
    await delivery.run_once()
    assert len(sender.texts(A)) == 60


async def test_what_is_too_old_is_recorded_and_not_sent(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    owed(database, "a", to=chats[A], expires_at=MORNING + timedelta(hours=1))
    owed(database, "b", to=chats[B], expires_at=MORNING + timedelta(hours=1))
    sender.fail(B, Uncertain("no answer"))
    watch.wait(minutes=59, seconds=50)
    delivery = deliver()
    await delivery.run_once()
    assert sender.texts() == ["a"]
    watch.wait(days=1)
    assert (await delivery.run_once()).expired == 1
    assert sender.texts() == ["a"]
    assert notice(database, "b").state is NoticeState.UNKNOWN


async def test_a_chat_of_another_region_by_now_gets_nothing(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a", to=chats[A])
    with database.transaction() as session:
        far = make_chats(session, -9, region="从化区")
        session.execute(update(Notice).values(region_id=far[-9].region_id))
    assert (await deliver().run_once()).failed == 1
    assert sender.sent == []


async def test_an_unreadable_letter_stops_nothing(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a", "b", to=chats[A])
    with database.transaction() as session:
        session.execute(update(Notice).where(Notice.key == "a").values(payload={"text": "?"}))
    await deliver().run_once()
    assert sender.texts() == ["b"]
    assert notice(database, "a").state is NoticeState.FAILED


async def test_two_deliveries_on_one_database_send_once(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, *(f"a{number}" for number in range(20)), to=chats[A])
    owed(database, *(f"b{number}" for number in range(20)), to=chats[B])
    done = await asyncio.gather(*(deliver().run_once() for _ in range(3)))
    assert sum(one.sent for one in done) == 40
    assert sender.texts(A) == [f"a{number}" for number in range(20)]
    assert sender.texts(B) == [f"b{number}" for number in range(20)]


async def test_a_database_that_is_away_loses_nothing_that_was_sent(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a", to=chats[A])
    owed(database, "b", to=chats[B])

    def breaks(post: Any) -> None:
        sender.meanwhile = lambda post: None
        with database.transaction() as session:
            session.execute(text("ALTER TABLE notice RENAME TO elsewhere"))

    sender.meanwhile = breaks
    delivery = deliver()
    done = await delivery.run_once()
    assert (done.sent, done.wait is not None) == (0, True)
    assert sorted(sender.texts()) == ["a", "b"]
    with database.transaction() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO notice"))
    assert (await delivery.run_once()).sent == 2
    assert sorted(sender.texts()) == ["a", "b"]
    assert set(states(database).values()) == {NoticeState.SENT}


async def test_told_to_stop_it_waits_for_what_is_on_its_way(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver
) -> None:
    owed(database, "a1", "a2", to=chats[A])
    owed(database, "b", to=chats[B])
    arrives = sender.hold(A)
    sender.hold(B)
    running = asyncio.create_task(deliver(grace=0.2).run_once())
    await asyncio.gather(sender.begun(A).wait(), sender.begun(B).wait())
    running.cancel()
    asyncio.get_running_loop().call_later(0.05, arrives.set)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert sender.texts() == ["a1"]
    assert states(database) == {
        "a1": NoticeState.SENT,
        "a2": NoticeState.PLANNED,
        "b": NoticeState.PLANNED,
    }
    assert notice(database, "b").doubts == 1


async def test_cancelled_at_any_moment_nothing_is_lost_or_doubled(
    database: Database, chats: dict[int, Recipient], sender: FakeSender, deliver: Deliver, watch: Watch
) -> None:
    keys = [f"a{number}" for number in range(12)]
    owed(database, *keys, to=chats[A])
    for moment in range(12):
        running = asyncio.create_task(deliver().run_once())
        await asyncio.sleep(0.004 * moment)
        running.cancel()
        await asyncio.wait([running])
        assert NoticeState.SENDING not in states(database).values()
        watch.wait(seconds=5)
    await deliver().run_once()
    assert sender.texts() == keys


def test_every_error_of_the_contract_is_tried() -> None:
    tried = {type(error) for error, *_ in FAILURES} | {ChatMoved, NotEditable}
    assert set(DeliveryError.__subclasses__()) <= tried
