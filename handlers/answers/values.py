"""What an answer holds, before it is put into words or JSON."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.dates.values import Period
from data.progress import Counts as Counts
from data.reports.figures import Summary
from data.repositories.standings import UnitFigures as UnitFigures
from data.units.values import Certainty, Role
from handlers.understanding.query import ActionRequest, Option, Query


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """One task and milestone (or occurrence) that answers a question; `role` is the asked unit's, if any.

    `printed_due` differs from `due` after an extension. `supervisors` are printed names. `days_left` is
    negative once the date has passed; None where nothing is due. `order` sorts the entries of an answer.
    `unit` and `assignment_id` are set where an entry is one assignment: that unit's alone.
    """

    task_id: int
    milestone_id: int | None
    plan: str
    plan_name: str
    item: str
    scope: str | None
    heading: str | None
    detail: str
    role: Role | None = None
    via: str | None = None
    certainty: Certainty = Certainty.DEFINITE
    due: date | None = None
    start: date | None = None
    printed_due: date | None = None
    recurrence: str | None = None
    event: str | None = None
    kind: str | None = None
    action: str | None = None
    soft: bool = False
    status: str = "pending"
    overdue: bool = False
    days_left: int | None = None
    deadline: str | None = None
    inherited: bool = False
    supervisors: tuple[str, ...] = ()
    unit: str | None = None
    assignment_id: int | None = None
    order: tuple[bool | int | date, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """A unit or group as printed that answers `who`, in the task `task_id`.

    `via` is the printed group that it was reached through.
    """

    unit: str
    role: Role | None
    via: str | None = None
    certainty: Certainty = Certainty.DEFINITE
    part: str | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class GuidelineAnswer:
    """A standard guideline's title, issuer and link."""

    title: str
    issuer: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class DomainAnswer:
    """A pilot domain under the name to show, its lead units in the region, and its guideline."""

    name: str
    lead_units: tuple[str, ...]
    guideline: GuidelineAnswer | None = None


@dataclass(frozen=True, slots=True)
class PhaseAnswer:
    """The phase of a plan on a day; both days are inclusive."""

    name: str
    start: date | None
    end: date | None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One unit's status in an item, for questions such as 哪些单位没完成第9项."""

    unit: str
    status: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionAnswer:
    """One request for a later date: `decision` is open, granted or refused."""

    former_due: date | None
    until: date
    decision: str


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What a report or 催办 would do, and to which unit and item; nothing is changed by an answer."""

    request: ActionRequest
    plan: str | None = None
    item: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a summary of a period tells besides its counts."""

    newly_done: int = 0
    due: int = 0
    due_next: int = 0
    undecided: int = 0


class Trouble(StrEnum):
    """Why a question that was understood has no answer."""

    ELSEWHERE = "elsewhere"  # 不在本地区
    NO_REGION = "no_region"  # 不知道地区
    NO_UNIT = "no_unit"  # 没有这个单位
    NO_ITEM = "no_item"  # 没有这一项
    NO_POSITION = "no_position"  # 上一个回答没有第N个
    NO_SUBJECT = "no_subject"  # 没有这个主题
    NOTHING = "nothing"  # 还没有导入任何文件
    NO_PLAN = "no_plan"  # 没有任务分工表
    NO_DOMAIN = "no_domain"  # 没有这个领域
    NO_PHASE = "no_phase"  # 没有阶段
    NO_RANKING = "no_ranking"  # 单位排名不在这里看


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that answers a query. `passed_possible` counts possible tasks whose date has passed.

    `nearest` are the entries of the nearest due date, where the answer itself is empty. `plans_open` is the
    number of open plans in the region: with two, each line shows its plan's short name. `trouble` says why
    there is no answer; `examples` are questions that fit this chat; `offices` keep watch over the plans.
    `ranking` are the units in the order that was asked for; `mentioned` are tasks whose text says what was
    asked for although their deadline does not (每季度 beside 持续推进). `own` are the same tasks as
    the chat's `own_unit` has them, where the answer itself is about every unit. `extensions` stand beside the
    `tasks` that were put off; `units_counted` says of how many units those without a chat are.
    """

    query: Query
    region: str | None = None
    units: tuple[str, ...] = ()
    period: Period | None = None
    tasks: tuple[TaskEntry, ...] = ()
    units_answer: tuple[UnitAnswer, ...] = ()
    domains: tuple[DomainAnswer, ...] = ()
    phase: PhaseAnswer | None = None
    phases: tuple[PhaseAnswer, ...] = ()
    action: ActionAnswer | None = None
    counts: Counts | None = None
    statuses: tuple[UnitStatus, ...] = ()
    ranking: tuple[UnitFigures, ...] = ()
    choices: tuple[Option, ...] = ()
    nearest: tuple[TaskEntry, ...] = ()
    mentioned: tuple[TaskEntry, ...] = ()
    own: tuple[TaskEntry, ...] = ()
    own_unit: str | None = None
    extensions: tuple[ExtensionAnswer, ...] = ()
    units_counted: int = 0
    passed_possible: int = 0
    plans_open: int = 1
    figures: Figures | None = None
    summary: Summary | None = None
    trouble: Trouble | None = None
    examples: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
