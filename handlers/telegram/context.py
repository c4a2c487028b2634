"""What every Telegram handler can reach: the services, the operators, and what was said lately."""

from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from data.clock import Clock, SystemClock
from handlers.memory import Memory
from handlers.services import Services
from handlers.telegram.backlog import Backlog
from handlers.telegram.flood import Flood

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class House:
    """What the application was built with; `operators` are Telegram user ids.

    `wall` tells Telegram's time, from which `clock` may be moved away by `--now`.
    """

    services: Services
    clock: Clock
    operators: frozenset[int]
    memory: Memory = field(default_factory=Memory)
    flood: Flood = field(default_factory=Flood)
    backlog: Backlog[Update] = field(default_factory=Backlog)
    wall: Clock = field(default_factory=SystemClock)


class DubanContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, House]]):
    """A handler's context that knows what the application was built with."""

    @property
    def house(self) -> House:
        """Return what the application was built with."""
        return self.bot_data[HOUSE]
