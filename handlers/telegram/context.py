"""What every Telegram handler can reach: the services, who is an operator or a leader, and what was said."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from data.clock import Clock, SystemClock
from handlers.memory.notebook import Notebook
from handlers.memory.quick import QuickMemory
from handlers.memory.recent import Recent
from handlers.services import Services
from handlers.telegram.albums import Albums
from handlers.telegram.backlog import Backlog
from handlers.telegram.flood import Flood
from handlers.telegram.turns import Turns

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class House:
    """What the application was built with; `operators` are Telegram user ids, `leaders` too, by region.

    `seen` and `members` spare the database and Telegram a question that was answered a moment ago.
    `wall` tells Telegram's time, from which `clock` may be moved away by `--now`. `notebook` holds what is
    not written down yet, `writing` lets one at a time write it, `turns` one at a time find an answer.
    `albums` collects files sent together.
    """

    services: Services
    clock: Clock
    operators: frozenset[int]
    leaders: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seen: Recent[datetime] = field(default_factory=Recent)
    members: Recent[tuple[datetime, bool]] = field(default_factory=Recent)
    flood: Flood = field(default_factory=Flood)
    backlog: Backlog[Update] = field(default_factory=Backlog)
    wall: Clock = field(default_factory=SystemClock)
    notebook: Notebook = field(default_factory=Notebook)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: Turns = field(default_factory=Turns)
    albums: Albums = field(default_factory=Albums)

    @property
    def memory(self) -> QuickMemory:
        """Return what was said lately."""
        return QuickMemory(self.services.database, self.notebook)

    async def write_down(self) -> None:
        """Wait until what was answered is written down, together with what others were answered."""
        async with self.writing:
            if self.notebook.is_behind:
                await self.turns.take(self.memory.catch_up)


class DubanContext(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[str, House]]):
    """A handler's context that knows what the application was built with."""

    @property
    def house(self) -> House:
        """Return what the application was built with."""
        return self.bot_data[HOUSE]
