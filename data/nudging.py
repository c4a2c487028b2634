"""The facts from which it is planned who is told of what: assignments, chats, groups to be named; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.dates.values import MilestoneKind
from data.statuses import Status


@dataclass(frozen=True, slots=True)
class AssignmentFact:
    """An assignment of an open plan, item and unit; `unit_id` is None for a group without a member.

    `stored_on` is the day on which it came to be owed; where a recorded event gave it its date, that day.
    `renewed_on` is the day on which it began anew, by an extension or a return, None where it never did.
    """

    id: int
    plan_id: int
    task_id: int
    milestone_id: int
    occurrence: date
    unit_id: int | None
    unit: str
    status: Status
    due: date | None
    printed_due: date | None
    plan: str
    plan_name: str
    office_id: int | None
    item: str
    item_number: int | None
    position: int
    scope: str | None
    heading: str | None
    detail: str
    kind: MilestoneKind
    soft: bool
    action: str | None
    rrule: str | None
    stored_on: date
    renewed_on: date | None = None

    @property
    def extended_from(self) -> date | None:
        """Return the printed due date where a person moved it."""
        return self.printed_due if self.printed_due != self.due else None


@dataclass(frozen=True, slots=True)
class ChatFact:
    """A bound chat that is reached; `unit_id` is None for a leaders' chat, `topic` outside a forum."""

    id: int
    telegram_id: int
    topic: int | None
    title: str | None
    since: date
    unit_id: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Supervisor:
    """A unit that supervises a task, as printed; `unit_id` is None for a group without members."""

    printed: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What a unit reported: the row of history `id`, done or (`void`) not concerned, its words and proof.

    `links` are in full, those that came last first.
    """

    id: int
    void: bool = False
    words: str | None = None
    links: tuple[str, ...] = ()
    files: int = 0
    photos: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A report (`until` is None) or a request for `until`, on which nobody has decided since `asked_on`."""

    assignment: AssignmentFact
    asked_on: date
    request_id: int | None = None
    until: date | None = None
    reason: str | None = None
    report: ReportFact | None = None

    @property
    def key(self) -> str:
        """Name what waits: a request, or one report of an assignment."""
        if self.request_id is not None:
            return f"request-{self.request_id}"
        which = f"-{self.report.id}" if self.report is not None else ""
        return f"{self.assignment.id}-{self.asked_on}{which}"


@dataclass(frozen=True, slots=True)
class NamingFact:
    """A printed group of a task whose units nobody has named; `due` is that of one of its milestones."""

    responsibility_id: int
    milestone_id: int
    printed: str
    due: date | None
    soft: bool
    plan_id: int
    plan: str
    plan_name: str
    office_id: int | None
    item: str
    item_number: int | None
    position: int
    scope: str | None
    detail: str
    stored_on: date

    @property
    def key(self) -> str:
        """Name the group of the task, with its milestone."""
        return f"{self.responsibility_id}-{self.milestone_id}"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the plan of one region's day is made from.

    `assignments` are those that a stage may fall due for, or that began anew, `ongoing` those without a due
    date; `chats` are by unit. More than what is due may be there: planning leaves it out.
    """

    region_id: int
    region: str
    assignments: Sequence[AssignmentFact] = ()
    ongoing: Sequence[AssignmentFact] = ()
    reviews: Sequence[ReviewFact] = ()
    naming: Sequence[NamingFact] = ()
    supervisors: Mapping[int, tuple[Supervisor, ...]] = field(default_factory=dict)
    chats: Mapping[int, ChatFact] = field(default_factory=dict)
    leaders: Sequence[ChatFact] = ()
    offices: frozenset[int] = frozenset()
    plans_open: int = 1
