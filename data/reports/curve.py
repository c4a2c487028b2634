"""How things stood at the end of each week, going back from the last; pure.

Changes come as numbers of assignments that left one status for another: a million need no million rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.reports.figures import WeekPoint
from data.reports.weekly import Calendar, Gathered, Kind, is_dated, is_late
from data.statuses import Status


@dataclass(frozen=True, slots=True)
class Moves:
    """How many assignments of one occurrence went from one status to another in the week `week`."""

    week: int
    milestone_id: int
    occurrence: date
    stored_on: date
    due: date | None
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Redated:
    """One assignment whose due date a person moved: what it is, and what it was at the end of each week.

    `due` is the date at the end of the period.
    """

    milestone_id: int
    occurrence: date
    stored_on: date
    due: date | None
    states: tuple[tuple[str, date | None], ...]


@dataclass(slots=True)
class _Point:
    total: int = 0
    done: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class _Curve:
    """The points while they are added up: each takes what stood on its day."""

    calendar: Calendar
    ends: Sequence[date]
    points: Sequence[_Point]

    def add(self, at: int, kind: Kind, count: int) -> None:
        """Add `count` assignments to the point number `at`; fewer than none takes them away."""
        day, point = self.ends[at], self.points[at]
        if not is_dated(kind) or not self.calendar.is_counted(kind, day):
            return
        point.total += count
        point.done += count if kind.status == Status.DONE else 0
        point.overdue += count if is_late(kind, day) else 0


def draw_curve(
    gathered: Gathered,
    moves: Iterable[Moves],
    redated: Iterable[Redated],
    calendar: Calendar,
    ends: Sequence[date],
) -> tuple[WeekPoint, ...]:
    """Return how things stood at each of `ends`, of which the last is the end of the period.

    The kinds say how things stand there; each move is taken back on all days before it. The weeks before
    anything was stored are left out.
    """
    curve = _Curve(calendar, ends, [_Point() for _ in ends])
    for kind, count in gathered.kinds.items():
        for at in range(len(ends)):
            curve.add(at, kind, count)
    for move in moves:
        after = calendar.kind_of((move.milestone_id, move.occurrence), move.stored_on, move.after, move.due)
        for at in range(move.week):
            curve.add(at, after, -move.count)
            curve.add(at, after._replace(status=move.before), move.count)
    for one in redated:
        for at, (status, due) in enumerate(one.states):
            told = calendar.kind_of((one.milestone_id, one.occurrence), one.stored_on, status, one.due)
            curve.add(at, told, -1)
            curve.add(at, told._replace(due=due), 1)
    points = [
        WeekPoint(end, point.total, point.done, point.overdue)
        for end, point in zip(ends, curve.points, strict=True)
    ]
    first = next((at for at, point in enumerate(points) if point.total), len(points))
    return tuple(points[first:])
