"""How much one person and one chat may ask: beyond it there is one line of notice, and then silence."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import Enum

REMEMBERED = 10_000
"""Of how many people and chats the rate is known; the one that was silent longest is forgotten first."""


class Verdict(Enum):
    """What is done with a message."""

    ADMIT = "admit"
    NOTICE = "notice"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a person and a chat may send at once; so many are granted anew in each `span`."""

    person: int = 30
    chat: int = 60
    span: float = 60.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to somebody at an instant, and when a notice was last given."""

    left: float
    at: float
    noticed: float | None = None


def decide(allowance: Allowance, at: float, most: int, span: float) -> tuple[Allowance, Verdict]:
    """Take one message at the instant `at` from the allowance; a notice is given once in each `span`."""
    left = min(float(most), allowance.left + (at - allowance.at) * most / span)
    if left >= 1:
        return replace(allowance, left=left - 1, at=at), Verdict.ADMIT
    if allowance.noticed is not None and at - allowance.noticed < span:
        return replace(allowance, left=left, at=at), Verdict.SILENCE
    return Allowance(left, at, noticed=at), Verdict.NOTICE


class Flood:
    """Remembers the allowances of the people and chats that were heard lately."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._left: OrderedDict[tuple[str, int], Allowance] = OrderedDict()

    def heard(self, chat: int, person: int | None, at: float) -> Verdict:
        """Count a message; a person who speaks as the group counts as the chat alone."""
        if person is not None:
            verdict = self._take(("person", person), self._limits.person, at)
            if verdict is not Verdict.ADMIT:
                return verdict
        return self._take(("chat", chat), self._limits.chat, at)

    def _take(self, key: tuple[str, int], most: int, at: float) -> Verdict:
        before = self._left.pop(key, Allowance(most, at))
        self._left[key], verdict = decide(before, at, most, self._limits.span)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return verdict
