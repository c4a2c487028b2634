"""The connection itself: starting, silence, a second instance, webhooks."""

import socket
from dataclasses import replace
from pathlib import Path

from botapi.errors import Refused
from botapi.server import BotApi, Fault
from botapi.stage import BRISK, CLERK, GROUP, OPERATOR, Stage
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram import OTHER_WEBHOOK, SECOND, SILENT, TelegramUnreachable
from bot.watchdog import Patience, Signs
from data.clock import FixedClock
from data.database import Database
from data.errors import ConfigError

SHORT = Patience(quiet=0.4, reconnects=2, look=0.02, starts=(0.02, 0.02))
SECRET = "a-secret_1"


def test_a_start_is_tried_again(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    api.faults.append(Fault("getMe", dropped=True, times=2))
    with Stage(api, sample_database, clock) as stage:
        assert stage.says("/help", OPERATOR, OPERATOR)


def test_a_start_is_not_tried_for_ever(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    api.faults.append(Fault("getMe", dropped=True, times=99))
    with Stage(api, sample_database, clock) as stage:
        assert isinstance(stage.ends(), TelegramError)
    assert len(api.made("getMe")) == 3


def test_a_rejected_token_is_not_tried_again(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock, token="1:another") as stage:
        assert isinstance(stage.ends(), InvalidToken)


def test_a_connection_that_hangs_is_replaced(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    api.longest_poll = 0.1
    with Stage(api, sample_database, clock, patience=SHORT) as stage:
        stage.says("/help", OPERATOR, OPERATOR)
        api.faults.append(hanging := Fault("getUpdates", delay=30))
        api.wait(lambda: not hanging.times)
        assert stage.says("/help", OPERATOR, OPERATOR)
        assert stage.error is None


def test_a_silence_that_lasts_ends_the_process(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    api.longest_poll = 0.1
    with Stage(api, sample_database, clock, patience=SHORT) as stage:
        stage.says("/help", OPERATOR, OPERATOR)
        api.faults.append(Fault("getUpdates", Refused(502, "Bad Gateway"), times=9999))
        error = stage.ends()
    assert isinstance(error, TelegramUnreachable)
    assert str(error) == SILENT


def test_a_token_that_is_revoked_ends_the_process(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    api.longest_poll = 0.1
    with Stage(api, sample_database, clock, patience=SHORT) as stage:
        stage.says("/help", OPERATOR, OPERATOR)
        api.token = "123456789:another"
        assert isinstance(stage.ends(), InvalidToken)


def test_a_second_instance_ends_and_the_first_goes_on(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    long_here = replace(BRISK, newcomer=0.0, contested=0.0)
    with Stage(api, sample_database, clock, patience=long_here) as first:
        first.says("/help", OPERATOR, OPERATOR)
        with Stage(api, sample_database, clock) as second:
            assert isinstance(second.ends(), Conflict)
        assert first.says("/help", OPERATOR, OPERATOR)


def test_two_that_do_not_yield_say_what_is_wrong(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    stubborn = replace(SHORT, newcomer=0.0, contested=0.0)
    api.faults.append(Fault("getUpdates", Refused(409, "Conflict: terminated"), times=9999))
    with Stage(api, sample_database, clock, patience=stubborn) as stage:
        assert str(stage.ends()) == SECOND


def test_a_heartbeat_needs_a_poll_that_succeeds(
    api: BotApi, sample_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "heartbeat"
    api.faults.append(Fault("getUpdates", Refused(502, "Bad Gateway"), times=2))
    with Stage(api, sample_database, clock, signs=Signs(file, address="")) as stage:
        assert not file.exists()
        stage.says("/help", OPERATOR, OPERATOR)
        assert file.exists()
    assert not file.exists()


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
