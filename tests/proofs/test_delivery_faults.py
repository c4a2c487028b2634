"""Poisoned chats, two deliveries by mistake, and a database that is locked or away, with real processes."""

import threading
import time
from contextlib import ExitStack
from random import Random

import pytest
from botapi.errors import Refused
from botapi.server import BotApi, Fault
from deliveries import HURRIED, LATE, RandomFaults, check, deliverer, limits, owe_many
from engines import create, drop, execute
from sqlalchemy import select, text

from data.database import Database, connect
from data.models import Chat, Notice, NoticeState

NOTICES, CHATS = 240, 40
SCALE = 5.0
AWAY = 1.0


def test_poisoned_chats_in_the_middle_hold_up_no_other(database: Database) -> None:
    with BotApi() as api, deliverer(database, api, SCALE) as process:
        owe_many(database, api, NOTICES, CHATS)
        api.limits = limits(SCALE)
        with api.scene() as world:
            world.chats[-1010].bot = "kicked"
            del world.chats[-1011]
            moved = world.upgraded(world.chats[-1012], -100_1012, told=False)
        process.start()
        assert process.end() == 0
        ended = check(database, api)
        assert len(api.sent(moved.id)) == NOTICES // CHATS
    assert ended == {"sent": NOTICES * (CHATS - 2) // CHATS, "failed": 2 * NOTICES // CHATS}
    with database.read() as session:
        gone = session.scalars(select(Chat.telegram_id).where(Chat.left_at.is_not(None))).all()
        assert set(gone) == {-1010, -1011}


def test_two_deliveries_by_mistake_and_kills_double_nothing(database: Database) -> None:
    random = Random(5)
    with BotApi() as api, ExitStack() as stack:
        pair = [stack.enter_context(deliverer(database, api, SCALE, HURRIED)) for _ in range(2)]
        owe_many(database, api, NOTICES, CHATS)
        api.limits = limits(SCALE * 2)
        api.faults = RandomFaults(random, 0.05)  # type: ignore[assignment]
        for process in pair:
            process.start()
        for moment in (60, 120, 180):
            api.wait(lambda moment=moment: api.count("sendMessage") >= moment, 60)
            killed = random.choice(pair)
            killed.kill()
            killed.start()
        assert [process.end() for process in pair] == [0, 0]
        time.sleep(LATE)
        assert check(database, api)["sent"] > NOTICES / 2


@pytest.mark.parametrize("trouble", ["locked", "away"])
def test_a_database_in_trouble_loses_and_doubles_nothing(database: Database, trouble: str) -> None:
    with BotApi() as api, deliverer(database, api, SCALE) as process:
        owe_many(database, api, NOTICES, CHATS)
        process.start()
        api.wait(lambda: api.count("sendMessage") >= NOTICES // 4, 60)
        lock(database) if trouble == "locked" else hide(database)
        before = api.count("sendMessage")
        assert process.end() == 0
        ended = check(database, api)
        assert before < NOTICES
    with database.read() as session:
        doubtful = session.scalars(select(Notice).where(Notice.doubts > 0)).all()
    assert (ended, doubtful) == ({NoticeState.SENT: NOTICES}, [])


@pytest.mark.parametrize("method", ["*", "sendMessage"])
def test_a_telegram_that_fails_for_a_while_burns_next_to_nothing(database: Database, method: str) -> None:
    with BotApi() as api, deliverer(database, api, SCALE) as process:
        owe_many(database, api, NOTICES, CHATS)
        api.limits = limits(SCALE)
        process.start()
        api.wait(lambda: api.count("sendMessage") >= NOTICES // 4, 60)
        before = api.count("sendMessage")
        outage = Fault(method, Refused(502, "Bad Gateway"), times=1_000_000)
        api.faults = [outage]
        time.sleep(AWAY * 2)
        outage.times = 0
        failed = api.count("sendMessage") - before
        assert process.end() == 0
        ended = check(database, api)
    assert failed < NOTICES // 4
    assert ended.get(NoticeState.UNKNOWN, 0) <= 1
    assert ended[NoticeState.SENT] >= NOTICES - 1


def lock(database: Database) -> None:
    """Let another program hold the database for a while."""
    other = connect(database.url.render_as_string(hide_password=False))
    with other.transaction() as session:
        if database.engine.dialect.name == "postgresql":
            session.execute(text("LOCK TABLE notice IN ACCESS EXCLUSIVE MODE"))
        threading.Event().wait(AWAY)
    other.close()


def hide(database: Database) -> None:
    """Let the outbox be out of reach for a while."""
    with database.transaction() as session:
        session.execute(text("ALTER TABLE notice RENAME TO elsewhere"))
    threading.Event().wait(AWAY)
    with database.transaction() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO notice"))


def test_a_server_that_throws_everybody_out_for_a_while_loses_nothing(
    postgres_url: str, request: pytest.FixtureRequest
) -> None:
    """PostgreSQL alone: connections break, and none is given for a while."""
    name = "t_thrown_out"
    url = create(postgres_url, request.getfixturevalue("postgres_template"), name)
    database = connect(url)
    with BotApi() as api, deliverer(database, api, SCALE) as process:
        owe_many(database, api, NOTICES, CHATS)
        process.start()
        api.wait(lambda: api.count("sendMessage") >= NOTICES // 4, 60)
        execute(
            postgres_url,
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        threading.Event().wait(AWAY)
        execute(postgres_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert process.end() == 0
        assert check(database, api)["sent"] >= NOTICES * 0.9
    database.close()
    drop(postgres_url, name)
