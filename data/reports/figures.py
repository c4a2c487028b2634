"""The figures of a week, a month or another period, as values (DESIGN.md §8); pure."""

from dataclasses import dataclass
from datetime import date

from data.progress import Counts


@dataclass(frozen=True, slots=True)
class Scope:
    """What a summary is about: a region, and one of its plans or units where it is narrowed to that."""

    region: str
    plan: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's assignments as of the day; the five statuses add up to `total` (DESIGN.md §5 Counts).

    `rate` is None without any. `newly_done` were finished in the period. `has_chat` is False for 未绑定.
    """

    unit: str
    total: int = 0
    done: int = 0
    submitted: int = 0
    doing: int = 0
    returned: int = 0
    pending: int = 0
    overdue: int = 0
    rate: float | None = None
    newly_done: int = 0
    has_chat: bool = True


@dataclass(frozen=True, slots=True)
class ListedAssignment:
    """An assignment that is named in a summary; `days_left` is negative where it is overdue."""

    assignment_id: int
    unit: str
    plan: str
    plan_name: str
    item: str
    scope: str | None
    detail: str
    action: str | None
    due: date
    days_left: int
    status: str


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """How things stood at the end of one week: assignments of that day, for the curve."""

    end: date
    total: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Change:
    """How figures differ from those of the period before; None where there was no plan then."""

    items_done: int
    done: int
    overdue: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one period, from `start` to `end`, inclusive, as things stood on `as_of`.

    `as_of` is the earlier of `end` and the day on which it was asked. `newly_done` counts assignments,
    `newly_done_items` items that became done in the period. `due` are the assignments due in the period,
    `due_open` those of them not finished, `due_next` those due in the period of the same length after it.
    `overdue` lists what is overdue on `as_of`, most overdue first. `units` are in the order of overdue and
    rate. `unnamed` counts the rows that only a possible group has. `weeks` end with the one of `as_of`.
    `due_next_open` are those of `due_next` not finished, and `next_due` lists them. `plans` are the short
    names of the open plans. `first_day` is the earliest day of a plan, `stored_on` the day from which there
    is something to count. Both lists may be cut where they are very long: the counts never are.
    `several_plans` says that the region has more than one open plan, so that an item needs its plan's name.
    """

    scope: Scope
    start: date
    end: date
    as_of: date
    counts: Counts
    change: Change | None
    newly_done: int
    newly_done_items: int
    due: int
    due_open: int
    due_next: int
    unnamed: int
    overdue: tuple[ListedAssignment, ...] = ()
    next_due: tuple[ListedAssignment, ...] = ()
    units: tuple[UnitRow, ...] = ()
    weeks: tuple[WeekPoint, ...] = ()
    plans: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    first_day: date | None = None
    due_next_open: int = 0
    stored_on: date | None = None
    several_plans: bool = False

    @property
    def without_chat(self) -> tuple[str, ...]:
        """Return the units that no chat is bound to."""
        return tuple(row.unit for row in self.units if not row.has_chat)
