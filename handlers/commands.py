"""The commands, in one table: each is a shorter way to ask something, or a change that somebody makes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from data.wording.language import Phrase
from handlers.access import OF_ITEMS, RIGHTS, Action, Kind, Target, may, may_anywhere
from handlers.binding import bind, codes, register
from handlers.importing.conversation import import_document
from handlers.message import ChatRole, Choice, Reply
from handlers.naming import name as name_units
from handlers.reporting.buttons import report, review, undo
from handlers.reporting.commands import done, extend, nudge, progress
from handlers.reporting.correcting import correct
from handlers.reporting.events import event
from handlers.reporting.history import history
from handlers.reporting.proofs import proof
from handlers.reporting.resending import resend
from handlers.request import Request
from handlers.services import Services
from handlers.status import status
from handlers.summaries.conversation import show as show_figures
from handlers.watching import close, pause, resume


class Audience(StrEnum):
    """In whose menu a command stands."""

    EVERYONE = "everyone"  # 群和私聊
    GROUPS = "groups"  # 只在群里
    ADMINISTRATORS = "administrators"  # 群管理员和 Duban 管理员
    OPERATORS = "operators"  # 管理员私聊
    NOBODY = "nobody"  # 不列出


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its line in the menu, and either the question that it asks or what it does."""

    name: str
    zh: str
    en: str
    audience: Audience
    action: Action
    question: Callable[[str], str] | None = None
    act: Callable[[Request, Services], Reply] | None = None


WEEKS = {"": "本周", "this": "本周", "last": "上周", "next": "下周"}
"""What /weekly takes besides any other period."""


def _weekly(words: str) -> str:
    return f"{WEEKS.get(words.casefold(), words)}汇总"


def _redeem(request: Request, services: Services) -> Reply:
    """Bind by code; an operator may have meant a unit's English name (/bind finance)."""
    reply = codes.redeem(request, services)
    if reply.text == codes.WRONG.say(request.language) and may(request.person, Action.BIND):
        return bind.bind(request, services)
    return reply


BY_CODE_ONLY = Phrase(
    "按单位绑定要由管理员来做。请向管理员要一个绑定码，然后在群里发送 /bind 绑定码；"
    "或者请管理员在这里发送 /bind 地区 单位。",
    "Only an operator can bind a group to a unit. Please ask one for a code and send /bind CODE here, "
    "or have the operator send /bind REGION UNIT here.",
)

COMMANDS = (
    Command("help", "可以问什么", "What can be asked", Audience.EVERYONE, Action.HELP, lambda words: "帮助"),
    Command("start", "开始使用", "Begin", Audience.NOBODY, Action.HELP, lambda words: "帮助"),
    Command(
        "due",
        "近期到期的任务，可加单位或时间：/due 县住建局 本月",
        "What is due soon; a unit or a period may follow",
        Audience.EVERYONE,
        Action.ASK,
        lambda words: f"{words or '近期'}有哪些任务到期",
    ),
    Command(
        "overdue",
        "逾期未办结的任务",
        "What is overdue",
        Audience.EVERYONE,
        Action.ASK,
        lambda words: f"{words}有哪些逾期的任务",
    ),
    Command(
        "next",
        "下一个截止日期",
        "The next deadline",
        Audience.EVERYONE,
        Action.ASK,
        lambda words: f"{words}下一个截止日期是什么时候",
    ),
    Command(
        "list",
        "全部任务，可加单位或主题",
        "All tasks; a unit or a subject may follow",
        Audience.EVERYONE,
        Action.ASK,
        lambda words: f"{words}有哪些任务",
    ),
    Command(
        "weekly",
        "周报：/weekly 本周，/weekly 上周",
        "The weekly summary: this, last",
        Audience.EVERYONE,
        Action.ASK,
        _weekly,
    ),
    Command(
        "done",
        "报办结：/done 7 佐证链接",
        "Report an item as done: /done 7 LINK",
        Audience.GROUPS,
        Action.REPORT,
        act=done,
    ),
    Command(
        "extend",
        "申请延期：/extend 9 11月15日 原因",
        "Ask for a later date: /extend 9 DATE REASON",
        Audience.GROUPS,
        Action.REPORT,
        act=extend,
    ),
    Command(
        "progress",
        "报进展：/progress 9 进展情况",
        "Report progress: /progress 9 TEXT",
        Audience.GROUPS,
        Action.REPORT,
        act=progress,
    ),
    Command(
        "history",
        "一项任务的办理记录：/history 7",
        "What was recorded of an item: /history 7",
        Audience.GROUPS,
        Action.HISTORY,
        act=history,
    ),
    Command(
        "nudge",
        "催办：/nudge 单位 第几项（督办机构、主管单位）",
        "Have a unit reminded: /nudge UNIT ITEM (office, supervisor)",
        Audience.ADMINISTRATORS,
        Action.REMIND,
        act=nudge,
    ),
    Command(
        "event",
        "登记事件：/event 事件 日期（管理员、督办机构）",
        "Record an event: /event TEXT DATE (operator, office)",
        Audience.ADMINISTRATORS,
        Action.EVENT,
        act=event,
    ),
    Command(
        "correct",
        "更正期限、单位、责任：/correct 第7项 完成时间 11月15日",
        "Correct a date, unit or role (operator, office)",
        Audience.ADMINISTRATORS,
        Action.CORRECT,
        act=correct,
    ),
    Command(
        "bind",
        "绑定本群：/bind 绑定码，管理员可写 /bind 地区 单位",
        "Bind this group: /bind CODE",
        Audience.GROUPS,
        Action.BIND,
        act=bind.bind,
    ),
    Command(
        "code",
        "发一个绑定码：/code 地区 单位",
        "Make a binding code: /code REGION UNIT",
        Audience.OPERATORS,
        Action.CODE,
        act=codes.make_code,
    ),
    Command(
        "unbind",
        "解除本群的绑定（管理员）",
        "End this group's binding (operator)",
        Audience.ADMINISTRATORS,
        Action.UNBIND,
        act=bind.unbind,
    ),
    Command(
        "chats",
        "已绑定的群（管理员）",
        "The register of bound chats (operator)",
        Audience.OPERATORS,
        Action.CHATS,
        act=register.chats,
    ),
    Command(
        "units",
        "单位名单，哪些还没有群（管理员、督办机构）",
        "The units, and which have no chat (operator, office)",
        Audience.ADMINISTRATORS,
        Action.UNITS,
        act=register.units,
    ),
    Command(
        "plans",
        "任务分工表（管理员、督办机构）",
        "The plans (operator, office)",
        Audience.ADMINISTRATORS,
        Action.PLANS,
        act=register.plans,
    ),
    Command(
        "pause",
        "暂停一份方案、一个单位或一项任务，可加日期",
        "Pause a plan, a unit or an item, until a date if wanted",
        Audience.ADMINISTRATORS,
        Action.WATCH,
        act=pause,
    ),
    Command(
        "resume",
        "恢复暂停或归档的方案、单位或任务",
        "Resume a plan, a unit or an item",
        Audience.ADMINISTRATORS,
        Action.WATCH,
        act=resume,
    ),
    Command(
        "close",
        "归档一份方案、一个单位或一项任务",
        "Close a plan, a unit or an item",
        Audience.ADMINISTRATORS,
        Action.WATCH,
        act=close,
    ),
    Command(
        "import",
        "导入任务分工表（管理员）：把文件发给我",
        "Import a plan: send me the document (operator)",
        Audience.OPERATORS,
        Action.IMPORT,
        act=import_document,
    ),
    Command(
        "name",
        "给“有关部门”指定单位（管理员、督办机构）",
        "Name the units of “有关部门” (operator, office)",
        Audience.NOBODY,
        Action.NAME,
        act=name_units,
    ),
    Command("figures", "按钮：汇总", "Button: figures", Audience.NOBODY, Action.SUMMARY, act=show_figures),
    Command("report", "按钮：申报", "Button: report", Audience.NOBODY, Action.HELP, act=report),
    Command("review", "按钮：审核", "Button: review", Audience.NOBODY, Action.DECIDE, act=review),
    Command("proof", "按钮：佐证", "Button: proof", Audience.NOBODY, Action.HISTORY, act=proof),
    Command("undo", "按钮：撤回", "Button: undo", Audience.NOBODY, Action.REPORT, act=undo),
    Command(
        "resend",
        "重发一条通知：/resend 编号（管理员）",
        "Send a notice again: /resend ID (operator)",
        Audience.OPERATORS,
        Action.RESEND,
        act=resend,
    ),
    Command(
        "status",
        "运行状况（管理员）",
        "How the bot is doing (operator)",
        Audience.ADMINISTRATORS,
        Action.STATUS,
        act=status,
    ),
)
"""Each command, in the order of the menu."""

_BY_NAME = {command.name: command for command in COMMANDS}
_BY_CODE = replace(_BY_NAME["bind"], action=Action.REDEEM, act=_redeem)

ANONYMOUS = Phrase(
    "匿名管理员或频道的命令认不出是谁，没有生效。发命令的人请按下面的按钮确认。",
    "An anonymous administrator or a channel sent this command, so I can't tell who it was and did nothing. "
    "Whoever sent it, please press the button below.",
)
CONFIRM = Phrase("是我发的", "It was me")
NOT_OPERATOR = Phrase(
    "只有管理员可以这样做。请联系管理员，或把您的 Telegram 编号加进 config.toml 的 operators。",
    "Only an operator can do this. Please ask one, or add your Telegram id to operators in config.toml.",
)
NO_SEAT = Phrase(
    "只有已绑定的单位群才能这样做，没有改动。单位成员请在本单位的群里说。",
    "This only works in a unit's bound group; nothing was changed. If you belong to a unit, say it there.",
)
NOT_KEEPER = Phrase(
    "只有管理员和督办机构可以这样做，请联系他们。",
    "Only an operator or the office can do this. Please ask them.",
)


def read_command(text: str) -> tuple[Command, tuple[str, ...]] | None:
    """Take `text` apart into a command and its words; None where it is none of ours."""
    if not text.startswith("/"):
        return None
    name, *words = text.split()
    command = _BY_NAME.get(name.removeprefix("/").partition("@")[0].casefold())
    if command is None:
        return None
    # The link of a code (?startgroup=CODE) arrives as /start CODE in the group.
    if command.name in ("bind", "start") and codes.is_code(tuple(words)):
        return _BY_CODE, tuple(words)
    return command, tuple(words)


def refusal_of(command: Command, request: Request) -> str | None:
    """Say why the command may not be given, None where it may."""
    if command.action in OF_ITEMS:
        allowed = may_anywhere(request.person, command.action)
    else:
        allowed = may(request.person, command.action, Target(request.seat.region, request.seat.unit))
    if allowed:
        return None
    language = request.language
    if not request.speaker.known:
        return ANONYMOUS.say(language)
    if request.speaker.operator and request.seat.role is ChatRole.UNBOUND:
        return register.NO_REGION_HERE.say(language)
    if command.action is Action.BIND:
        return BY_CODE_ONLY.say(language)
    if command.action in (Action.REPORT, Action.HISTORY):
        return NO_SEAT.say(language)
    return (NOT_KEEPER if Kind.OFFICE in RIGHTS[command.action] else NOT_OPERATOR).say(language)


def obey(command: Command, request: Request, services: Services) -> Reply:
    """Do what a command says, or say why not; one sent by nobody certain offers to tell who it was."""
    refused = refusal_of(command, request)
    if refused is None and command.act is not None:
        return command.act(request, services)
    choices = () if request.speaker.known else (Choice(CONFIRM.say(request.language), request.text),)
    return Reply(refused or "", choices)
