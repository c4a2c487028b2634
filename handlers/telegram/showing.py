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
async def at_work(
    bot: Bot, place: Place, after: float = AFTER, action: ChatAction = ChatAction.TYPING
) -> AsyncIterator[None]:
    """Show in `place` what the bot is doing, from `after` seconds on and as long as the block lasts."""
    shown: list[asyncio.Task[None]] = []

    def begin() -> None:
        shown.append(asyncio.create_task(_show(bot, place, action)))

    # Most answers need no moment: a timer costs less than a task.
    waiting = asyncio.get_running_loop().call_later(after, begin)
    try:
        yield
    finally:
        waiting.cancel()
        for task in shown:
            task.cancel()


async def _show(bot: Bot, place: Place, action: ChatAction) -> None:
    with suppress(TelegramError):
        while True:
            await bot.send_chat_action(place.chat, action, message_thread_id=place.topic)
            await asyncio.sleep(SHOWN_FOR)
