"""Who may do what (DESIGN.md §7): one table of rights, and the seats that somebody speaks from; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.message import ChatRole, Seat

NOWHERE = Seat(ChatRole.UNBOUND)
"""The seat of whoever speaks where nothing is bound."""


class Action(StrEnum):
    """What somebody may want to do."""

    HELP = "help"  # 帮助
    ASK = "ask"  # 提问
    SUMMARY = "summary"  # 周报
    REDEEM = "redeem"  # 用绑定码绑定
    BIND = "bind"  # 绑定
    CODE = "code"  # 发绑定码
    UNBIND = "unbind"  # 解除绑定
    CHATS = "chats"  # 群登记表
    UNITS = "units"  # 单位名单
    PLANS = "plans"  # 任务分工表
    WATCH = "watch"  # 暂停、恢复、归档
    STATUS = "status"  # 运行状况
    IMPORT = "import"  # 导入
    NAME = "name"  # 指定单位
    REPORT = "report"  # 办结、申请延期、进展、涉及
    DECIDE = "decide"  # 通过、退回、延期、销号、重新办理
    REMIND = "remind"  # 催办
    HISTORY = "history"  # 办理记录
    EVENT = "event"  # 登记事件
    CORRECT = "correct"  # 更正
    RESEND = "resend"  # 重发


class Kind(StrEnum):
    """What somebody is."""

    OPERATOR = "operator"  # 管理员
    OFFICE = "office"  # 督办机构
    SUPERVISOR = "supervisor"  # 主管单位
    LEADER = "leader"  # 领导
    MEMBER = "member"  # 单位，主管单位也是
    STRANGER = "stranger"  # 其他人


class Reach(StrEnum):
    """How far a right goes."""

    EVERYWHERE = "everywhere"  # 所有地区
    REGION = "region"  # 本地区
    PLANS = "plans"  # 本单位督办的任务分工表
    ITEMS = "items"  # 本单位主管的任务
    UNIT = "unit"  # 本单位


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever wants something, at one seat.

    `known` is False where a group or channel speaks as itself (anonymous administrator). In a group
    `operator` adds what an operator may change, but shows the group nothing of other regions.
    """

    seat: Seat
    operator: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """What an action is about: a region and one of its units, None where it is about no certain one.

    Where it is about an item, `office` keeps watch over its plan, and `supervisors` are the units that
    supervise the item, themselves or through a group.
    """

    region: str | None = None
    unit: str | None = None
    office: str | None = None
    supervisors: frozenset[str] = frozenset()


_OPERATORS = {Kind.OPERATOR: Reach.EVERYWHERE}
_KEEPERS = {**_OPERATORS, Kind.OFFICE: Reach.REGION}
_PEOPLE_OF_THE_REGION = {**_KEEPERS, Kind.LEADER: Reach.REGION}
_OVERSEERS = {**_OPERATORS, Kind.OFFICE: Reach.PLANS, Kind.SUPERVISOR: Reach.ITEMS}

RIGHTS: dict[Action, dict[Kind, Reach]] = {
    Action.HELP: dict.fromkeys(Kind, Reach.EVERYWHERE),
    Action.ASK: {**_PEOPLE_OF_THE_REGION, Kind.MEMBER: Reach.REGION},
    Action.SUMMARY: {**_PEOPLE_OF_THE_REGION, Kind.MEMBER: Reach.UNIT},
    Action.REDEEM: dict.fromkeys(Kind, Reach.EVERYWHERE),
    Action.BIND: _OPERATORS,
    Action.CODE: _OPERATORS,
    Action.UNBIND: _OPERATORS,
    Action.CHATS: _OPERATORS,
    Action.UNITS: _KEEPERS,
    Action.PLANS: _KEEPERS,
    Action.WATCH: _KEEPERS,
    Action.STATUS: _OPERATORS,
    Action.IMPORT: _OPERATORS,
    Action.NAME: _KEEPERS,
    Action.REPORT: {**_OPERATORS, Kind.MEMBER: Reach.UNIT},
    Action.DECIDE: _OVERSEERS,
    Action.REMIND: _OVERSEERS,
    Action.HISTORY: {**_OVERSEERS, Kind.LEADER: Reach.REGION, Kind.MEMBER: Reach.UNIT},
    Action.EVENT: _KEEPERS,
    Action.CORRECT: {**_OPERATORS, Kind.OFFICE: Reach.PLANS},
    Action.RESEND: _OPERATORS,
}
"""Each action, who may do it, and how far."""

CHANGES = frozenset(
    {Action.REDEEM, Action.BIND, Action.CODE, Action.UNBIND, Action.WATCH, Action.STATUS, Action.IMPORT}
    | {Action.CHATS, Action.UNITS, Action.PLANS, Action.NAME, Action.REPORT, Action.DECIDE, Action.REMIND}
    | {Action.EVENT, Action.CORRECT, Action.RESEND}
)
"""What only a person may do who can be told apart: no group or channel that speaks as itself."""

SHOWS = frozenset(
    {Action.ASK, Action.SUMMARY, Action.CHATS, Action.UNITS, Action.PLANS, Action.NAME}
    | {Action.REPORT, Action.DECIDE, Action.REMIND, Action.HISTORY, Action.EVENT, Action.CORRECT}
)
"""What shows a region's data to everybody in the chat: in a group, of the group's own region alone."""

OF_ITEMS = frozenset({Action.REPORT, Action.DECIDE, Action.REMIND, Action.HISTORY, Action.CORRECT})
"""What is about items: whether it may be done is known only once the item is."""

OVERSEES = frozenset({Action.DECIDE, Action.REMIND})
"""What nobody but an operator does about their own unit: no unit decides on its own report."""


def may(person: Person, action: Action, target: Target = Target()) -> bool:
    """Tell whether `person` may do `action` to `target`."""
    if action in CHANGES and not person.known:
        return False
    if action in SHOWS and not _is_shown(person.seat, target):
        return False
    kinds = kinds_of(person)
    if action in OVERSEES and target.unit is not None and _is_own(person.seat, target):
        kinds &= {Kind.OPERATOR}
    rights = RIGHTS[action]
    return any(_reaches(rights[kind], person.seat, target) for kind in kinds if kind in rights)


def may_anywhere(person: Person, action: Action) -> bool:
    """Tell whether there may be anything to which `person` may do `action`: an item decides the rest."""
    if action in CHANGES and not person.known:
        return False
    if action in SHOWS and person.seat.role is ChatRole.UNBOUND:
        return False
    return not kinds_of(person).isdisjoint(RIGHTS[action])


def kinds_of(person: Person) -> frozenset[Kind]:
    """Say what `person` is."""
    kinds = {_KIND_OF_SEAT[person.seat.role]}
    if Kind.MEMBER in kinds:
        kinds |= {Kind.SUPERVISOR, *((Kind.OFFICE,) if person.seat.office else ())}
    if person.operator and person.known:
        kinds.add(Kind.OPERATOR)
    return frozenset(kinds)


_KIND_OF_SEAT = {
    ChatRole.UNIT: Kind.MEMBER,
    ChatRole.LEADERS: Kind.LEADER,
    ChatRole.OPERATOR: Kind.OPERATOR,
    ChatRole.UNBOUND: Kind.STRANGER,
}


def _is_shown(seat: Seat, target: Target) -> bool:
    """Tell whether what is shown may be read by all who sit at `seat`."""
    if seat.role is ChatRole.OPERATOR:
        return True
    return seat.role is not ChatRole.UNBOUND and target.region == seat.region


def _reaches(reach: Reach, seat: Seat, target: Target) -> bool:
    match reach:
        case Reach.EVERYWHERE:
            return True
        case Reach.REGION:
            return target.region is not None and target.region == seat.region
        case Reach.PLANS:
            return target.region == seat.region and seat.unit is not None and seat.unit == target.office
        case Reach.ITEMS:
            return target.region == seat.region and seat.unit in target.supervisors
        case Reach.UNIT:
            return _is_own(seat, target)


def _is_own(seat: Seat, target: Target) -> bool:
    return seat.unit is not None and (seat.region, seat.unit) == (target.region, target.unit)


def seats_in(chat: Seat | None, own: Sequence[Seat], *, operator: bool, private: bool) -> tuple[Seat, ...]:
    """Return the seats that somebody may speak from: a group's binding, in private whatever is their `own`.

    In a bound group an operator asks as the group does, so that everybody there sees what the group may see.
    """
    if not private:
        return (chat,) if chat is not None else ()
    if operator:
        return (Seat(ChatRole.OPERATOR),)
    return tuple(dict.fromkeys(own))
