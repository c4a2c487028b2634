"""How often somebody may try a code that is wrong."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.memory.recent import Recent

ALLOWED = 5
"""Wrong codes that a person, and all persons of a chat together, may try within `WITHIN`."""

WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The wrong codes that were tried lately."""

    _wrong: Recent[tuple[datetime, ...]] = field(default_factory=Recent)

    def are_used_up(self, keys: tuple[int, ...], now: datetime) -> bool:
        """Tell whether any of a person's and a chat's `keys` has tried too often."""
        return any(len(self._lately(key, now)) >= ALLOWED for key in keys)

    def failed(self, keys: tuple[int, ...], now: datetime) -> None:
        """Note a wrong code."""
        for key in keys:
            self._wrong.put(key, (*self._lately(key, now), now)[-ALLOWED:])

    def _lately(self, key: int, now: datetime) -> tuple[datetime, ...]:
        return tuple(at for at in self._wrong.get(key) or () if now - at < WITHIN)
