"""How the bot behaves towards Telegram: it waits when told to, follows a moved group, and tries again."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from httpx import ConnectError, ConnectTimeout, PoolTimeout
from telegram.error import ChatMigrated, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

logger = logging.getLogger(__name__)

Answered = bool | dict[str, Any] | list[dict[str, Any]]
Calling = Callable[..., Coroutine[Any, Any, Answered]]
Moved = Callable[[int, int], Awaitable[None]]
"""What is told that the group of the first number became a supergroup, the second."""

Noted = Callable[[int], None]
"""What is told of each message to a chat, so that whatever is not urgent can leave room for it."""

COUNTED = ("send", "edit", "copy", "forward")

PASSING = frozenset({"answerCallbackQuery", "sendChatAction"})
"""What is of no use any more after a wait."""

STARTING = frozenset({"getMe"})
"""What is asked at the start, where whoever starts the bot counts the attempts."""

ATTEMPTS = 4
LONGEST_WAIT = 60.0
"""Seconds that a call waits for its chat; a longer wait is the caller's to decide on."""

BACKOFF = (0.5, 2.0, 5.0)


class NotSent(NetworkError):
    """A call did not leave, for want of a connection."""


class Manners(BaseRateLimiter[int]):
    """Holds back only the chat that Telegram asks to wait for, so that one flooded chat holds up no other.

    A call that surely did not leave (no connection) is repeated; one whose answer was lost is not, since
    a message might come twice. `noted` is told of each message, but of none that is allowed a single attempt:
    whoever asks for that (delivery) keeps count, waits and repeats by itself.
    """

    def __init__(
        self, moved: Moved, backoff: tuple[float, ...] = BACKOFF, noted: Noted = lambda chat: None
    ) -> None:
        # Else the library warns at each flood limit that it will count in timedeltas one day.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._moved = moved
        self._backoff = backoff
        self._noted = noted
        self._until: dict[object, float] = {}

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def process_request(
        self,
        callback: Calling,
        args: Any,  # noqa: ANN401 - the library says so
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Answered:
        """Make the call, at most `rate_limit_args` (else ATTEMPTS) times."""
        if rate_limit_args == 1 or endpoint in STARTING:
            return await callback(*args, **kwargs)
        last = rate_limit_args or ATTEMPTS
        for attempt in range(1, last):
            await self._turn(data.get("chat_id", endpoint))
            self._note(endpoint, data)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                if endpoint in PASSING:
                    raise
                # What is said to no chat (a menu, a file) waits for calls of its kind alone.
                self._hold(data.get("chat_id", endpoint), error)
            except ChatMigrated as error:
                await self._follow(data, error.new_chat_id)
            except NetworkError as error:
                if not is_surely_unsent(error):
                    raise
                logger.warning("%s did not leave: %s", endpoint, error.message)
                await asyncio.sleep(self._backoff[min(attempt, len(self._backoff)) - 1])
        await self._turn(data.get("chat_id", endpoint))
        self._note(endpoint, data)
        return await callback(*args, **kwargs)

    def _note(self, endpoint: str, data: dict[str, Any]) -> None:
        """Tell of what counts against Telegram's limits: messages, new or changed."""
        chat = data.get("chat_id")
        if isinstance(chat, int) and endpoint.startswith(COUNTED) and endpoint != "sendChatAction":
            self._noted(chat)

    async def _turn(self, chat: object) -> None:
        """Wait until Telegram takes messages for this chat again."""
        wait = self._until.get(chat, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)
        self._until.pop(chat, None)

    def _hold(self, chat: object, error: RetryAfter) -> None:
        asked = error.retry_after
        wait = float(asked) if isinstance(asked, int) else asked.total_seconds()
        if wait > LONGEST_WAIT:
            raise error
        logger.info("told to wait %s s before the next message to a chat", wait)
        self._until[chat] = asyncio.get_running_loop().time() + wait + 0.1

    async def _follow(self, data: dict[str, Any], to: int) -> None:
        """Send to the supergroup instead, where the old group's messages have other numbers."""
        before, data["chat_id"] = data["chat_id"], to
        data.pop("reply_parameters", None)
        logger.info("a group became a supergroup: %s is now %s", before, to)
        await self._moved(int(before), to)


def is_surely_unsent(error: NetworkError) -> bool:
    """Say whether a call failed before anything was sent, so that it can be repeated without harm."""
    return isinstance(error, NotSent) or isinstance(
        error.__cause__, ConnectError | ConnectTimeout | PoolTimeout
    )
