"""When people are told unasked (DESIGN.md §6): a frozen value, whose defaults are the design's; pure."""

from dataclasses import dataclass, field
from datetime import time

from data.dates.workdays import WorkCalendar
from data.nudges import Light, Lights


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """Days ahead and overdue, lights, quiet hours and escalation of one region.

    `overdue_every` and `escalate_every` are the days between two repetitions, 0 for none. `quiet` goes from
    its first time to its second, over midnight where that is earlier. `received_button` adds 收到 to the
    buttons under a nudge.
    """

    at: time = time(8, 30)
    ahead: tuple[int, ...] = (30, 14, 7, 3, 1)
    overdue: tuple[int, ...] = (1, 3, 7)
    overdue_every: int = 7
    quiet: tuple[time, time] = (time(20), time(8))
    max_unasked: int = 1
    ongoing_prompt: bool = True
    lights: Lights = field(default_factory=Lights)
    supervisor: int = 3
    leader: int = 7
    escalate_every: int = 7
    received_button: bool = False

    def light(self, days_left: int) -> Light:
        """Return how urgent it is with `days_left` days to go."""
        return self.lights.of(days_left)

    def is_quiet(self, moment: time) -> bool:
        """Tell whether nothing unasked may leave at `moment`."""
        begin, end = self.quiet
        if begin <= end:
            return begin <= moment < end
        return moment >= begin or moment < end

    @property
    def leaves_at(self) -> time:
        """Return when the day's messages leave: a time within the quiet hours waits for their end."""
        return self.quiet[1] if self.is_quiet(self.at) else self.at

    @property
    def farthest_ahead(self) -> int:
        """Return how many days before a due date the first stage is."""
        return max(self.ahead, default=0)

    def is_ahead(self, days: int) -> bool:
        """Tell whether a stage is `days` before the due date."""
        return days > 0 and days in self.ahead

    def is_overdue(self, days: int) -> bool:
        """Tell whether a stage is `days` after the due date."""
        if days <= 0:
            return False
        return days in self.overdue or repeats(days, max(self.overdue, default=0), self.overdue_every)

    def is_escalation(self, days: int, first: int) -> bool:
        """Tell whether those who are told from `first` days overdue are told `days` after the due date."""
        start = max(first, 1)
        return days == start or repeats(days, start, self.escalate_every)


def repeats(days: int, start: int, every: int) -> bool:
    """Tell whether `days` is one of the repetitions, `every` so many days, after `start`."""
    return every > 0 and days > start and (days - start) % every == 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one region's days are planned by."""

    policy: ReminderPolicy
    calendar: WorkCalendar
