"""The last resort: whatever a handler raised is logged, and the person is told."""

import logging

from telegram import Update
from telegram.error import NetworkError, TelegramError

from data.errors import DubanError
from handlers.telegram.context import DubanContext

logger = logging.getLogger(__name__)

SORRY = "出错了，这条没有处理成功。请稍后再试；仍不行请告诉管理员。"


async def on_error(update: object, context: DubanContext) -> None:
    """Log the error, and tell the person who waits for an answer; never raise another."""
    error = context.error
    logger.error("an update could not be handled", exc_info=error)
    if not isinstance(update, Update) or update.effective_message is None or isinstance(error, NetworkError):
        return
    try:
        await update.effective_message.reply_text(str(error) if isinstance(error, DubanError) else SORRY)
    except TelegramError:
        logger.warning("the person could not be told of the error either")
