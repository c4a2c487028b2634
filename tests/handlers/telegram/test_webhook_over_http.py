"""Updates that Telegram brings to a webhook: who calls, what is called with, and what comes twice."""

import logging
import socket
import time
from typing import Any

import pytest
from botapi.errors import Refused
from botapi.server import BotApi, Fault
from botapi.stage import CLERK, GROUP, OPERATOR, Stage

from bot.updates import OTHER_WEBHOOK
from bot.watchdog import Patience
from data.clock import FixedClock
from data.database import Database
from data.errors import ConfigError

SHORT = Patience(quiet=0.4, reconnects=2, look=0.02, starts=(0.02, 0.02))
SECRET = "a-secret_1"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _webhook(api: BotApi) -> dict[str, object]:
    port = _free_port()
    api.proxy = f"http://127.0.0.1:{port}/duban"
    return {
        "webhook_url": "https://example.org/duban",
        "webhook_port": port,
        "webhook_secret": SECRET,
    }


def test_a_webhook_answers_like_polling(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        assert "已绑定" in stage.says("/bind 东至县 县住建局", OPERATOR)
        assert "第2项" in stage.says("@duban_bot 本月有哪些任务到期", CLERK, GROUP)
        assert api.webhook["secret_token"] == SECRET
        assert api.made("getUpdates") == []


def test_a_call_without_the_secret_is_refused(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        stage.says("/help", OPERATOR, OPERATOR)
        message = {
            "message_id": 1,
            "date": 1_600_000_000,
            "chat": stage.chat(OPERATOR).seen(),
            "text": "/chats",
        }
        update = {
            "update_id": 5,
            "message": message | {"from": {"id": 1, "is_bot": False, "first_name": "某"}},
        }
        assert api.deliver(update) == 403
        assert api.deliver(update, X_Telegram_Bot_Api_Secret_Token="wrong") == 403
        assert len(api.sent(OPERATOR)) == 1


def test_a_webhook_that_another_program_took_ends_the_process(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock, patience=SHORT, **_webhook(api)) as stage:
        api.webhook = {"url": "https://example.org/other"}
        assert str(stage.ends()) == OTHER_WEBHOOK


def test_a_webhook_without_a_secret_is_refused(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    settings = _webhook(api) | {"webhook_secret": ""}
    with Stage(api, sample_database, clock, **settings) as stage:
        assert isinstance(stage.ends(), ConfigError)


def _update(stage: Stage, number: int, text: str) -> dict[str, Any]:
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": stage.chat(OPERATOR).seen(),
        "from": {"id": OPERATOR, "is_bot": False, "first_name": "某"},
        "text": text,
    }
    return {"update_id": number, "message": message}


GARBAGE = {
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "nothing": b"",
    "a list": b"[]",
    "no number": b'{"message": {}}',
    "a word for a number": b'{"update_id": "1"}',
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE.keys())
def test_a_call_that_is_no_update_is_refused(
    api: BotApi,
    sample_database: Database,
    clock: FixedClock,
    body: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        assert api.deliver(body, X_Telegram_Bot_Api_Secret_Token=SECRET) == 400
        assert stage.says("/help", OPERATOR, OPERATOR)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_an_update_that_cannot_be_read_is_taken_once(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        update = {"update_id": 5, "poll": {"id": "1"}}
        assert api.deliver(update, X_Telegram_Bot_Api_Secret_Token=SECRET) == 200
        assert stage.says("/help", OPERATOR, OPERATOR)


def test_an_update_that_is_brought_again_is_answered_once(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        for _ in range(3):
            answer = api.deliver(_update(stage, 7, "你好"), X_Telegram_Bot_Api_Secret_Token=SECRET)
            assert answer == 200
        api.wait(lambda: api.sent(OPERATOR))
        stage.says("/help", OPERATOR, OPERATOR)
        assert len(api.sent(OPERATOR)) == 2


def test_a_huge_body_is_not_read(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        port = stage.config.telegram.webhook_port
        secret = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}"
        head = f"POST / HTTP/1.1\r\nHost: x\r\n{secret}\r\nContent-Length: {10**12}\r\n\r\n"
        assert _status(port, head) in (400, 413)
        assert stage.says("/help", OPERATOR, OPERATOR)


def _status(port: int, head: str) -> int:
    """Send the head of a call, and no body; return the status."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as calling:
        calling.sendall(head.encode())
        return int(calling.recv(100).split()[1])


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_only_a_post_is_taken(api: BotApi, sample_database: Database, clock: FixedClock, method: str) -> None:
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        port = stage.config.telegram.webhook_port
        assert _status(port, f"{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n") == 405


def test_a_port_that_is_taken_is_said(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    settings = _webhook(api)
    address = ("127.0.0.1", int(str(settings["webhook_port"])))
    with socket.create_server(address), Stage(api, sample_database, clock, **settings) as stage:
        error = stage.ends()
    assert isinstance(error, ConfigError)
    assert "webhook_port" in str(error)


def test_a_call_that_sets_the_webhook_and_fails_is_made_again(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    api.faults.append(Fault("setWebhook", Refused(502, "Bad Gateway")))
    with Stage(api, sample_database, clock, **_webhook(api)) as stage:
        api.wait(lambda: api.webhook["url"])
        assert stage.says("/help", OPERATOR, OPERATOR)
