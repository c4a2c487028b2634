"""What a message asks for, once understood: the border between understanding and answering."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.dates.values import Period
from data.units.values import Role
from data.wording.language import Language as Language
from handlers.understanding.phases import PhaseAsked


class Intent(StrEnum):
    """What kind of question or report a message is (DESIGN.md §5)."""

    DUE = "due"  # 到期
    OVERDUE = "overdue"  # 逾期
    LIST = "list"  # 清单
    NEXT = "next"  # 下一个节点
    WHO = "who"  # 谁负责
    WHEN = "when"  # 何时
    DETAIL = "detail"  # 详情
    ONGOING = "ongoing"  # 持续、定期
    DOMAIN = "domain"  # 领域
    GUIDELINE = "guideline"  # 标准指引
    PROGRESS = "progress"  # 进展
    SUMMARY = "summary"  # 周报
    PHASE = "phase"  # 阶段
    REPORT = "report"  # 报告
    REMIND = "remind"  # 催办
    CLARIFY = "clarify"  # 反问
    HELP = "help"  # 帮助
    UNKNOWN = "unknown"  # 没听懂


class Repeating(StrEnum):
    """Which tasks without one due date an `ongoing` question means."""

    ONGOING = "ongoing"  # 持续、长期
    YEARLY = "yearly"  # 每年
    QUARTERLY = "quarterly"  # 每季度
    RECURRING = "recurring"  # 定期
    UNDATED = "undated"  # 没有明确期限


class Asked(StrEnum):
    """What a `progress` question lists in place of counts."""

    NEWLY_DONE = "newly done"  # 某段时间新办结的
    EXTENDED = "extended"  # 延期的
    REQUESTED = "requested"  # 申请延期的
    CHATLESS = "chatless"  # 没有群的单位


class ActionKind(StrEnum):
    """The change that a report or a 催办 asks for."""

    DONE = "done"  # 办结
    EXTEND = "extend"  # 延期
    RECEIVED = "received"  # 收到
    PROGRESS = "progress"  # 进展
    VOID = "void"  # 不涉及
    APPLIES = "applies"  # 涉及
    REOPEN = "reopen"  # 回头看
    REMIND = "remind"  # 催办


class ItemKind(StrEnum):
    """What a number in a question counts."""

    ITEM = "item"  # 第12项、（12）
    HEADING = "heading"  # 第3大项
    CHAPTER = "chapter"  # 方案项目（十二）


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit or unit group that a message is about.

    A unit has `unit_id`; a group has only its `name`, as it was said. `mended` is the misspelt text that was
    taken for it; `implied` says that the chat's own unit is meant and no name was typed. `part` is the part
    that a document prints behind the unit in brackets: 区工管办（宣传）.
    """

    name: str
    unit_id: int | None = None
    mended: str | None = None
    implied: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A number of an item, heading or chapter; `label` without brackets (DESIGN.md §2)."""

    label: str
    kind: ItemKind = ItemKind.ITEM


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """A change that a message asks for; `until` is the new date of an extension."""

    kind: ActionKind
    until: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that an ambiguous message may mean, offered as a choice."""

    label: str
    region: str | None = None
    unit: str | None = None
    plan: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of understanding, for `--explain`: what the text at `span` was taken for, and why."""

    span: tuple[int, int]
    text: str
    what: str
    rule: str


@dataclass(frozen=True, slots=True)
class Query:
    """A message understood.

    `region_id` is None while no region is known. `everywhere` says that the whole region is meant (全县, or
    no unit named where none is implied). `roles` is empty unless the question names a role. `position` is
    the 第2个 of the answer before (-1 the last), `context` the query of that answer. `also` names a second
    intent of the same message, which is not answered. `options` hold what a `clarify` asks back, `wanted` the
    intent that it asks for. `plan` is the key of the plan that the message names. `elsewhere` is a unit or
    region that the message names and that the chat's region does not have. `statuses` are the statuses that
    the question is about (没办结 …), none where it names none. `plural` says that several tasks are meant
    (那几项), `ranked` that units are to be compared (哪个单位逾期最多). `phase` is the phase that is asked
    for where it is not the one of the day. `each` says that a figure's assignments are asked for, unit by
    unit (项次), `unreported` that units are which have said nothing yet (谁还没报), `asked` that something
    else is listed in place of counts. `without` are the units and `without_items` the items that are left
    out (除…外). `several` says that all entries up to `position` are meant (前三个), `possible` that only
    what a unit may have is (可能涉及的), `latest` that the last date is asked for and not the next.
    """

    text: str
    intent: Intent
    language: Language = Language.ZH
    region_id: int | None = None
    region: str | None = None
    units: tuple[UnitRef, ...] = ()
    everywhere: bool = False
    items: tuple[ItemRef, ...] = ()
    plan: str | None = None
    subject: str | None = None
    domains: tuple[str, ...] = ()
    period: Period | None = None
    roles: frozenset[Role] = frozenset()
    repeating: Repeating | None = None
    action: ActionRequest | None = None
    position: int | None = None
    options: tuple[Option, ...] = ()
    also: Intent | None = None
    elsewhere: str | None = None
    phase: PhaseAsked | None = None
    wanted: Intent | None = None
    statuses: frozenset[str] = frozenset()
    plural: bool = False
    ranked: bool = False
    each: bool = False
    unreported: bool = False
    asked: Asked | None = None
    without: tuple[UnitRef, ...] = ()
    without_items: tuple[ItemRef, ...] = ()
    possible: bool = False
    latest: bool = False
    several: bool = False
    context: "Query | None" = None
    findings: tuple[Finding, ...] = ()
