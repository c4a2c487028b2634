"""What follows from a failed delivery, by the type of the error; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from data.wording.delivery import TOO_OLD
from scheduler.line import PATIENT, LineWaits
from scheduler.sender import ChatGone, ChatMoved, DeliveryError, Refused, Throttled, Unavailable

WAITS = tuple(timedelta(seconds=wait) for wait in (5, 15, 60, 300, 900))
"""How long what surely did not leave waits for its next attempt; the last one from then on."""

DOUBT_WAIT = timedelta(seconds=30)
"""How long what may have arrived waits before it is repeated: a server that fails needs a moment."""

MOVES = 20
"""A chat that moves more often than this goes round in a circle."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited before the next attempt, of one message and, by `line`, of all."""

    waits: tuple[timedelta, ...] = WAITS
    doubt: timedelta = DOUBT_WAIT
    line: LineWaits = PATIENT

    def wait(self, attempts: int) -> timedelta:
        """Return the wait after so many attempts that surely did not leave."""
        return self.waits[min(max(attempts, 1), len(self.waits)) - 1]


UNHURRIED = Patience()


@dataclass(frozen=True, slots=True)
class RetryAt:
    """It surely did not leave, and is tried again at `at`."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """It may have arrived: repeated once from `at` on, marked, then listed."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will not be sent, and stands in the operator's list."""

    why: str


@dataclass(frozen=True, slots=True)
class Leave:
    """It will not be sent, since nothing can be written there; with `topic`, in this topic only."""

    why: str
    topic: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """The binding follows the chat to its new number, and it is sent there at once."""

    to: int


Decision = RetryAt | Doubt | GiveUp | Leave | Follow


def decide_retry(
    error: DeliveryError,
    attempts: int,
    now: datetime,
    expires_at: datetime | None = None,
    patience: Patience = UNHURRIED,
) -> Decision:
    """Decide what follows from `error` after so many attempts, this one included."""
    match error:
        case Throttled():
            return _again(now + error.wait, str(error), expires_at)
        case Unavailable():
            return _again(now + patience.wait(attempts), str(error), expires_at)
        case ChatGone():
            return Leave(str(error), error.topic)
        case ChatMoved() if attempts < MOVES:
            return Follow(error.to)
        case ChatMoved() | Refused():
            return GiveUp(str(error))
        case _:
            return Doubt(now + patience.doubt, str(error))


def _again(at: datetime, why: str, expires_at: datetime | None) -> RetryAt | GiveUp:
    if expires_at is not None and at >= expires_at:
        return GiveUp(f"{TOO_OLD}（{why}）")
    return RetryAt(at, why)
