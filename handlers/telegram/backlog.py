"""What piled up while the bot was away: which updates those are, and what is still owed to whom."""

import asyncio
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

LATE = timedelta(minutes=10)
"""How old a message may be and still be answered as if it had just come."""

FULL_POLL = 100
SENT_ANEW = 120.0
"""Seconds after the start in which Telegram calls a webhook with what it could not bring before."""

AT_ONCE = 1.0
"""A poll that is answered within so many seconds brought what was waiting already."""


@dataclass(slots=True)
class Waiting(Generic[Kept]):
    """What was said in one place while the bot was away: the last of it, and how much it was."""

    last: Kept
    count: int = 1


class Backlog(Generic[Kept]):
    """Knows which updates were waiting when the bot came back, and collects them by place."""

    def __init__(self) -> None:
        self.is_open = True
        self._last = -1.0
        self._opened = time.monotonic()
        self._asked: set[Hashable] = set()
        self._waiting: dict[Hashable, Waiting[Kept]] = {}
        self._admitted: set[int] = set()
        self._came = 0

    def fetched(self, numbers: Sequence[int], waited: float) -> None:
        """Note which updates a poll brought; the first that is not full, or had to wait, is the last."""
        if numbers and waited < AT_ONCE:
            self._last = max(self._last, numbers[-1])
        self.is_open = len(numbers) >= FULL_POLL and waited < AT_ONCE

    def reopen(self) -> None:
        """Expect that something piled up again: the connection was lost for a while."""
        self.is_open = True

    def always_open(self) -> None:
        """Take every update for one that waited: a webhook does not tell, so that its age alone decides."""
        self.is_open, self._last = False, float("inf")

    def is_late(self, number: int, said: datetime, *clocks: datetime) -> bool:
        """Say whether an update waited so long, by each of the `clocks`, that times have changed since."""
        return number <= self._last and number not in self._admitted and min(clocks) - said > LATE

    def waited(self, number: int) -> bool:
        """Say whether an update was perhaps waiting when the bot came; a webhook brings that just after."""
        if self._last == float("inf"):
            return time.monotonic() - self._opened < SENT_ANEW
        return number <= self._last

    def first_of(self, press: Hashable) -> bool:
        """Say whether it is the first time that this press is asked for again."""
        is_first = press not in self._asked
        self._asked.add(press)
        return is_first

    def put(self, place: Hashable, kept: Kept) -> bool:
        """Keep a late message, as the last of its place; say whether it is the first of all."""
        first, waiting = not self._waiting, self._waiting.get(place)
        self._came += 1
        if waiting is None:
            self._waiting[place] = Waiting(kept)
        else:
            waiting.last, waiting.count = kept, waiting.count + 1
        return first

    async def settled(self, seconds: float) -> None:
        """Wait until for so long nothing more was put."""
        came = -1
        while came != self._came:
            came = self._came
            await asyncio.sleep(seconds)

    def take(self) -> list[Waiting[Kept]]:
        """Return what waits, and forget it."""
        waiting, self._waiting = list(self._waiting.values()), {}
        return waiting

    def admit(self, number: int) -> None:
        """Let a late update pass: it is to be answered after all."""
        self._admitted.add(number)
