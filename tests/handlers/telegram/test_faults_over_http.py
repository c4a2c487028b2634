"""What goes wrong on the way: refused, slow and lost calls, floods, moves, and what piled up."""

import time
from typing import Any

import pytest
from botapi.errors import Refused, bad
from botapi.server import BotApi, Fault, Limits
from botapi.stage import CLERK, GROUP, OPERATOR, OTHER, Stage
from sqlalchemy import text

from data.clock import FixedClock, SystemClock
from data.database import Database
from data.errors import UsageError
from data.wording.language import Language
from handlers.telegram import buttons, errors, gate

QUESTION = "@duban_bot 本月有哪些任务到期"
HOUR = 3600


def test_an_answer_that_was_lost_is_not_repeated_and_the_person_is_told(bound: Stage) -> None:
    bound.api.faults.append(Fault("sendMessage", lost=True))
    before = len(bound.api.sent(GROUP))
    assert "第2项" in bound.says(QUESTION)
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) == before + 2)
    assert bound.api.sent(GROUP)[-1]["text"] == errors.PERHAPS_LOST.zh


def test_a_server_that_fails_is_told_of(bound: Stage) -> None:
    bound.api.faults.append(Fault("sendMessage", Refused(500, "Internal Server Error")))
    assert bound.says(QUESTION) == errors.PERHAPS_LOST.zh
    assert "第2项" in bound.says(QUESTION)


def test_a_flooded_chat_waits_and_holds_up_no_other(bound: Stage) -> None:
    bound.api.faults.append(Fault("sendMessage", Refused(429, "Too Many Requests", retry_after=2)))
    with bound.api.scene() as world:
        world.written(world.chats[GROUP], QUESTION, CLERK)
    bound.api.wait(lambda: any(call.refused for call in bound.api.calls))
    begun = time.monotonic()
    bound.says("/help", OPERATOR, OPERATOR)
    assert time.monotonic() - begun < 1.5
    bound.api.wait(lambda: "第2项" in bound.api.sent(GROUP)[-1]["text"])


def test_telegrams_own_limits_lose_no_answer(bound: Stage) -> None:
    bound.api.limits = Limits(group_minute=100, overall_second=5)
    answers = [bound.says(QUESTION) for _ in range(8)]
    assert all("第2项" in answer for answer in answers)
    assert any(call.refused for call in bound.api.calls)


@pytest.mark.parametrize("told", [True, False])
def test_a_group_that_became_a_supergroup_keeps_its_binding(bound: Stage, told: bool) -> None:
    with bound.api.scene() as world:
        new = world.upgraded(world.chats[GROUP], -100200, told=told)
        if not told:
            # A message that the bot was shown before the move, and answers after it.
            old = world.chats[GROUP]
            old.moved_to = None
            world.written(old, QUESTION, CLERK)
            old.moved_to = new.id
    if not told:
        bound.api.wait(lambda: "第2项" in bound.api.sent(new.id)[-1]["text"] if bound.api.sent(new.id) else 0)
    else:
        # Both chats tell of the move, each in its own turn.
        bound.api.wait(lambda: not bound.api.world.owed)
        bound.is_silent_to("好", OPERATOR, new.id)
    assert bound.says(QUESTION, CLERK, new.id).startswith("县住建局")


def test_a_chat_that_threw_the_bot_out_stops_nothing(bound: Stage) -> None:
    bound.api.faults.append(
        Fault("sendMessage", Refused(403, "Forbidden: bot was kicked from the group chat"))
    )
    with bound.api.scene() as world:
        world.written(world.chats[GROUP], QUESTION, CLERK)
    bound.api.wait(lambda: any(call.refused for call in bound.api.calls))
    assert "第2项" in bound.says(QUESTION)
    assert errors.SORRY.zh not in [sent["text"] for sent in bound.api.sent()]


def test_a_refused_message_is_told_of(bound: Stage) -> None:
    bound.api.faults.append(Fault("sendMessage", bad("something new that Telegram wants")))
    assert bound.says(QUESTION) == errors.SORRY.zh


def test_a_handler_that_fails_tells_the_person_and_goes_on(bound: Stage) -> None:
    with bound.house.services.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE binding RENAME TO elsewhere"))
    before = len(bound.api.sent(GROUP))
    assert bound.says(QUESTION) == errors.SORRY.zh
    with bound.house.services.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO binding"))
    assert "第2项" in bound.says(QUESTION)
    assert len(bound.api.sent(GROUP)) == before + 2


def test_a_flood_is_answered_with_one_line(bound: Stage) -> None:
    before = len(bound.api.sent(GROUP))
    with bound.api.scene() as world:
        for _ in range(45):
            world.written(world.chats[GROUP], "@duban_bot 帮助", CLERK)
        world.written(world.chats[GROUP], QUESTION, OTHER)
    bound.api.wait(lambda: "9月30日" in bound.api.sent(GROUP)[-1]["text"])
    texts = [sent["text"] for sent in bound.api.sent(GROUP)[before:]]
    assert texts.count(gate.TOO_FAST.zh) == 1
    assert len(texts) <= 33


def test_a_flood_of_english_is_answered_with_one_line_in_english(bound: Stage) -> None:
    with bound.api.scene() as world:
        for _ in range(45):
            world.written(world.chats[GROUP], "@duban_bot help", CLERK)
        world.written(world.chats[GROUP], QUESTION, OTHER)
    bound.api.wait(lambda: "9月30日" in bound.api.sent(GROUP)[-1]["text"])
    texts = [sent["text"] for sent in bound.api.sent(GROUP)]
    assert texts.count(gate.TOO_FAST.en) == 1
    assert gate.TOO_FAST.zh not in texts


def test_an_error_is_told_in_the_language_of_the_message() -> None:
    assert errors.words_for(ValueError("x"), Language.EN) == errors.SORRY.en
    assert errors.words_for(UsageError("没有", "there is none"), Language.EN) == "there is none"
    assert errors.words_for(UsageError("没有"), Language.EN) == "没有"


def _piled(api: BotApi, *said: tuple[str, int]) -> None:
    """Let people write in a group while the bot is away, an hour ago."""
    with api.scene() as world:
        group = world.group(GROUP, "住建局工作群")
        for person in (OPERATOR, CLERK, OTHER):
            world.private(person)
        for words, who in said:
            world.written(group, words, who, age=HOUR)


def test_what_piled_up_is_answered_once(api: BotApi, sample_database: Database) -> None:
    _piled(api, *[(QUESTION, CLERK)] * 120)
    with Stage(api, sample_database, SystemClock()) as stage:
        api.wait(lambda: api.sent(GROUP))
        stage.says("/help", OPERATOR, OPERATOR)
        assert [sent["text"] for sent in api.sent(GROUP)] == [gate.MANY_LATE.zh.format(count=120)]


def test_a_single_question_that_waited_is_answered(api: BotApi, sample_database: Database) -> None:
    _piled(api, ("@duban_bot 帮助", CLERK))
    with Stage(api, sample_database, SystemClock()):
        api.wait(lambda: api.sent(GROUP))
        assert api.sent(GROUP)[0]["text"] not in (gate.MANY_LATE.zh, gate.ONE_LATE.zh)


@pytest.mark.parametrize("change", ["/bind 东至县 县财政局", "@duban_bot 第7项已完成"])
def test_a_change_that_waited_is_asked_for_again(
    api: BotApi, sample_database: Database, clock: FixedClock, change: str
) -> None:
    with Stage(api, sample_database, clock) as before:
        before.says("/bind 东至县 县住建局", OPERATOR)
    sent = len(api.sent(GROUP))
    with api.scene() as world:
        world.written(world.chats[GROUP], change, OPERATOR, age=HOUR)
    with Stage(api, sample_database, SystemClock()):
        api.wait(lambda: len(api.sent(GROUP)) > sent)
        assert [message["text"] for message in api.sent(GROUP)[sent:]] == [gate.ONE_LATE.zh]


def test_what_was_written_just_now_is_no_backlog(api: BotApi, sample_database: Database) -> None:
    with api.scene() as world:
        group = world.group(GROUP, "住建局工作群")
        world.private(OPERATOR)
        for _ in range(3):
            world.written(group, "@duban_bot 帮助", CLERK, age=60)
    with Stage(api, sample_database, SystemClock()):
        api.wait(lambda: len(api.sent(GROUP)) == 3)


def _offered(stage: Stage) -> dict[str, Any]:
    """Return a message of the bot's with a button that changes something."""
    as_group = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "住建局工作群"}}
    return stage.answer("/bind 东至县 县住建局", OPERATOR, **as_group)


def _pressed_before_the_start(api: BotApi, answer: dict[str, Any], age: float, times: int = 1) -> list[Any]:
    """Let an operator press the first button while the bot is away."""
    data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    with api.scene() as world:
        return [world.presses[world.pressed(OPERATOR, answer, data, age=age)] for _ in range(times)]


def test_a_change_that_was_pressed_while_the_bot_was_away_is_offered_again(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock) as before:
        answer = _offered(before)
    label = answer["reply_markup"]["inline_keyboard"][0][0]["text"]
    sent = len(api.sent(GROUP))
    _pressed_before_the_start(api, answer, HOUR, times=3)
    with Stage(api, sample_database, clock) as stage:
        again = dict(api.wait(lambda: api.sent(GROUP)[sent:])[0])
        assert again["text"] == buttons.PRESSED_LATE.zh.format(label=label)
        assert "已绑定" in stage.presses(again, label, OPERATOR)
        stage.says("/help", OPERATOR)
        assert [one["text"] for one in api.sent(GROUP)].count(again["text"]) == 1


def test_a_change_that_was_pressed_just_now_is_made(
    api: BotApi, sample_database: Database, clock: FixedClock
) -> None:
    with Stage(api, sample_database, clock) as before:
        answer = _offered(before)
    (press,) = _pressed_before_the_start(api, answer, 1)
    with Stage(api, sample_database, clock) as stage:
        api.wait(lambda: press.answered is not None)
        api.wait(lambda: "已绑定" in api.sent(GROUP)[-1]["text"])
        stage.says("/help", OPERATOR)
        assert not any("停机期间" in sent.get("text", "") for sent in api.sent(GROUP))
