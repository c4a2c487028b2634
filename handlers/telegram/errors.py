"""The last resort: whatever a handler raised is logged, and the person is told."""

import asyncio
import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationHandlerStop

from data.errors import ConfigError, DatabaseError, DubanError
from data.wording.language import Language, Phrase
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import language_in, language_of_program

logger = logging.getLogger(__name__)

SORRY = Phrase(
    "出错了，这条没有处理成功。请稍后再试；仍不行请告诉管理员。",
    "Something went wrong and this was not done. "
    "Please try again later; if it keeps failing, tell an operator.",
)
PERHAPS_LOST = Phrase(
    "网络刚才不稳，回答可能没有送到；没看到的话请再问一次。",
    "The network failed for a moment and my answer may be lost. If you don't see it, please ask again.",
)

SHUT_OUT = Phrase(
    "我在这里发不了消息：群里没有给我发言的权限，或者话题已经关闭。请找群管理员。",
    "I can't write here: the group doesn't let me, or the topic is closed. Please ask its administrator.",
)

NO_VOICE = (
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat not found",
)
"""Words by which Telegram refuses whatever is said in a chat or topic."""

UNCHANGED = "message is not modified"
PAUSES = (0.0, 1.0, 3.0, 9.0)
"""Seconds before each attempt to tell the person."""


async def on_error(update: object, context: DubanContext) -> None:
    """Log the error, and tell the person who waits for an answer, once.

    Raises ApplicationHandlerStop after it has told them: the handlers that come after would fail as well,
    and each failure would be told again.
    """
    error = context.error
    if isinstance(error, BadRequest) and UNCHANGED in error.message.casefold():
        return
    press = update.callback_query if isinstance(update, Update) else None
    if _is_shut_out(error):
        logger.warning("an answer could not be given: %s", error)
        if press is not None:
            await _told_by_press(press, error)
        return
    _log(error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    told = press is not None and await _told_by_press(press, error)
    if not told and isinstance(update.effective_message, Message):
        message = update.effective_message
        await _tell(message, words_for(error, language_in(message)))
    raise ApplicationHandlerStop


def words_for(error: Exception | None, language: Language = Language.ZH) -> str:
    """Return what a person is told of an error; what only the operator can mend stays in the log."""
    if isinstance(error, DubanError) and not isinstance(error, DatabaseError | ConfigError):
        return error.say(language)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return PERHAPS_LOST.say(language)
    return (SHUT_OUT if _is_shut_out(error) else SORRY).say(language)


def _is_shut_out(error: Exception | None) -> bool:
    """Tell whether nothing can be said in that chat at all."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, BadRequest) and any(words in error.message.casefold() for words in NO_VOICE)


async def _tell(message: Message, words: str) -> None:
    """Tell a person in a few attempts, since the network may be away for a moment."""
    for pause in PAUSES:
        await asyncio.sleep(pause)
        try:
            await message.reply_text(words)
        except NetworkError as error:
            logger.warning("the person could not be told of the error: %s", error.message)
            if isinstance(error, BadRequest):
                return
        except TelegramError as error:
            logger.warning("the person could not be told of the error: %s", error.message)
            return
        else:
            return


async def _told_by_press(press: CallbackQuery, error: Exception | None) -> bool:
    """Tell the presser alone, where the press was not answered yet."""
    try:
        return bool(
            await press.answer(
                words_for(error, language_of_program(press.from_user) or Language.ZH)[:200], show_alert=True
            )
        )
    except TelegramError:
        return False


def _log(error: Exception | None) -> None:
    """Log one line of what the network did, and all of what we did."""
    if isinstance(error, RetryAfter) or (
        isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    ):
        logger.warning("an answer was perhaps lost: %s", error.message)
    else:
        logger.error("an update could not be handled", exc_info=error)
