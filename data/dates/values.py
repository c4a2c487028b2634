"""What a deadline cell and a period in a question say, once read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MilestoneKind(StrEnum):
    """How a milestone is bound to the calendar."""

    BY = "by"  # 按期: one due date
    RANGE = "range"  # 区间: from a start to a due date
    RECURRING = "recurring"  # 定期: an RFC 5545 rule
    EVENT = "event"  # 事件: relative to an event without a date yet
    FROM = "from"  # 起: starts then, never due
    ONGOING = "ongoing"  # 持续: never due


@dataclass(frozen=True, slots=True)
class Milestone:
    """One due date, recurrence or event of a deadline cell; all days are inclusive.

    `text` is the printed fragment that was read, `rule` the name of the rule that read it. Of a recurring
    milestone `due` is the first occurrence. `offset` is an ISO 8601 duration, in working days if `working`.
    `soft` marks a target (争取) that is never overdue. `action` is the deliverable beside the date.
    """

    kind: MilestoneKind
    start: date | None = None
    due: date | None = None
    rrule: str | None = None
    event: str | None = None
    offset: str | None = None
    working: bool = False
    action: str | None = None
    soft: bool = False
    text: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of a deadline cell that looks like a date and was not read, with the reason in Chinese."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """A deadline cell as it was read: nothing is dropped, what was not read stands in `unread`."""

    text: str
    year: int | None
    milestones: tuple[Milestone, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A period in a question, inclusive; an open side is None.

    `text` is the phrase at `span` of the text that was read, `rule` the name of the rule that read it.
    `rrule` stands alone where the phrase recurs (每年9月). `before` marks X前: an end and no start.
    """

    start: date | None
    end: date | None
    rrule: str | None = None
    text: str = ""
    span: tuple[int, int] = (0, 0)
    rule: str = ""
    before: bool = False
