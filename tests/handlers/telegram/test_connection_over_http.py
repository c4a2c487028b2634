"""The connection itself: starting, silence, a second instance, webhooks."""

from dataclasses import replace
from pathlib import Path

from botapi.errors import Refused
from botapi.server import BotApi, Fault
from botapi.stage import BRISK, OPERATOR, Stage
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.updates import SECOND, SILENT, TelegramUnreachable
from bot.watchdog import Patience, Signs
from data.clock import FixedClock
from data.database import Database

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


def test_a_signal_ends_a_start_that_is_tried_again(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    api.faults.append(Fault("getMe", dropped=True, times=99))
    stage = Stage(api, sample_database, clock, patience=replace(BRISK, starts=(60.0,)))
    stage.begin()
    api.wait(lambda: api.made("getMe"))
    stage.end()
    assert stage.error is None


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
