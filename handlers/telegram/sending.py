"""What goes to Telegram for a reply: its text with buttons, its files, a reaction."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram import Bot, InputFile, Message, ReplyParameters
from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import BadRequest, Forbidden

from handlers.memory.place import Place
from handlers.message import Attachment, FileKind, Reply
from handlers.telegram.keyboards import keyboard
from handlers.telegram.showing import at_work

logger = logging.getLogger(__name__)

UNCHANGED = "message is not modified"

ALLOWED = frozenset(map(str, ReactionEmoji))
"""What Telegram lets a bot react with."""


async def send_text(bot: Bot, place: Place, to: int, reply: Reply, number: int | None) -> int:
    """Send a reply to the message `to`, its choices as buttons; plain text, so nothing in it is markup."""
    sent = await bot.send_message(
        place.chat,
        reply.text,
        message_thread_id=place.topic,
        reply_markup=keyboard(reply.choices, number),
        reply_parameters=_answering(to),
    )
    return sent.message_id


async def edit_text(bot: Bot, place: Place, message: int, reply: Reply, number: int | None) -> bool:
    """Put a reply in the place of the bot's own message; say whether it stands there: not if that is gone."""
    try:
        await bot.edit_message_text(
            reply.text,
            chat_id=place.chat,
            message_id=message,
            reply_markup=keyboard(reply.choices, number),
        )
    except BadRequest as error:
        logger.info("a message was not replaced: %s", error.message)
        return UNCHANGED in error.message.casefold()
    return True


async def send_files(bot: Bot, place: Place, to: int, files: Sequence[Attachment]) -> list[int]:
    """Send files, one after the other, as answers to the message `to`; return their messages' numbers."""
    sent = []
    for file in files:
        photo = file.kind is FileKind.PHOTO
        action = ChatAction.UPLOAD_PHOTO if photo else ChatAction.UPLOAD_DOCUMENT
        async with at_work(bot, place, after=0, action=action):
            sent.append((await _send_file(bot, place, to, file)).message_id)
    return sent


async def react(bot: Bot, place: Place, message: int, emoji: str) -> bool:
    """React to somebody's message; say whether Telegram let the bot: a group may allow no reactions."""
    if emoji not in ALLOWED:
        return False
    try:
        await bot.set_message_reaction(place.chat, message, emoji)
    except (BadRequest, Forbidden) as error:
        logger.info("a reaction was refused: %s", error.message)
        return False
    return True


async def _send_file(bot: Bot, place: Place, to: int, file: Attachment) -> Message:
    if file.file_id is not None:
        return await _send_again(bot, place, to, file, file.file_id)
    if file.kind is FileKind.PHOTO:
        try:
            return await bot.send_photo(
                place.chat,
                InputFile(file.content, filename=file.name),
                message_thread_id=place.topic,
                reply_parameters=_answering(to),
            )
        except BadRequest as error:
            # Too high, too wide or too large for a photo: a document may be of any shape.
            logger.info("a picture goes as a document: %s", error.message)
    return await bot.send_document(
        place.chat,
        InputFile(file.content, filename=file.name),
        message_thread_id=place.topic,
        reply_parameters=_answering(to),
        disable_content_type_detection=True,
    )


async def _send_again(bot: Bot, place: Place, to: int, file: Attachment, file_id: str) -> Message:
    """Send what Telegram holds, else the copy of it, else what is said where both are gone."""
    to_message = _answering(to)
    try:
        if file.kind is FileKind.PHOTO:
            return await bot.send_photo(
                place.chat, file_id, message_thread_id=place.topic, reply_parameters=to_message
            )
        return await bot.send_document(
            place.chat, file_id, message_thread_id=place.topic, reply_parameters=to_message
        )
    except BadRequest as error:
        # The number of a file dies with the token that it was given to.
        logger.info("a file is not held any more: %s", error.message)
    content = await asyncio.to_thread(_read, file.copy) if file.copy is not None else b""
    if content:
        return await _send_file(bot, place, to, replace(file, content=content, file_id=None))
    return await bot.send_message(
        place.chat, file.lost, message_thread_id=place.topic, reply_parameters=to_message
    )


def _read(copy: Path) -> bytes:
    """Read a copy; one that was put away is as good as none."""
    try:
        return copy.read_bytes()
    except OSError as error:
        logger.warning("a copy cannot be read: %s", error.strerror)
        return b""


def _answering(message: int) -> ReplyParameters:
    return ReplyParameters(message, allow_sending_without_reply=True)
