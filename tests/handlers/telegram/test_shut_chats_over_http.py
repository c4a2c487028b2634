"""Chats in which the bot may not speak, messages that are gone, files that break off: nothing ends there."""

import logging
from typing import Any

import pytest
from botapi.errors import Refused
from botapi.server import Fault
from botapi.stage import CLERK, GROUP, OPERATOR, Stage
from botapi.world import LOST as NOT_HERE

from handlers.telegram import documents, errors

QUESTION = "@duban_bot 本月有哪些任务到期"
PLAN = "一、任务\n" + "".join(
    f"{number}. 公开第{number}份清单。责任单位：县住建局。完成时限：2020年9月30日前。\n"
    for number in range(1, 40)
)

SHUT = (
    "not enough rights to send text messages to the chat",
    "have no rights to send a message",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_RESTRICTED",
    "TOPIC_CLOSED",
)


def _asked(stage: Stage, text: str = QUESTION) -> None:
    """Let somebody ask in a group where no answer can be given, and wait until that was tried."""
    before = stage.api.count("sendMessage")
    with stage.api.scene() as world:
        world.written(world.chats[GROUP], text, CLERK)
    stage.api.wait(lambda: stage.api.count("sendMessage") > before)
    stage.says("/help", OPERATOR, OPERATOR)


@pytest.mark.parametrize("words", SHUT)
def test_a_group_that_lets_nobody_write_is_one_line_in_the_log(
    bound: Stage, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(bound.api.calls)
    bound.chat().shut = words
    _asked(bound)
    refused = [call for call in bound.api.calls[before:] if call.refused is not None]
    assert len(refused) == 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    bound.chat().shut = None
    assert "第2项" in bound.says(QUESTION)


@pytest.mark.parametrize("standing", sorted(set(NOT_HERE) - {"blocked", "not started"}))
def test_a_group_that_the_bot_lost_while_it_worked_is_one_line_in_the_log(
    bound: Stage, standing: str, caplog: pytest.LogCaptureFixture
) -> None:
    bound.api.faults.append(Fault("sendMessage", NOT_HERE[standing]))
    _asked(bound)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "第2项" in bound.says(QUESTION)


def test_a_press_in_a_group_that_lets_nobody_write_is_answered_to_the_presser(bound: Stage) -> None:
    answer = bound.answer(QUESTION)
    bound.api.faults.append(Fault("sendMessage", Refused(403, "Forbidden: bot was kicked from the chat")))
    data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    with bound.api.scene() as world:
        press = world.presses[world.pressed(CLERK, answer, data)]
    bound.api.wait(lambda: press.answered is not None)
    assert "第2项" in bound.says(QUESTION)


def test_a_greeting_that_the_group_does_not_let_through_stops_nothing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    group = stage.chat()
    group.shut = SHUT[0]
    with stage.api.scene() as world:
        world.stands(group, "left", by=OPERATOR)
        world.stands(group, "member", by=OPERATOR)
    stage.api.wait(lambda: any(call.refused for call in stage.api.calls))
    group.shut = None
    assert "已绑定：东至县 县住建局" in stage.says("/bind 东至县 县住建局", OPERATOR)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_topic_that_was_closed_or_deleted_stops_no_other(bound: Stage, is_deleted: bool) -> None:
    with bound.api.scene() as world:
        forum = world.group(-1002, "财政局工作群", forum=True)
        forum.topics = {1, 5, 6}
    assert "已绑定" in bound.says("/bind 东至县 县财政局", OPERATOR, -1002)
    before = bound.api.count("sendMessage")
    with bound.api.scene() as world:
        world.written(forum, QUESTION, CLERK, topic=5)
        forum.topics, forum.closed = ({1, 6}, set()) if is_deleted else ({1, 5, 6}, {5})
    bound.api.wait(lambda: bound.api.count("sendMessage") > before)
    assert "第" in bound.says(QUESTION, CLERK, -1002, topic=6)


def test_an_answer_whose_message_was_deleted_comes_anew(bound: Stage) -> None:
    answer = bound.answer("@duban_bot 全县有哪些任务")
    data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    with bound.api.scene() as world:
        del world.messages[GROUP, answer["message_id"]]
    assert bound.forges(answer, data)


@pytest.mark.parametrize("text", [QUESTION, "@duban_bot 第999项谁负责", "/nothing@duban_bot"])
def test_a_question_that_was_deleted_is_answered(bound: Stage, text: str) -> None:
    before = len(bound.api.sent(GROUP))
    with bound.api.scene() as world:
        asked = world.written(world.chats[GROUP], text, CLERK)
        del world.messages[GROUP, asked["message_id"]]
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
    assert bound.api.sent(GROUP)[-1]["text"] != errors.SORRY.zh


@pytest.mark.parametrize(
    "fault",
    [
        {"lost": True},
        {"refused": Refused(404, "Not Found")},
        {"refused": Refused(502, "Bad Gateway")},
        {"refused": Refused(400, "Bad Request: file is temporarily unavailable")},
    ],
    ids=["cut off", "its link is over", "a failure", "not there"],
)
def test_a_file_that_cannot_be_fetched_is_asked_for_again(stage: Stage, fault: dict[str, Any]) -> None:
    stage.api.faults.append(Fault("file", **fault))
    assert _previewed(stage) == documents.LOST.zh.format(name="表.txt")
    assert "预览：表.txt" in _previewed(stage)


def _previewed(stage: Stage) -> str:
    """Let an operator send a document; return what stands in the place of the progress in the end."""
    before = len(stage.api.sent(OPERATOR))
    with stage.api.scene() as world:
        world.files["up"] = PLAN.encode()
        document = {"file_id": "up", "file_unique_id": "up", "file_name": "表.txt"}
        world.written(world.chats[OPERATOR], "", OPERATOR, document=document)
    stage.api.wait(lambda: len(stage.api.sent(OPERATOR)) > before)
    progress = stage.api.sent(OPERATOR)[-1]
    return str(stage.api.wait(lambda: "正在读取" not in progress["text"] and progress["text"]))
