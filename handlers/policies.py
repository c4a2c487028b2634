"""What a conversation needs of a region's policies; pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from data.actions.values import ReportRules
from data.nudges import Lights


def never_quiet(now: datetime) -> datetime | None:
    """Return that what is owed at `now` leaves at once."""
    return None


@dataclass(frozen=True, slots=True)
class Policies:
    """How a region takes reports, its lights, and when what is owed to its chats leaves: None for at once."""

    reports: ReportRules = field(default_factory=ReportRules)
    lights: Lights = field(default_factory=Lights)
    quiet_until: Callable[[datetime], datetime | None] = never_quiet
