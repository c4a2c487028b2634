"""A press on a button: Telegram takes one answer to it, and soon."""

import asyncio
import logging
from typing import TypeVar

from telegram import CallbackQuery
from telegram.error import BadRequest, NetworkError, RetryAfter

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

SHOWN_SIGNS = 200
"""So much of an answer to a press Telegram shows."""

PATIENCE = 2.0
"""Seconds that a press waits for what comes of it."""


class Press:
    """A press, which is answered once."""

    def __init__(self, query: CallbackQuery, patience: float = PATIENCE) -> None:
        self._query = query
        self._patience = patience
        self._answered = False

    async def answer(self, text: str | None = None, *, alert: bool = False) -> bool:
        """Answer, `text` to the presser alone; say whether it was shown: not twice, and not too late."""
        if self._answered:
            return False
        self._answered = True
        try:
            await self._query.answer(_cut(text) if text else None, show_alert=alert)
        except BadRequest:
            return False
        except (NetworkError, RetryAfter) as error:
            # What the press asked for matters more than the answer to the press.
            logger.info("a press was not answered: %s", error.message)
            return False
        return True

    async def meanwhile(self, work: "asyncio.Task[Result]") -> Result:
        """Return what comes of `work`; where that takes long, the press is answered before."""
        await asyncio.wait((work,), timeout=self._patience)
        if not work.done():
            await self.answer()
        return await work


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_SIGNS else f"{text[: SHOWN_SIGNS - 1]}…"
