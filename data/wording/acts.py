"""What people do to assignments, in words: what may be done, and what was done; pure."""

from collections.abc import Sequence

from data.statuses import Act
from data.wording.language import Language

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


def say_done(act: Act, language: Language = Language.ZH) -> str:
    """Say what was done."""
    if language is Language.EN:
        return DEEDS_EN[act]
    return DEEDS_ZH.get(act) or ACTS[Language.ZH][act]
