"""Photos and files: proof of a report, a plan to import, or nothing of the bot's business."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Message, Update

from data.wording.language import Phrase
from handlers.message import FileKind
from handlers.telegram.context import DubanContext, House
from handlers.telegram.documents import import_document, refuse_file
from handlers.telegram.gate import asks_for_change
from handlers.telegram.hearing import Heard, given_in, hear, language_in
from handlers.telegram.talking import talk

UNREADABLE = Phrase(
    "这种消息我看不了，我只看文字、照片和文件。请用文字说；佐证材料请发照片或文件。",
    "I can't read this kind of message, only text, photos and files. "
    "Please write it; send proof as a photo or a file.",
)
EDITED = Phrase(
    "改过的说明我不再处理。要报告的话，请把文件连同新的说明重新发一次。",
    "I don't read a caption again after it was edited. "
    "To report something, please send the file again with the new caption.",
)


async def on_file(update: Update, context: DubanContext) -> None:
    """Take a photo or a file with its caption for a message; an album is one message."""
    message = update.message
    if message is None:
        return
    if message.media_group_id is None:
        await _take([message], context)
        return
    key = (message.chat.id, message.media_group_id)
    if context.house.albums.put(key, message):
        # Not here: the next file of the album waits for its turn in this chat.
        context.application.create_task(_take_album(key, context), update)


async def on_other(update: Update, context: DubanContext) -> None:
    """Say to whoever sends the bot a voice, a video or a sticker what it can read."""
    message = update.message
    if message is not None and hear(message, context.bot.bot, context.house.operators) is not None:
        await message.reply_text(UNREADABLE.say(language_in(message)), do_quote=True)


async def on_edited_caption(update: Update, context: DubanContext) -> None:
    """Say that a caption that was changed counts no more: the report may have been recorded."""
    message = update.edited_message
    if message is not None and hear(message, context.bot.bot, context.house.operators) is not None:
        await message.reply_text(EDITED.say(language_in(message)), do_quote=True)


async def _take_album(key: tuple[int, str], context: DubanContext) -> None:
    albums = context.house.albums
    await asyncio.sleep(albums.settled)
    await _take(albums.take(key), context)


async def _take(messages: Sequence[Message], context: DubanContext) -> None:
    """Answer files that were sent together, where any of them was said to the bot."""
    bot, operators = context.bot.bot, context.house.operators
    heard = [one for message in messages if (one := hear(message, bot, operators)) is not None]
    if not heard:
        return
    whole = next((one for one in heard if one.text), heard[0])
    whole = replace(whole, given=tuple(given for message in messages for given in given_in(message)))
    if not whole.speaker.private or await asyncio.to_thread(_is_said, whole, context.house):
        await talk(whole, context)
        return
    for message in messages:
        await (import_document if message.document is not None else refuse_file)(message, context)


def _is_said(heard: Heard, house: House) -> bool:
    """Tell whether a file in private belongs to what its sender says, and is no plan to import."""
    memory, place, now = house.memory, heard.speaker.place, house.clock.now()
    behind = memory.behind(place, heard.answers) if heard.answers is not None else None
    if behind is not None and (behind.kept.assignments or behind.kept.awaits):
        return True
    latest = memory.latest(place, heard.speaker.number, now)
    if latest is not None and latest.kept.awaits:
        return True
    if not heard.text:
        return False
    is_plan = heard.speaker.operator and heard.given[0].kind is FileKind.DOCUMENT
    return not is_plan or asks_for_change(heard.text, place, house.services, now)
