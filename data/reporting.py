"""The facts on which people report, decide and ask for a 催办; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from data.models import Decision
from data.statuses import Status
from data.units.values import Role

OPEN = (Status.PENDING, Status.DOING, Status.RETURNED)
"""What the unit still has to do something about."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment with what is said of it; `unit_id` is None for a group without members.

    `watched` says that its plan and item are not closed; `recurs` that its milestone comes again.
    `supervisors` are the units that supervise the item, themselves or through a group; `office` keeps watch
    over the plan.
    """

    id: int
    unit_id: int | None
    unit: str
    task_id: int
    milestone_id: int
    status: Status
    due: date | None
    printed_due: date | None
    extended: bool
    soft: bool
    recurs: bool
    action: str | None
    plan: str
    plan_name: str
    watched: bool
    office: str | None
    item: str
    item_number: int | None
    scope: str | None
    detail: str
    supervisors: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the unit still has to do something about it."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a later date and what became of it."""

    id: int
    assignment_id: int
    until: date
    reason: str
    decision: Decision
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Possible:
    """A possible group (有关部门) of a task, which may mean a unit."""

    responsibility_id: int
    task_id: int
    printed: str
    item: str
    scope: str | None
    detail: str
    plan_name: str
    office: str | None


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event that deadlines count from; `waiting` milestones do so, in `items`."""

    id: int
    text: str
    date: date | None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone of a task, as it can be corrected."""

    id: int
    due: date | None
    action: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A responsibility of a task, as it can be corrected; `unit_id` is None for a group."""

    id: int
    role: Role
    unit_id: int | None
    name: str
