"""How fast messages may leave, below Telegram's limits; the time is an argument, in seconds of any clock.

Telegram's limits are soft: about 30 messages a second over all chats, 1 a second in a chat, 20 a minute in
a group. Messages are spread evenly over a second, since what leaves in one burst may arrive in another.
"""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock

MINUTE = 60.0
CATCHING_UP = 0.3
"""Seconds of the pace that a late sender may make up for at once."""

LONGEST_DEBT = 1.0
"""Seconds for which answers, which are never held back, may hold back what is not urgent."""

MOMENT = 1e-6
"""Seconds that are no wait: a sum of floats is rarely exact."""

KEPT = 4_000
"""How many chats are remembered before those that have been silent are forgotten."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second over all chats, a second in one chat, and a minute in one group."""

    overall: float = 20.0
    chat_second: float = 1.0
    group_minute: int = 15

    def shortest(self, messages: int) -> float:
        """Return the seconds that so many messages to many chats take at least."""
        return max(0, messages - 1) / self.overall


@dataclass(slots=True)
class _Chat:
    """When messages left for one chat, and until when Telegram takes no more."""

    sent: deque[float] = field(default_factory=deque)
    until: float = float("-inf")


class Pace:
    """Counts what leaves, and says how long the next message has to wait; threads may share it.

    Groups and channels have numbers below 0, as Telegram numbers them.
    """

    def __init__(self, rates: Rates | None = None) -> None:
        self.rates = rates or Rates()
        self._chats: dict[int, _Chat] = {}
        self._free_at = float("-inf")
        self._lock = Lock()

    def wait_for(self, chat: int, now: float) -> float:
        """Return the seconds that a message to `chat` has to wait from `now` on, 0 where it may leave."""
        with self._lock:
            return _wait(max(self._free_at, self._chat_free_at(chat)), now)

    def chat_wait(self, chat: int, now: float) -> float:
        """Return the seconds that `chat` itself asks for, whatever other chats have used."""
        with self._lock:
            return _wait(self._chat_free_at(chat), now)

    def held(self, now: float) -> frozenset[int]:
        """Return the chats to which nothing may leave at `now`."""
        with self._lock:
            return frozenset(chat for chat in self._chats if _wait(self._chat_free_at(chat), now) > 0)

    def room(self, now: float) -> int:
        """Return how many messages may leave at `now`, over all chats."""
        with self._lock:
            late = now - max(self._free_at, now - CATCHING_UP)
            return 0 if late < -MOMENT else int(late * self.rates.overall + MOMENT) + 1

    def next_room(self, now: float) -> float:
        """Return the seconds until a message may leave to some chat."""
        with self._lock:
            return _wait(self._free_at, now)

    def used(self, chat: int, now: float) -> None:
        """Count a message that leaves for `chat` at `now`, whether it was held back or not."""
        with self._lock:
            free_at = max(self._free_at, now - CATCHING_UP) + 1 / self.rates.overall
            self._free_at = min(free_at, now + max(LONGEST_DEBT, 1 / self.rates.overall))
            sent = self._chats.setdefault(chat, _Chat()).sent
            sent.append(now)
            while sent and sent[0] <= now - MINUTE:
                sent.popleft()
            if len(self._chats) > KEPT:
                self._forget(now)

    def hold(self, chat: int, until: float) -> None:
        """Let nothing leave for `chat` before `until`, as Telegram told."""
        with self._lock:
            one = self._chats.setdefault(chat, _Chat())
            one.until = max(one.until, until)

    def _chat_free_at(self, chat: int) -> float:
        """Return when a chat takes its next message; in the past where it takes one now."""
        one = self._chats.get(chat)
        if one is None:
            return float("-inf")
        free_at = one.until
        if one.sent:
            free_at = max(free_at, one.sent[-1] + 1 / self.rates.chat_second)
        if chat < 0 and len(one.sent) >= self.rates.group_minute:
            free_at = max(free_at, one.sent[-self.rates.group_minute] + MINUTE)
        return free_at

    def _forget(self, now: float) -> None:
        for chat, one in list(self._chats.items()):
            if one.until <= now and (not one.sent or one.sent[-1] <= now - MINUTE):
                del self._chats[chat]


def _wait(free_at: float, now: float) -> float:
    """Return how long it is from `now` to `free_at`, 0 where that is over."""
    wait = free_at - now
    return wait if wait > MOMENT else 0.0
