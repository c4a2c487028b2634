"""Showing in a chat that the bot is at work, where an answer takes long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from handlers.memory.place import Place

SHOWN_FOR = 4.0
"""Seconds after which Telegram is about to show no longer that the bot is typing."""

AFTER = 1.0
"""Seconds from which on an answer takes long."""


@asynccontextmanager
async def at_work(bot: Bot, place: Place, after: float = AFTER) -> AsyncIterator[None]:
    """Show in `place` that the bot is typing, from `after` seconds on and as long as the block lasts."""
    shown = asyncio.create_task(_show(bot, place, after))
    try:
        yield
    finally:
        shown.cancel()


async def _show(bot: Bot, place: Place, after: float) -> None:
    await asyncio.sleep(after)
    with suppress(TelegramError):
        while True:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)
            await asyncio.sleep(SHOWN_FOR)
