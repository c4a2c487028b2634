"""The outbox on both databases: who may move a notice, and into what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from notices import MORNING, OPERATOR, make_chats, notice, owe_text, states
from sqlalchemy import select, update

from data.database import Database
from data.models import Chat, Notice, NoticeKind, NoticeState
from data.owing import Recipient
from scheduler.outbox import Claimed, Outbox

CHATS = tuple(range(-12, 0))
LEASE = timedelta(minutes=2)


@pytest.fixture
def chats(database: Database) -> dict[int, Recipient]:
    with database.transaction() as session:
        return make_chats(session, *CHATS)


def owed(database: Database, *keys: str, to: Recipient, **fields: object) -> None:
    with database.transaction() as session:
        for key in keys:
            owe_text(session, key, to, **fields)


def claim(
    database: Database, holder: str = "one", limit: int = 100, now: object = MORNING, **more: object
) -> list[Claimed]:
    with database.transaction() as session:
        return Outbox(session, holder).claim(now, limit, lease=LEASE, **more)  # type: ignore[arg-type]


def keys(claimed: list[Claimed]) -> list[str]:
    return [one.bundle for one in claimed]


def test_two_claims_at_once_never_take_one_message_or_one_chat_twice(
    database: Database, chats: dict[int, Recipient]
) -> None:
    for chat in CHATS:
        owed(database, *(f"{chat}.{number}" for number in range(4)), to=chats[chat])
    with ThreadPoolExecutor(6) as threads:
        taken = [
            one
            for claimed in threads.map(lambda number: claim(database, f"p{number}", 5), range(12))
            for one in claimed
        ]
    assert len(taken) == len({one.bundle for one in taken}) == len(CHATS)
    assert {one.telegram_id for one in taken} == set(CHATS)
    assert claim(database) == []


def test_topics_of_one_forum_take_turns(database: Database, chats: dict[int, Recipient]) -> None:
    with database.transaction() as session:
        session.add(Chat(telegram_id=-1, topic=5))
        session.flush()
        topic = session.scalar(select(Chat.id).where(Chat.topic == 5))
    owed(database, "whole", to=chats[-1])
    owed(database, "topic", to=Recipient(chat_id=topic))
    assert keys(claim(database)) == ["whole"]
    assert claim(database) == []


def test_only_what_is_due_and_not_skipped_is_claimed(database: Database, chats: dict[int, Recipient]) -> None:
    owed(database, "later", to=chats[-1], not_before=MORNING + timedelta(seconds=1))
    owed(database, "old", to=chats[-2], expires_at=MORNING)
    owed(database, "skipped", to=chats[-3])
    owed(database, "person", to=Recipient(person=OPERATOR))
    owed(database, "now", to=chats[-4])
    assert keys(claim(database, skip={-3})) == ["person", "now"]
    sending = {key for key, state in states(database).items() if state is NoticeState.SENDING}
    assert sending == {"person", "now"}
    with database.read() as session:
        assert Outbox(session).waiting(MORNING) == [-3]


def test_who_waits_for_what_a_dead_process_was_sending_is_not_asked_again_and_again(
    database: Database, chats: dict[int, Recipient]
) -> None:
    owed(database, "first", "second", to=chats[-1])
    assert keys(claim(database, "dead")) == ["first"]
    with database.read() as session:
        assert Outbox(session).waiting(MORNING) == []


def test_a_claim_that_was_taken_over_changes_nothing(database: Database, chats: dict[int, Recipient]) -> None:
    owed(database, "a", to=chats[-1])
    (mine,) = claim(database, "mine")
    later = MORNING + LEASE
    with database.transaction() as session:
        assert Outbox(session, "other").release_expired(later - timedelta(seconds=1), lease=LEASE) == 0
        assert Outbox(session, "other").release_expired(later, lease=LEASE) == 1
    (theirs,) = claim(database, "other", now=later)
    assert theirs.doubts == 1
    with database.transaction() as session:
        outbox = Outbox(session, "mine")
        assert not outbox.sent(mine, 7, later)
        assert not outbox.retry_at(mine, later)
        assert not outbox.doubt(mine, later, "x")
        assert not outbox.fail(mine, "x")
    with database.transaction() as session:
        assert Outbox(session, "other").sent(theirs, 8, later)
    assert (notice(database, "a").state, notice(database, "a").message) == (NoticeState.SENT, 8)


def test_what_this_process_still_sends_is_not_released(
    database: Database, chats: dict[int, Recipient]
) -> None:
    owed(database, "a", to=chats[-1])
    claim(database, "mine")
    with database.transaction() as session:
        assert Outbox(session, "mine").release_expired(MORNING + LEASE, lease=LEASE, mine={"a"}) == 0
        assert Outbox(session, "mine").release_expired(MORNING + LEASE, lease=LEASE) == 1


def test_a_lease_from_before_the_clock_was_set_back_ends(
    database: Database, chats: dict[int, Recipient]
) -> None:
    owed(database, "a", to=chats[-1])
    claim(database, "dead")
    with database.transaction() as session:
        assert Outbox(session, "other").release_expired(MORNING - timedelta(days=1), lease=LEASE) == 1


def test_a_message_released_twice_stands_in_the_list(database: Database, chats: dict[int, Recipient]) -> None:
    owed(database, "a", to=chats[-1])
    owed(database, "row", to=chats[-1], part_of="a")
    for hour in (0, 1):
        now = MORNING + timedelta(hours=hour)
        claim(database, "dead", now=now)
        with database.transaction() as session:
            Outbox(session, "other").release_expired(now + LEASE, lease=LEASE)
    assert set(states(database).values()) == {NoticeState.UNKNOWN}


@pytest.mark.parametrize("state", list(NoticeState))
def test_withdrawing_and_settling_leave_alone_what_has_left(
    database: Database, chats: dict[int, Recipient], state: NoticeState
) -> None:
    owed(database, "a", to=chats[-1])
    owed(database, "row", to=chats[-1], part_of="a")
    with database.transaction() as session:
        session.execute(update(Notice).values(state=state))
        assert Outbox(session).withdraw(["a"]) == (2 if state is NoticeState.PLANNED else 0)
    with database.transaction() as session:
        session.execute(update(Notice).values(state=state))
        Outbox(session).settle(["a"])
    left = state in (NoticeState.SENDING, NoticeState.SENT)
    assert set(states(database).values()) == {state if left else NoticeState.SETTLED}


def test_what_was_withdrawn_while_it_was_claimed_is_sent_and_recorded(
    database: Database, chats: dict[int, Recipient]
) -> None:
    owed(database, "a", to=chats[-1])
    (one,) = claim(database)
    with database.transaction() as session:
        assert Outbox(session).withdraw(["a"]) == 0
        assert Outbox(session, "one").sent(one, 5, MORNING)


def test_many_bundles_expire_at_once(database: Database, chats: dict[int, Recipient]) -> None:
    old = MORNING + timedelta(hours=1)
    owed(database, *(f"n{number}" for number in range(520)), to=chats[-1], expires_at=old)
    with database.transaction() as session:
        assert Outbox(session).expire(old) == 520
        assert Outbox(session).expire(old) == 0
    assert set(states(database).values()) == {NoticeState.FAILED}


def test_a_notice_to_nobody_stops_nobody(database: Database, chats: dict[int, Recipient]) -> None:
    owed(database, "nobody", to=Recipient())
    owed(database, "a", to=chats[-1], kind=NoticeKind.SUMMARY)
    assert keys(claim(database)) == ["a"]
    assert claim(database) == []


def test_the_next_instant_is_known(database: Database, chats: dict[int, Recipient]) -> None:
    later = MORNING + timedelta(hours=2)
    owed(database, "a", to=chats[-1], not_before=later)
    owed(database, "b", to=chats[-1], not_before=later + timedelta(hours=1))
    with database.read() as session:
        assert Outbox(session).next_at(MORNING) == later
