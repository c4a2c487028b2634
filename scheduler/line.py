"""Whether Telegram takes messages at all; where it does not, delivery waits as a whole; pure.

A message whose outcome is not known is repeated once only. An outage must therefore not be found out with
one message after the other: Telegram is first asked whether it is there, which harms nothing, then one
message is tried, if possible one that was never in doubt.
"""

from dataclasses import dataclass, field

FRESH = 60.0
"""For so many seconds an answer says that Telegram is there; after a longer silence it is asked first."""


@dataclass(frozen=True, slots=True)
class LineWaits:
    """Seconds between two questions, between two trials, and before what is in doubt is tried.

    `asks` and `trials` grow from one failure to the next, and stay at their last. `doubtful` is the wait
    after several failures, and the one after a trial with what was in doubt already.
    """

    asks: tuple[float, ...] = (1, 2, 5, 10, 20, 30)
    trials: tuple[float, ...] = (0, 1, 5, 15, 60, 120, 300, 600)
    doubtful: tuple[float, float] = (60, 2400)


PATIENT = LineWaits()


@dataclass(slots=True)
class Line:
    """What the last calls say of Telegram; `now` is in seconds of a clock that never goes back."""

    waits: LineWaits = PATIENT
    failed: set[int] = field(default_factory=set)
    """The chats whose message failed since Telegram last took one."""

    _answered_at: float = float("-inf")
    _asked: int = 0
    _tried: int = 0
    _failures: int = 0
    _next_at: float = float("-inf")
    _doubtful_at: float = float("-inf")
    _trying: bool = False

    def is_open(self, now: float) -> bool:
        """Whether messages leave as the pace allows."""
        return not self._failures and now - self._answered_at <= FRESH

    @property
    def is_down(self) -> bool:
        """Whether one message at a time is tried, since Telegram took none lately."""
        return self._failures > 0

    @property
    def is_missed(self) -> bool:
        """Whether Telegram did not answer the last question."""
        return self._asked > 0

    def must_ask(self, now: float) -> bool:
        """Whether Telegram is to be asked whether it is there, before anything leaves."""
        return not self._trying and self.wait(now) <= 0 and now - self._answered_at > FRESH

    def wait(self, now: float) -> float:
        """Return the seconds before anything is tried."""
        return max(0.0, self._next_at - now)

    def may_try(self, now: float) -> bool:
        """Whether a message may be tried while the others wait."""
        return not self._trying and self.wait(now) <= 0

    def doubtful_wait(self, now: float) -> float:
        """Return the seconds before a message is tried that may have arrived already."""
        return max(self.wait(now), self._doubtful_at - now)

    def begin(self) -> None:
        """Note that nothing is on its way."""
        self._trying = False

    def tries(self) -> None:
        """Note that a message is on its way by which Telegram is tried."""
        self._trying = True

    def reached(self, now: float) -> None:
        """Note that Telegram answered a question; where it did not before, it is back."""
        if self._asked:
            self._doubtful_at = now
        self._answered_at, self._asked = now, 0

    def missed(self, now: float) -> None:
        """Note that Telegram did not answer a question."""
        self._asked += 1
        self._next_at = now + _grown(self.waits.asks, self._asked)

    def answered(self, now: float, *, trial: bool) -> None:
        """Note that Telegram took a message, or said why not; what left before a failure proves nothing."""
        if self._failures and not trial:
            return
        self._answered_at = now
        self._asked = self._tried = self._failures = 0
        self._next_at = self._doubtful_at = float("-inf")
        self._trying = False
        self.failed.clear()

    def fails(self, chat: int, now: float, *, trial: bool, doubtful: bool) -> None:
        """Note that a message failed in a way that says nothing of its chat.

        What was on its way before the first failure lengthens no wait.
        """
        self.failed.add(chat)
        self._failures += 1
        # Whatever was known of Telegram is so no more: before the next trial it is asked.
        self._answered_at = float("-inf")
        if trial:
            self._trying = False
            self._tried += 1
            self._next_at = now + _grown(self.waits.trials, self._tried)
        first, again = self.waits.doubtful
        if trial and doubtful:
            self._doubtful_at = now + again
        elif self._failures == 2:
            self._doubtful_at = now + first


def _grown(waits: tuple[float, ...], times: int) -> float:
    return waits[min(times, len(waits)) - 1]
