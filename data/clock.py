"""The only place that reads the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the time: `now` is aware, in the office's zone, and `today` is its day."""

    def now(self) -> datetime:
        """Return the present instant, in the office's zone."""

    def today(self) -> date:
        """Return the office's calendar day."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, in `zone`, moved by `shift` (for `--now` with `run`)."""

    zone: ZoneInfo = ZONE
    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the present instant, in the office's zone."""
        return (datetime.now(UTC) + self.shift).astimezone(self.zone)

    def today(self) -> date:
        """Return the office's calendar day."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at `at`, which is aware."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant at which the clock stands."""
        return self.at

    def today(self) -> date:
        """Return the day at which the clock stands."""
        return self.at.date()
