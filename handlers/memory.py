"""What was said lately: what a follow-up continues, and what a button stands for.

Kept in the process, bounded, oldest forgotten first.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from handlers.message import Choice
from handlers.understanding.query import Query

Value = TypeVar("Value")

REMEMBERED = 5_000
"""How many entries of each sort are kept, over all chats."""

CONTEXT_LASTS = timedelta(minutes=10)
"""How long a person's last question in a chat is what a follow-up continues (DESIGN.md §5)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and, in a forum, the topic in it."""

    chat: int
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was understood, the instant at which it was asked, and what its answer offered."""

    query: Query
    at: datetime
    choices: tuple[Choice, ...] = ()
    more: tuple[str, ...] = ()


class Recent(Generic[Value]):
    """A mapping that forgets its oldest entry when it is full."""

    def __init__(self, limit: int = REMEMBERED) -> None:
        self._limit = limit
        self._entries: OrderedDict[Hashable, Value] = OrderedDict()

    def put(self, key: Hashable, value: Value) -> None:
        """Keep `value`, as the newest."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        while len(self._entries) > self._limit:
            self._entries.popitem(last=False)

    def get(self, key: Hashable) -> Value | None:
        """Return what is kept under `key`, None where it was never put or is forgotten."""
        return self._entries.get(key)


@dataclass(frozen=True, slots=True)
class Memory:
    """What people asked and what the bot answered, by person and by message."""

    questions: Recent[Said] = field(default_factory=Recent)
    answers: Recent[Said] = field(default_factory=Recent)

    def asked(self, place: Place, person: int, said: Said) -> None:
        """Remember `person`'s question as the last one in `place`."""
        self.questions.put((place, person), said)

    def answered(self, place: Place, message: int, said: Said) -> None:
        """Remember what the bot's `message` in `place` answers and offers."""
        self.answers.put((place.chat, message), said)

    def behind(self, place: Place, message: int) -> Said | None:
        """Return what the bot's `message` answered, None where that is forgotten."""
        return self.answers.get((place.chat, message))

    def last(self, place: Place, person: int, now: datetime) -> Said | None:
        """Return the person's last question in `place`, unless it is too long ago."""
        said = self.questions.get((place, person))
        return said if said and now - said.at <= CONTEXT_LASTS else None
