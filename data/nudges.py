"""What is said unasked, as values: nudges, and the day's message of each chat (DESIGN.md §6); pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.nudging import AssignmentFact, ChatFact, NamingFact, ReviewFact


class NudgeKind(StrEnum):
    """Why a unit, or who oversees it, is told of an assignment."""

    AHEAD = "ahead"  # 提前提醒
    TODAY = "today"  # 当天提醒
    OVERDUE = "overdue"  # 逾期催办
    ESCALATION = "escalation"  # 升级
    STANDING = "standing"  # 现状：新存入的任务、新绑定的群


class Light(StrEnum):
    """How urgent an assignment is."""

    GREEN = "green"  # 绿灯
    YELLOW = "yellow"  # 黄灯
    RED = "red"  # 红灯


class Audience(StrEnum):
    """As whom a chat is told."""

    UNIT = "unit"  # 责任单位
    OFFICE = "office"  # 督办机构
    SUPERVISOR = "supervisor"  # 主管单位
    LEADERS = "leaders"  # 领导


@dataclass(frozen=True, slots=True)
class Lights:
    """Days left, inclusive, up to which an assignment is red or yellow."""

    red: int = 3
    yellow: int = 14

    def of(self, days_left: int) -> Light:
        """Return how urgent it is with `days_left` days to go."""
        if days_left < 0 or days_left <= self.red:
            return Light.RED
        return Light.YELLOW if days_left <= self.yellow else Light.GREEN


@dataclass(frozen=True, slots=True)
class Nudge:
    """One assignment in the message of one chat; `chat` is None where there is nobody to tell.

    `stage` is the one that is sent (`ahead-7`, `overdue-14`), `nominal` the day on which it falls by the
    calendar and `owed` the working day to which it moved; `settled` are earlier stages that it stands for.
    `late` says that it should have left before. `days_left` counts from the day of sending.
    """

    fact: AssignmentFact
    chat: ChatFact | None
    kind: NudgeKind
    stage: str
    nominal: date
    owed: date
    days_left: int
    light: Light
    late: bool = False
    settled: tuple[str, ...] = ()
    to: frozenset[Audience] = frozenset({Audience.UNIT})
    supervisors: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """Name what is owed, whichever chat gets it: assignment, stage and due date."""
        return f"{self.fact.id}:{self.stage}:{self.fact.due}"

    @property
    def key(self) -> str:
        """Return the notice's key: it holds the chat, the assignment, the stage and the due date."""
        return f"nudge:{self.chat.id if self.chat else None}:{self.about}"

    @property
    def unregistered(self) -> bool:
        """Whether it is for a group in which no unit is registered yet (名单未登记)."""
        return self.fact.unit_id is None

    @property
    def stands_in(self) -> bool:
        """Whether the office gets it for a unit that has no chat."""
        return self.kind is not NudgeKind.ESCALATION and (
            self.chat is None or self.chat.unit_id != self.fact.unit_id
        )

    @property
    def order(self) -> tuple[date, int, int, int, str]:
        """Order by urgency, then as the plans print it."""
        fact = self.fact
        number = fact.item_number if fact.item_number is not None else fact.position
        return (fact.due or date.max, fact.plan_id, number, fact.position, fact.unit)


@dataclass(frozen=True, slots=True)
class Review:
    """A report or request on which a chat is to decide; `fresh` where a message leaves for it."""

    fact: ReviewFact
    chat: ChatFact | None
    waiting: int
    stage: str
    fresh: bool

    @property
    def key(self) -> str:
        """Return the notice's key."""
        return f"review:{self.chat.id if self.chat else None}:{self.fact.key}:{self.stage}"


@dataclass(frozen=True, slots=True)
class Naming:
    """A printed group whose units the office is asked to name (待指定); `owed` is the day of its stage."""

    fact: NamingFact
    chat: ChatFact | None
    stage: str
    days_left: int | None
    late: bool = False
    owed: date | None = None

    @property
    def key(self) -> str:
        """Return the notice's key."""
        chat = self.chat.id if self.chat else None
        return f"naming:{chat}:{self.fact.key}:{self.stage}:{self.fact.due}"


@dataclass(frozen=True, slots=True)
class OngoingPrompt:
    """持续推进 tasks of one unit, whose progress is asked for when a quarter ends, or later."""

    unit: str
    chat: ChatFact | None
    stage: str
    facts: tuple[AssignmentFact, ...]
    late: bool = False

    @property
    def key(self) -> str:
        """Return the notice's key."""
        unit = self.facts[0].unit_id or self.unit
        return f"ongoing:{self.chat.id if self.chat else None}:{unit}:{self.stage}"


def summary_key(chat: ChatFact | None, monday: date) -> str:
    """Return the key of the summary that a chat gets in the week of `monday`."""
    return f"summary:{chat.id if chat else None}:{monday}"


@dataclass(frozen=True, slots=True)
class DayMessage:
    """What one chat is told unasked on one day, section by section (DESIGN.md §6); None is nobody's chat.

    `summary` is the Monday of the week whose summary stands first, in the office's and leaders' chats.
    `many_plans` says that each task shows its plan.
    """

    day: date
    region: str
    chat: ChatFact | None
    many_plans: bool = False
    summary: date | None = None
    late: tuple[Nudge, ...] = ()
    standing: tuple[Nudge, ...] = ()
    own: tuple[Nudge, ...] = ()
    ongoing: tuple[OngoingPrompt, ...] = ()
    reviews: tuple[Review, ...] = ()
    escalated: tuple[Nudge, ...] = ()
    without_chat: tuple[Nudge, ...] = ()
    naming: tuple[Naming, ...] = ()

    @property
    def nudges(self) -> tuple[Nudge, ...]:
        """Return all nudges, whichever section they stand in."""
        return (*self.late, *self.standing, *self.own, *self.escalated, *self.without_chat)

    @property
    def leaves(self) -> bool:
        """Whether there is anything for which a message leaves."""
        return bool(
            self.summary
            or self.nudges
            or self.ongoing
            or self.naming
            or any(review.fresh for review in self.reviews)
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all that the message settles."""
        fresh = (review.key for review in self.reviews if review.fresh)
        nudges = (nudge.key for nudge in self.nudges)
        asked = (naming.key for naming in self.naming)
        summary = (summary_key(self.chat, self.summary),) if self.summary else ()
        return (*summary, *nudges, *(prompt.key for prompt in self.ongoing), *fresh, *asked)
