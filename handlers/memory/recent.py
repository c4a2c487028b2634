"""A bounded mapping, for what may be forgotten."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")

REMEMBERED = 5_000
"""How many entries are kept, over all chats."""


@dataclass(frozen=True, slots=True)
class Recent(Generic[Value]):
    """A mapping that forgets its oldest entry when it is full; threads may share it."""

    limit: int = REMEMBERED
    _entries: OrderedDict[Hashable, Value] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, key: Hashable, value: Value) -> None:
        """Keep `value`, as the newest."""
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            while len(self._entries) > self.limit:
                self._entries.popitem(last=False)

    def get(self, key: Hashable) -> Value | None:
        """Return what is kept under `key`, None where it was never put or is forgotten."""
        with self._lock:
            return self._entries.get(key)
