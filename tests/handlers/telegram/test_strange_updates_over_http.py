"""Updates of kinds and shapes that nobody expected: they stop nothing, and come only once."""

import logging
import time
from typing import Any

import pytest
from botapi.stage import CLERK, GROUP, OPERATOR, Stage
from botapi.world import BOT, person

from bot.updates import KINDS

NEW_POLL = {"id": "1", "question": "没有人懂的投票"}
"""A poll without most of what a poll has to have."""

MENTION = {"type": "mention", "offset": 0, "length": 10}


def _message(stage: Stage, **content: Any) -> dict[str, Any]:
    chat = stage.chat(content.pop("chat", GROUP)).seen()
    base = {"message_id": 9000, "date": int(time.time()), "chat": chat, "from": person(CLERK)}
    return {key: value for key, value in (base | content).items() if value is not None}


def _owed(stage: Stage, **update: Any) -> None:
    """Let an update come, whatever the bot asked for, and wait until it is taken."""
    with stage.api.scene() as world:
        kind, value = next(iter(update.items()), ("", None))
        world.allowed = None
        world.owe(kind, value or {})
        taken = world.owed[-1]
    stage.api.wait(lambda: taken not in stage.api.world.owed)


def test_an_update_that_cannot_be_read_is_passed_over(bound: Stage, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "bot"):
        _owed(bound, poll=NEW_POLL)
        _owed(bound, message=_message(bound, **{"chat": GROUP}) | {"chat": {"type": "supergroup"}})
    assert "第2项" in bound.says("@duban_bot 本月有哪些任务到期")
    told = [record.getMessage() for record in caplog.records if record.name == "bot.sifting"]
    assert len(told) == 2
    assert not any("投票" in line for line in told)


def test_what_can_be_read_of_a_message_is_answered(bound: Stage) -> None:
    before = len(bound.api.sent(OPERATOR))
    _owed(bound, message=_message(bound, chat=OPERATOR, poll=NEW_POLL))
    bound.api.wait(lambda: len(bound.api.sent(OPERATOR)) > before)
    assert "只看文字、照片和文件" in bound.api.sent(OPERATOR)[-1]["text"]


def test_the_others_of_the_same_poll_are_answered(bound: Stage) -> None:
    before = len(bound.api.sent(GROUP))
    with bound.api.scene() as world:
        world.allowed = None
        world.owe("poll", NEW_POLL)
        world.written(world.chats[GROUP], "@duban_bot 本月有哪些任务到期", CLERK)
        world.owe("poll", NEW_POLL)
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) == before + 1)
    assert bound.says("/help", OPERATOR, OPERATOR)
    assert len(bound.api.sent(GROUP)) == before + 1


def test_only_what_is_read_is_asked_for(stage: Stage) -> None:
    stage.says("/help", OPERATOR, OPERATOR)
    assert stage.api.world.allowed == list(KINDS)


CHANNEL = {"id": -100999, "type": "channel", "title": "频道"}

STRANGE: dict[str, dict[str, Any]] = {
    "a kind that is new": {"brand_new": {"a": 1}},
    "a channel's post": {"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/unbind"}},
    "an inline query": {"inline_query": {"id": "1", "from": person(1), "query": "本月", "offset": ""}},
    "a press under an inline message": {
        "callback_query": {
            "id": "90",
            "from": person(1),
            "chat_instance": "1",
            "data": "2:1:0",
            "inline_message_id": "x",
        }
    },
    "a press on a game": {
        "callback_query": {"id": "91", "from": person(1), "chat_instance": "1", "game_short_name": "g"}
    },
    "nothing at all": {},
}


@pytest.mark.parametrize("update", STRANGE.values(), ids=STRANGE.keys())
def test_what_nobody_asked_for_stops_nothing(
    bound: Stage, update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    _owed(bound, **update)
    assert "第2项" in bound.says("@duban_bot 本月有哪些任务到期")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def _said(**content: Any) -> dict[str, Any]:
    return {"text": "@duban_bot 帮助", "entities": [MENTION]} | content


TOLD: dict[str, dict[str, Any]] = {
    "nobody wrote it": _said(**{"from": None}),
    "an unknown entity": _said(entities=[{"type": "brand_new", "offset": 0, "length": 3}, MENTION]),
    "entities beyond the text": _said(entities=[{"type": "mention", "offset": 900, "length": 90}, MENTION]),
    "an entity that names nobody": _said(
        entities=[{"type": "text_mention", "offset": 0, "length": 2}, MENTION]
    ),
    "a reply to nobody's message": _said(reply_to_message={"message_id": 1, "date": 1}),
    "a name with markup": _said(**{"from": person(CLERK) | {"first_name": "<b>&\u202e😀"}}),
    "the largest numbers": _said(**{"from": person(2**52 - 1), "message_id": 2**31 - 1}),
    "somebody without a name": _said(**{"from": person(CLERK) | {"first_name": ""}}),
    "a bot": _said(**{"from": person(900) | {"is_bot": True}}),
}


@pytest.mark.parametrize("content", TOLD.values(), ids=TOLD.keys())
def test_a_strange_message_is_answered(
    bound: Stage, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    before = len(bound.api.sent(GROUP))
    _owed(bound, message=_message(bound, **content))
    bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
    assert "督办助手" in bound.api.sent(GROUP)[-1]["text"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_message_without_anything_in_it_is_told_of(bound: Stage) -> None:
    before = len(bound.api.sent(OPERATOR))
    _owed(bound, message=_message(bound, chat=OPERATOR))
    bound.api.wait(lambda: len(bound.api.sent(OPERATOR)) > before)
    assert "只看文字、照片和文件" in bound.api.sent(OPERATOR)[-1]["text"]


def test_a_channel_that_the_bot_is_in_is_left_alone(bound: Stage) -> None:
    before = len(bound.api.sent())
    for kind in ("member", "administrator", "left"):
        standing = {"status": "left", "user": BOT}
        _owed(
            bound, my_chat_member={"chat": CHANNEL, "from": person(1), "date": 1, **_change(standing, kind)}
        )
    assert "第2项" in bound.says("@duban_bot 本月有哪些任务到期")
    assert len(bound.api.sent()) == before + 1


def _change(old: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"old_chat_member": old, "new_chat_member": {"status": kind, "user": BOT}}


RESTRICTED = {"status": "restricted", "user": BOT, "until_date": 0}
"""A standing of which the library knows more fields than are told here."""

LEFT = {"status": "left", "user": BOT}


@pytest.mark.parametrize(
    ("old", "new", "greeted"),
    [
        (LEFT, RESTRICTED | {"is_member": True}, True),
        (RESTRICTED | {"is_member": False}, {"status": "administrator", "user": BOT}, True),
        (LEFT, RESTRICTED | {"is_member": False}, False),
        (RESTRICTED | {"is_member": True}, {"status": "member", "user": BOT}, False),
    ],
)
def test_a_standing_that_is_told_in_part_is_followed(
    bound: Stage, old: dict[str, Any], new: dict[str, Any], greeted: bool
) -> None:
    before = len(bound.api.sent(GROUP))
    change = {"chat": bound.chat().seen(), "from": person(OPERATOR), "date": int(time.time())}
    _owed(bound, my_chat_member=change | {"old_chat_member": old, "new_chat_member": new})
    bound.says("/help", OPERATOR, OPERATOR)
    if greeted:
        bound.api.wait(lambda: len(bound.api.sent(GROUP)) > before)
        assert "本群仍绑定：东至县 县住建局" in bound.api.sent(GROUP)[-1]["text"]
    assert len(bound.api.sent(GROUP)) == before + greeted
