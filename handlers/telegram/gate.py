"""Before every handler: what came too late and what comes too fast is answered here, in one line."""

import asyncio
from datetime import datetime

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from data.offers import DETAIL
from data.repositories.chats import ChatRepository
from data.wording.language import Language, Phrase
from handlers.memory.place import Place
from handlers.services import Services
from handlers.telegram.backlog import Waiting
from handlers.telegram.context import DubanContext, House
from handlers.telegram.flood import Verdict
from handlers.telegram.hearing import is_reply_to, language_in, language_of_program, said_in
from handlers.understanding.query import Intent
from handlers.understanding.understand import understand

TOO_FAST = Phrase(
    "您问得太快了，请等一分钟再问；这期间的消息不再回答。",
    "That is too fast for me. Please wait a minute; until then I won't answer.",
)
MANY_LATE = Phrase(
    "我刚恢复运行。停机期间这里有 {count} 条消息没有逐条回答，需要的请再问一次；"
    "其中要改动的（绑定、报告、催办等）都没有执行，请再说一次。",
    "I am back. {count} messages came here while I was down, and I have not answered them one by one: "
    "please ask again where you still need to know. "
    "Nothing in them was carried out (reports, reminders, bindings and so on): please send those again.",
)
ONE_LATE = Phrase(
    "这条消息是我停机期间发来的，要改动的内容没有执行。如仍需要，请再发一次。",
    "This came while I was down, so nothing was changed. If you still want it, please send it again.",
)

SETTLED = 0.5
"""Seconds without another late message after which those that came are answered."""

_ASKING = "start help due overdue next list weekly units plans chats status history figures"
ASKING = frozenset(_ASKING.split())
"""Commands that change nothing, and are answered however late."""

CHANGING = frozenset({Intent.REPORT, Intent.REMIND})


async def on_any(update: Update, context: DubanContext) -> None:
    """Let an update pass to its handler, or stop it here; what is said to others always passes."""
    message = update.message or update.edited_message
    if update.callback_query is not None:
        await _count_press(update, context)
    elif message is not None and _is_to_bot(message, context.bot.bot):
        await _count_message(update, message, context)


async def _count_message(update: Update, message: Message, context: DubanContext) -> None:
    house, said = context.house, message.edit_date or message.date
    if house.backlog.is_late(update.update_id, said, house.clock.now(), house.wall.now()):
        topic = message.message_thread_id if message.is_topic_message else None
        first = house.backlog.put((message.chat.id, topic), update)
        if first:
            context.application.create_task(_answer_late(context), update)
        raise ApplicationHandlerStop
    match house.flood.heard(message.chat.id, _person(message), _instant()):
        case Verdict.NOTICE:
            await message.reply_text(TOO_FAST.say(language_in(message)), do_quote=True)
            raise ApplicationHandlerStop
        case Verdict.SILENCE:
            raise ApplicationHandlerStop
        case Verdict.ADMIT:
            pass


async def _count_press(update: Update, context: DubanContext) -> None:
    press = update.callback_query
    if press is None:
        return
    chat = press.message.chat.id if press.message else press.from_user.id
    verdict = context.house.flood.heard(chat, press.from_user.id, _instant())
    if verdict is not Verdict.ADMIT:
        language = language_of_program(press.from_user) or Language.ZH
        await press.answer(TOO_FAST.say(language) if verdict is Verdict.NOTICE else None)
        raise ApplicationHandlerStop


async def _answer_late(context: DubanContext) -> None:
    """Once no more late messages come, answer those that came: one question itself, more in one line."""
    backlog = context.house.backlog
    await backlog.settled(SETTLED)
    for waiting in backlog.take():
        await _answer(waiting, context)


async def _answer(waiting: Waiting[Update], context: DubanContext) -> None:
    message = waiting.last.message or waiting.last.edited_message
    if message is None:
        return
    if waiting.count > 1:
        await message.reply_text(MANY_LATE.say(language_in(message), count=waiting.count), do_quote=True)
    elif await asyncio.to_thread(_changes, message, context.house):
        await message.reply_text(ONE_LATE.say(language_in(message)), do_quote=True)
    else:
        context.house.backlog.admit(waiting.last.update_id)
        await context.application.process_update(waiting.last)


def _changes(message: Message, house: House) -> bool:
    """Say whether a message asks for a change; a file without a word may be a report."""
    place = Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)
    text = said_in(message)
    return not text or asks_for_change(text, place, house.services, house.clock.now())


def asks_for_change(text: str, place: Place, services: Services, now: datetime) -> bool:
    """Say whether words in `place` ask for a change, by command or otherwise."""
    if text.startswith("/"):
        name, *words = text[1:].split() or [""]
        return name.partition("@")[0] not in ASKING and words[-1:] != [DETAIL]
    with services.database.read() as session:
        bound = ChatRepository(session).binding(place.chat, place.topic)
        query = understand(
            text,
            vocabulary=services.vocabulary(session),
            region=bound.region if bound else None,
            unit=bound.unit if bound else None,
            today=now.date(),
        )
    return query.intent in CHANGING


def _is_to_bot(message: Message, bot: User) -> bool:
    """Say whether the bot is spoken to: by a command, in private, by its name or in reply."""
    text = said_in(message)
    if text.startswith("/"):
        _, _, meant = text.split()[0].partition("@")
        return meant.casefold() in ("", str(bot.username).casefold())
    named = f"@{bot.username}".casefold() in text.casefold()
    return message.chat.type == ChatType.PRIVATE or is_reply_to(message, bot) or named


def _person(message: Message) -> int | None:
    """Return who wrote; None where a group or channel speaks as itself."""
    return message.from_user.id if message.from_user and message.sender_chat is None else None


def _instant() -> float:
    return asyncio.get_running_loop().time()
