"""History in words: each row in one short line; pure."""

from collections.abc import Sequence
from datetime import date, datetime

from data.histories import HistoryFact
from data.statuses import Act, read_status
from data.wording.dates import say_day
from data.wording.language import Language
from data.wording.tasks import say_status, shorten

WHY_WIDTH = 40  # in Chinese characters: two lines of a phone

ACTS = {
    Language.ZH: {
        Act.REPORT_DONE: "报办结",
        Act.PROGRESS: "报进展",
        Act.ASK_EXTENSION: "申请延期",
        Act.REPORT_VOID: "报不涉及",
        Act.ACCEPT: "通过",
        Act.SEND_BACK: "退回",
        Act.WITHDRAW: "撤回报告",
        Act.REOPEN: "回头看（重新办理）",
        Act.CLOSE: "销号",
        Act.EXTEND: "延期",
        Act.GRANT: "同意延期",
        Act.REFUSE: "不同意延期",
        Act.WITHDRAW_REQUEST: "撤回延期申请",
        Act.ADD_PROOF: "补充佐证",
        Act.RECEIVE: "收到",
        Act.REMIND: "催办",
        Act.TAKE_BACK: "撤销刚才的操作",
        Act.CLAIM: "说明是否涉及",
        Act.RECORD_EVENT: "登记事件",
        Act.CORRECT_DUE: "更正期限",
        Act.CORRECT_UNIT: "更正责任单位",
        Act.CORRECT_ROLE: "更正责任类型",
        Act.CORRECT_STATUS: "更正状态",
    },
    Language.EN: {
        Act.REPORT_DONE: "report it done",
        Act.PROGRESS: "report progress",
        Act.ASK_EXTENSION: "ask for an extension",
        Act.REPORT_VOID: "report it not applicable",
        Act.ACCEPT: "accept it",
        Act.SEND_BACK: "send it back",
        Act.WITHDRAW: "withdraw the report",
        Act.REOPEN: "open it again",
        Act.CLOSE: "close it",
        Act.EXTEND: "extend it",
        Act.GRANT: "grant the extension",
        Act.REFUSE: "refuse the extension",
        Act.WITHDRAW_REQUEST: "withdraw the request",
        Act.ADD_PROOF: "add proof",
        Act.RECEIVE: "confirm receipt",
        Act.REMIND: "send a reminder",
        Act.TAKE_BACK: "take that back",
        Act.CLAIM: "say whether it applies",
        Act.RECORD_EVENT: "record the event",
        Act.CORRECT_DUE: "correct the date",
        Act.CORRECT_UNIT: "correct the unit",
        Act.CORRECT_ROLE: "correct the role",
        Act.CORRECT_STATUS: "correct the status",
    },
}

DEEDS_EN = {
    Act.REPORT_DONE: "reported it done",
    Act.PROGRESS: "reported progress",
    Act.ASK_EXTENSION: "asked for an extension",
    Act.REPORT_VOID: "reported it not applicable",
    Act.ACCEPT: "accepted it",
    Act.SEND_BACK: "sent it back",
    Act.WITHDRAW: "withdrew the report",
    Act.REOPEN: "opened it again",
    Act.CLOSE: "closed it",
    Act.EXTEND: "extended it",
    Act.GRANT: "granted the extension",
    Act.REFUSE: "refused the extension",
    Act.WITHDRAW_REQUEST: "withdrew the request for an extension",
    Act.ADD_PROOF: "added proof",
    Act.RECEIVE: "confirmed receipt",
    Act.REMIND: "sent a reminder",
    Act.TAKE_BACK: "took back what was just done",
    Act.CLAIM: "said whether it applies",
    Act.RECORD_EVENT: "recorded the event",
    Act.CORRECT_DUE: "corrected the date",
    Act.CORRECT_UNIT: "corrected the unit",
    Act.CORRECT_ROLE: "corrected the role",
    Act.CORRECT_STATUS: "corrected the status",
}

DEEDS_ZH = {Act.REOPEN: "回头看，重新办理", Act.ADD_PROOF: "提交佐证"}
"""What was done, where that is said otherwise than what may be done."""

CHANGES = {
    Language.ZH: {
        "status": "更新状态",
        "due": "调整期限",
        "received": "收到",
        "progress": "报进展",
        "extension": "申请延期",
        "proof": "提交佐证",
        "named": "指定单位",
        "event": "登记事件",
        "state": "调整督办状态",
        "import": "导入文件",
        "roster": "更新名单",
        "chat": "绑定群",
        "nudge": "催办",
        "correction": "更正",
    },
    Language.EN: {
        "status": "changed the status",
        "due": "changed the date",
        "received": "confirmed receipt",
        "progress": "reported progress",
        "extension": "asked for an extension",
        "proof": "added proof",
        "named": "named units",
        "event": "recorded an event",
        "state": "changed the watch",
        "import": "imported a document",
        "roster": "changed the roster",
        "chat": "bound a chat",
        "nudge": "sent a reminder",
        "correction": "made a correction",
    },
}


def say_act(act: Act, language: Language = Language.ZH) -> str:
    """Say what may be done."""
    return ACTS[language][act]


def say_acts(acts: Sequence[Act], language: Language = Language.ZH) -> str:
    """Say what may be done, the last joined with or."""
    said = [say_act(act, language) for act in acts]
    if len(said) < 2:
        return "".join(said)
    if language is Language.EN:
        return f"{', '.join(said[:-1])} or {said[-1]}"
    return f"{'、'.join(said[:-1])}或{said[-1]}"


def say_history(fact: HistoryFact, now: datetime, language: Language = Language.ZH) -> str:
    """Say a row of history in one line: 10月12日 09:31 张三 报办结（待审核）; `now` gives zone and year."""
    said = say_deed(fact, now, language)
    if fact.taken_back:
        said += " (taken back)" if language is Language.EN else "（已撤销）"
    return said


def say_deed(fact: HistoryFact, now: datetime, language: Language = Language.ZH) -> str:
    """Say who did what when, with what it led to and why."""
    who = f"{fact.unit} {fact.by}" if fact.unit and fact.unit not in fact.by else fact.by
    when = say_instant(fact.at, now, language)
    what = _say_what(fact, now.date(), language)
    return f"{when} {who} {what}"


def say_instant(at: datetime, now: datetime, language: Language = Language.ZH) -> str:
    """Say an instant in the zone of `now`: 10月12日 09:31."""
    local = at.astimezone(now.tzinfo)
    return f"{say_day(local.date(), now.date(), language)} {local:%H:%M}"


def _say_what(fact: HistoryFact, today: date, language: Language) -> str:
    deed = _say_act_done(fact, language)
    change = _say_change(fact, today, language)
    why = shorten(fact.why, WHY_WIDTH) if fact.why else ""
    if language is Language.EN:
        return f"{deed}{f' ({change})' if change else ''}{f': {why}' if why else ''}"
    return f"{deed}{f'（{change}）' if change else ''}{f'：{why}' if why else ''}"


def _say_act_done(fact: HistoryFact, language: Language) -> str:
    if fact.act is None:
        return CHANGES[language].get(fact.change, fact.change)
    if language is Language.EN:
        return DEEDS_EN[fact.act]
    return DEEDS_ZH.get(fact.act) or ACTS[Language.ZH][fact.act]


def _say_change(fact: HistoryFact, today: date, language: Language) -> str:
    """Say from what to what; a report says only what it is now."""
    after = _say_value(fact.after, today, language)
    if fact.before is None or fact.act in (Act.REPORT_DONE, Act.REPORT_VOID, Act.ACCEPT, Act.CLOSE):
        return after
    before = _say_value(fact.before, today, language)
    return f"{before} → {after}" if after else before


def _say_value(value: str | None, today: date, language: Language) -> str:
    if value is None:
        return ""
    if read_status(value) is not None:
        return say_status(value, language)
    try:
        return say_day(date.fromisoformat(value), today, language)
    except ValueError:
        return shorten(value, WHY_WIDTH)
