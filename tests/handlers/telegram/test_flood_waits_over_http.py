"""Telegram asks to wait, with any method: nobody waits for what is not theirs, and nothing is lost."""

import pytest
from botapi.errors import Refused
from botapi.server import BotApi, Fault
from botapi.stage import CLERK, GROUP, OPERATOR, Stage

from data.clock import FixedClock
from data.database import Database

QUESTION = "@duban_bot 本月有哪些任务到期"
PLAN = "一、任务\n1. 公开清单。责任单位：县住建局。完成时限：2020年9月30日前。\n"


def wait(seconds: int) -> Refused:
    """Return what Telegram says to whoever is too fast."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def test_the_menus_hold_up_nobody(api: BotApi, sample_database: Database, clock: FixedClock) -> None:
    api.faults.append(Fault("setMyCommands", wait(30), times=99))
    with Stage(api, sample_database, clock) as stage:
        assert stage.says("/help", OPERATOR, OPERATOR)
        api.wait(lambda: api.made("setMyCommands"))
        answer = stage.answer("@duban_bot 县住建局有哪些任务", CLERK, CLERK)
        assert answer["text"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("answerCallbackQuery", wait(30)),
        Fault("answerCallbackQuery", wait(3600)),
        Fault("answerCallbackQuery", dropped=True),
        Fault("answerCallbackQuery", lost=True),
        Fault("answerCallbackQuery", Refused(500, "Internal Server Error")),
    ],
    ids=["a wait", "a long wait", "no connection", "a lost answer", "a failure"],
)
def test_a_press_is_obeyed_where_it_cannot_be_answered(bound: Stage, fault: Fault) -> None:
    answer = bound.answer(QUESTION)
    before = len(bound.api.sent(GROUP))
    bound.api.faults.append(Fault(**{**fault.__dict__}))
    with bound.api.scene() as world:
        world.pressed(CLERK, answer, answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
    assert "第2项" in bound.api.sent(GROUP)[-1]["text"]


def test_polling_goes_on_after_a_wait(bound: Stage) -> None:
    bound.api.faults.append(Fault("getUpdates", wait(1)))
    bound.says("/help", OPERATOR, OPERATOR)
    assert "第2项" in bound.says(QUESTION)


def test_a_question_in_private_is_answered_where_nobody_says_who_is_a_member(bound: Stage) -> None:
    bound.says(QUESTION, CLERK)
    bound.api.faults.append(Fault("getChatMember", wait(1)))
    assert "第2项" in bound.says("本月有哪些任务到期", CLERK, CLERK)


def test_a_document_waits_for_its_file(stage: Stage) -> None:
    stage.api.faults.append(Fault("getFile", wait(1)))
    with stage.api.scene() as world:
        world.files["up"] = PLAN.encode()
        document = {"file_id": "up", "file_unique_id": "up", "file_name": "表.txt", "file_size": 99}
        world.written(world.chats[OPERATOR], "", OPERATOR, document=document)
    stage.api.wait(lambda: any(one.refused is None for one in stage.api.made("getFile")))
    stage.api.wait(lambda: "预览：表.txt" in stage.api.sent(OPERATOR)[-1]["text"])
