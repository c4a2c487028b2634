"""`duban scheduler` and the scheduler in `duban run`, as processes before a loopback Bot API."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from botapi.server import BotApi
from botapi.stage import GROUP, OPERATOR
from sqlalchemy import select

from data.clock import ZONE
from data.database import Database
from data.models import Binding, BindingKind, Chat, Lease, Notice, NoticeState, Person, Unit

ROOT = Path(__file__).resolve().parents[2]
MORNING = "2020-09-23T08:31"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        with api.scene() as world:
            world.group(GROUP, "住建局工作群")
            world.private(OPERATOR)
        yield api


@pytest.fixture
def database(sample_database: Database) -> Database:
    """The sample plans, with one chat and an operator who has started the bot."""
    since = datetime(2020, 9, 10, 12, tzinfo=ZONE)
    with sample_database.transaction() as session:
        chat = Chat(telegram_id=GROUP, title="住建局工作群")
        session.add_all((chat, Person(telegram_id=OPERATOR, name="管理员", started_at=since)))
        session.flush()
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        session.add(
            Binding(
                chat_id=chat.id,
                region_id=unit.region_id,
                kind=BindingKind.UNIT,
                unit_id=unit.id,
                bound_by="管理员",
                since=since,
            )
        )
    return sample_database


@contextmanager
def running(
    api: BotApi, database: Database, command: str, now: str = MORNING
) -> Iterator[subprocess.Popen[str]]:
    given = {
        "DUBAN_TELEGRAM__TOKEN": api.token,
        "DUBAN_TELEGRAM__BASE_URL": api.base_url,
        "DUBAN_TELEGRAM__BASE_FILE_URL": api.base_file_url,
        "DUBAN_OPERATORS": f"[{OPERATOR}]",
    }
    url = database.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        (sys.executable, "-m", "bot", command, "--now", now, "--db", url),
        cwd=ROOT,
        env=os.environ | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def stop(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    return process.returncode, out + err


def texts(api: BotApi, chat: int) -> list[str]:
    return [str(said["text"]) for said in api.sent(chat)]


@pytest.mark.parametrize("command", ["scheduler", "run"])
def test_the_days_message_and_the_operators_report_leave_by_the_clock_it_is_given(
    api: BotApi, database: Database, command: str
) -> None:
    with running(api, database, command) as process:
        api.wait(lambda: len(texts(api, GROUP)) == 1 and len(texts(api, OPERATOR)) == 1, 60)
        status, written = stop(process)
    assert (status, "Traceback" in written) == (0, False), written
    assert texts(api, GROUP)[0].startswith("县住建局 · 9月23日周三")
    assert "昨天（9月22日周二）没有应发的消息。" in texts(api, OPERATOR)[0]
    with database.read() as session:
        assert session.scalars(select(Lease)).all() == []
        assert {row.state for row in session.scalars(select(Notice))} == {NoticeState.SENT}


def test_two_schedulers_started_by_mistake_send_once(api: BotApi, database: Database) -> None:
    with running(api, database, "scheduler") as one, running(api, database, "scheduler") as other:
        api.wait(lambda: len(texts(api, GROUP)) >= 1, 60)
        api.wait(lambda: len(texts(api, OPERATOR)) >= 1, 60)
        assert [stop(process)[0] for process in (one, other)] == [0, 0]
    assert len(texts(api, GROUP)) == 1
    assert len(texts(api, OPERATOR)) == 1


def test_before_the_hour_nothing_leaves(api: BotApi, database: Database) -> None:
    with running(api, database, "scheduler", "2020-09-23T06:00") as process:
        api.wait(lambda: api.made("setMyCommands"), 60)
        assert stop(process)[0] == 0
    assert texts(api, GROUP) == []
