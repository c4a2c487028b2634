"""What every Telegram handler can reach: the services, the operators, and what was said lately."""

from dataclasses import dataclass, field
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from data.clock import Clock
from handlers.memory import Memory
from handlers.services import Services

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class House:
    """What the application was built with; `operators` are Telegram user ids."""

    services: Services
    clock: Clock
    operators: frozenset[int]
    memory: Memory = field(default_factory=Memory)


class DubanContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, House]]):
    """A handler's context that knows what the application was built with."""

    @property
    def house(self) -> House:
        """Return what the application was built with."""
        return self.bot_data[HOUSE]
