"""Letters on their way to a strict Bot API: what is sent, and what each failure means."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botapi.errors import Refused as Refusal
from botapi.errors import bad
from botapi.server import BotApi, Fault
from notices import OPERATOR, Watch
from telegram.ext import ExtBot

from bot.direct import Direct
from bot.sender import TelegramSender
from data.database import Database, connect
from data.owing import Letter, Offer
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.message import ChatRole, Choice, Seat
from handlers.telegram.manners import Manners
from scheduler.sender import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    NotEditable,
    Post,
    Refused,
    Throttled,
    Unavailable,
    Uncertain,
)

GROUP, FORUM, CLOSED = -1001, -1002, -1003
LETTER = Letter(
    "县住建局：1项本周到期", (Offer("已办结", "/report 5 办结"), Offer("详情", "/report 5 详情")), (5, 8)
)
POST = Post(3, GROUP, None, LETTER, region="东至县", unit="县住建局")
PLAIN = replace(POST, letter=Letter("没有按钮"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\x20\0\0\2\x58"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        with api.scene() as world:
            world.group(GROUP, "住建局工作群")
            world.group(FORUM, "督查考核", forum=True)
            world.group(CLOSED, "停用的群", bot="kicked")
            world.private(OPERATOR)
        yield api


@pytest.fixture
def memory(database: Database) -> Memory:
    return Memory(database)


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[ExtBot[Any]]:
    async def moved(before: int, to: int) -> None:
        raise AssertionError("delivery follows a move by itself")

    noted: list[int] = []
    bot = ExtBot(
        api.token,
        base_url=api.base_url,
        request=Direct(pool=8, connect=5, answer=1.5, free=5),
        rate_limiter=Manners(moved, noted=noted.append),
    )
    async with bot:
        yield bot
    assert noted == [], "delivery keeps count by itself"


@pytest.fixture
def sender(bot: ExtBot[Any], memory: Memory) -> TelegramSender:
    return TelegramSender(bot, memory, lambda name: PNG + name.encode(), Watch())


@pytest.fixture
def bare(bot: ExtBot[Any]) -> TelegramSender:
    """A sender for letters without buttons, of which nothing is remembered."""
    return TelegramSender(bot, Memory(connect("sqlite://")), None, Watch())


async def test_a_letter_arrives_with_buttons_that_stand_for_something(
    sender: TelegramSender, api: BotApi, memory: Memory
) -> None:
    number = await sender.send(POST)
    (sent,) = api.sent(GROUP)
    assert (sent["message_id"], sent["text"]) == (number, LETTER.text)
    buttons = [button for row in sent["reply_markup"]["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == ["已办结", "详情"]
    asked = int(buttons[0]["callback_data"].split(":")[1])
    said = memory.offered(Place(GROUP), asked, number)
    assert said is not None
    assert said.choices == (Choice("已办结", "/report 5 办结"), Choice("详情", "/report 5 详情"))
    assert said.kept.seat == Seat(ChatRole.UNIT, "东至县", "县住建局")
    assert memory.offered(Place(GROUP), asked, number + 1) is None


async def test_a_reply_to_a_letter_finds_its_assignments(sender: TelegramSender, memory: Memory) -> None:
    number = await sender.send(replace(POST, letter=replace(LETTER, offers=())))
    said = memory.behind(Place(GROUP), number)
    assert said is not None
    assert said.kept.assignments == (5, 8)


SEATS = [
    (replace(POST, office=True), Seat(ChatRole.UNIT, "东至县", "县住建局")),
    (replace(POST, unit=None, leaders=True), Seat(ChatRole.LEADERS, "东至县")),
    (replace(POST, telegram_id=OPERATOR, region=None, unit=None), Seat(ChatRole.OPERATOR)),
]


@pytest.mark.parametrize(("post", "seat"), SEATS, ids=["unit", "leaders", "operator"])
async def test_buttons_are_pressed_from_the_chats_own_seat(
    sender: TelegramSender, memory: Memory, post: Post, seat: Seat
) -> None:
    number = await sender.send(post)
    said = memory.behind(Place(post.telegram_id), number)
    assert said is not None
    assert said.kept.seat == seat


async def test_a_letter_may_be_silent_go_to_a_topic_and_say_that_it_may_come_twice(
    sender: TelegramSender, api: BotApi
) -> None:
    await sender.send(replace(POST, telegram_id=FORUM, topic=1, letter=replace(LETTER, silent=True)))
    assert api.calls[-1].fields["disable_notification"] is True
    assert api.calls[-1].fields["message_thread_id"] == 1
    await sender.send(replace(POST, maybe_twice=True))
    assert api.sent(GROUP)[-1]["text"].splitlines()[0] == "（可能重复）"
    assert "disable_notification" not in api.calls[-1].fields


async def test_the_longest_letter_still_goes_with_the_mark(bare: TelegramSender, api: BotApi) -> None:
    await bare.send(replace(POST, letter=Letter("😀" * 2048), maybe_twice=True))
    assert api.sent(GROUP)[-1]["text"].startswith("（可能重复）\n😀")


async def test_a_picture_goes_with_its_caption_or_the_text_goes_alone(
    bot: ExtBot[Any], sender: TelegramSender, api: BotApi, memory: Memory
) -> None:
    drawn = replace(POST, letter=replace(LETTER, picture="week:1:2020-09-07:2020-09-13"))
    await sender.send(drawn)
    assert api.sent(GROUP)[-1]["caption"] == LETTER.text
    assert b"week:1" in next(iter(api.world.files.values()))
    await sender.send(replace(drawn, letter=replace(drawn.letter, text="长" * 1025)))
    assert len(api.sent(GROUP)[-1]["text"]) == 1025

    api.faults.append(Fault("sendPhoto", bad("PHOTO_INVALID_DIMENSIONS")))
    await sender.send(drawn)

    def fails(name: str) -> bytes:
        raise OSError("no font")

    await TelegramSender(bot, memory, fails, Watch()).send(drawn)
    await TelegramSender(bot, memory, None, Watch()).send(drawn)
    assert [sent.get("text") for sent in api.sent(GROUP)[-3:]] == [LETTER.text] * 3


FAILURES = [
    (Fault("sendMessage", Refusal(429, "Too Many Requests: retry after 7", retry_after=7)), Throttled),
    (Fault("sendMessage", Refusal(500, "Internal Server Error")), Uncertain),
    (Fault("sendMessage", Refusal(502, "Bad Gateway")), Uncertain),
    (Fault("sendMessage", lost=True), Uncertain),
    (Fault("sendMessage", dropped=True), Uncertain),
    (Fault("sendMessage", delay=2.0), Uncertain),
    (Fault("sendMessage", Refusal(401, "Unauthorized")), Unavailable),
    (Fault("sendMessage", Refusal(403, "Forbidden: bot was kicked from the group chat")), ChatGone),
    (Fault("sendMessage", Refusal(403, "Forbidden: user is deactivated")), ChatGone),
    (Fault("sendMessage", bad("chat not found")), ChatGone),
    (Fault("sendMessage", bad("group chat was deactivated")), ChatGone),
    (Fault("sendMessage", bad("not enough rights to send text messages to the chat")), ChatGone),
    (Fault("sendMessage", bad("group chat was upgraded", migrate_to_chat_id=-100200)), ChatMoved),
    (Fault("sendMessage", bad("message is too long")), Refused),
    (Fault("sendMessage", bad("something new that Telegram wants")), Refused),
]


@pytest.mark.parametrize(("fault", "meaning"), FAILURES)
async def test_every_failure_means_one_thing_and_is_not_tried_again_here(
    bare: TelegramSender, api: BotApi, fault: Fault, meaning: type[DeliveryError]
) -> None:
    api.faults.append(replace(fault))
    with pytest.raises(meaning) as raised:
        await bare.send(PLAIN)
    assert len(api.made("sendMessage")) == (0 if fault.delay else 1)
    if isinstance(raised.value, Throttled):
        assert raised.value.wait == timedelta(seconds=7)
    if isinstance(raised.value, ChatMoved):
        assert raised.value.to == -100200
    await bare.send(PLAIN)


async def test_a_closed_topic_is_told_from_a_lost_chat(bare: TelegramSender) -> None:
    with pytest.raises(ChatGone) as topic:
        await bare.send(replace(PLAIN, telegram_id=FORUM, topic=9))
    with pytest.raises(ChatGone) as chat:
        await bare.send(replace(PLAIN, telegram_id=CLOSED))
    assert (topic.value.topic, chat.value.topic) == (True, False)


async def test_without_a_connection_nothing_has_left() -> None:
    async def moved(before: int, to: int) -> None: ...

    bot = ExtBot("1:AAAA", base_url="http://127.0.0.1:9/bot", rate_limiter=Manners(moved))
    request = bot.request
    await request.initialize()
    with pytest.raises(Unavailable):
        await TelegramSender(bot, Memory(connect("sqlite://")), None, Watch()).send(PLAIN)
    await request.shutdown()


async def test_what_cannot_be_remembered_is_not_sent(
    sender: TelegramSender, api: BotApi, database: Database
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE asked RENAME TO elsewhere")
    with pytest.raises(Unavailable):
        await sender.send(POST)
    assert api.sent() == []
    await sender.send(replace(POST, letter=Letter("没有按钮")))


async def test_a_letter_replaces_a_message_with_new_buttons(
    sender: TelegramSender, api: BotApi, memory: Memory
) -> None:
    number = await sender.send(POST)
    new = replace(POST, letter=Letter("全部办结", assignments=(8,)), maybe_twice=True)
    await sender.edit(new, number)
    message = api.world.messages[GROUP, number]
    assert (message["text"], "reply_markup" in message) == ("全部办结", False)
    said = memory.behind(Place(GROUP), number)
    assert said is not None
    assert said.kept.assignments == (8,)
    await sender.edit(new, number)


@pytest.mark.parametrize("words", ["message to edit not found", "message can't be edited"])
async def test_what_cannot_be_edited_is_told_apart(bare: TelegramSender, api: BotApi, words: str) -> None:
    number = await bare.send(PLAIN)
    api.faults.append(Fault("editMessageText", bad(words)))
    with pytest.raises(NotEditable):
        await bare.edit(PLAIN, number)
    api.faults.append(Fault("editMessageText", lost=True))
    with pytest.raises(Uncertain):
        await bare.edit(replace(PLAIN, letter=Letter("新")), number)
    with pytest.raises(ChatGone):
        await bare.edit(replace(PLAIN, telegram_id=CLOSED), number)


async def test_answers_are_counted_and_deliveries_are_not(api: BotApi) -> None:
    async def moved(before: int, to: int) -> None: ...

    noted: list[int] = []
    limiter = Manners(moved, noted=noted.append)
    async with ExtBot(api.token, base_url=api.base_url, rate_limiter=limiter) as bot:
        await bot.send_chat_action(GROUP, "typing")
        await bot.send_message(GROUP, "回答")
        await bot.send_message(OPERATOR, "回答", rate_limit_args=1)
    assert noted == [GROUP]
