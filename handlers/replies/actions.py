"""What a report or a 催办 would do, where nothing is changed; pure."""

from datetime import date

from data.wording.dates import say_date
from data.wording.language import pick
from data.wording.tasks import say_item, short_title
from handlers.answers.values import ActionAnswer, Answer
from handlers.message import Reply
from handlers.replies.phrases import listed, say_slips
from handlers.understanding.query import ActionKind, Language

KINDS = {
    ActionKind.DONE: ("报办结", "reports it done"),
    ActionKind.EXTEND: ("申请延期", "asks for an extension"),
    ActionKind.RECEIVED: ("收到", "has received it"),
    ActionKind.PROGRESS: ("报进展", "reports progress"),
    ActionKind.VOID: ("报不涉及", "says that it does not apply"),
    ActionKind.APPLIES: ("报涉及", "says that it applies"),
    ActionKind.REOPEN: ("要求重新办理", "asks to reopen it"),
    ActionKind.REMIND: ("催办", "is to be reminded"),
}


def word_action(answer: Answer, today: date) -> Reply:
    """Word what was understood of a report or a 催办, and that nothing was recorded."""
    language, action = answer.query.language, answer.action
    if action is None:
        return Reply(pick(language, "没有看懂要登记什么。", "It is not clear what to record."), answer=answer)
    if action.request.kind is ActionKind.RECEIVED and action.item is None:
        return Reply(
            pick(
                language,
                "好的。",
                "Thank you.",
            ),
            answer=answer,
        )
    lines = [_say_understood(action, answer, today), *say_slips(answer), *_say_not_theirs(action, answer)]
    lines.append(_say_unrecorded(answer))
    return Reply("\n".join(lines), answer=answer)


def _say_understood(action: ActionAnswer, answer: Answer, today: date) -> str:
    language = answer.query.language
    zh, en = KINDS[action.request.kind]
    task = _say_task(answer, action, language)
    until = action.request.until
    day_zh, day_en = (
        (f"到{say_date(until, today)}", f" until {say_date(until, today, language)}") if until else ("", "")
    )
    who = action.unit or ""
    if action.request.kind is ActionKind.REMIND and len(answer.units) > 1:
        who = listed(answer.units, language)
    if action.request.kind is ActionKind.REMIND:
        return pick(language, f"听懂了：催办{who}{task}。", f"Understood: {who} {en}{task and ': '}{task}.")
    return pick(language, f"听懂了：{who}{zh}{day_zh}：{task}。", f"Understood: {who} {en}{day_en}: {task}.")


def _say_task(answer: Answer, action: ActionAnswer, language: Language) -> str:
    if answer.tasks:
        task = answer.tasks[0]
        plan = f"{task.plan_name} " if answer.plans_open > 1 else ""
        labels = dict.fromkeys(say_item(one.item, one.scope, language) for one in answer.tasks)
        if len(labels) > 1:
            return plan + listed(labels, language)
        return f"{plan}{say_item(task.item, task.scope, language)} {short_title(task.detail)}"
    return say_item(action.item, None, language) if action.item else ""


def _say_not_theirs(action: ActionAnswer, answer: Answer) -> list[str]:
    """Say that the plan does not give the item to the unit, where that is so."""
    if not answer.tasks or action.unit is None or answer.tasks[0].role is not None:
        return []
    return [
        pick(
            answer.query.language,
            f"注意：表中这一项没有列{action.unit}，请核对项号。",
            f"Note: the plan does not give this item to {action.unit}; please check its number.",
        )
    ]


def _say_unrecorded(answer: Answer) -> str:
    return pick(
        answer.query.language,
        "这里只说明会登记什么，没有改动。要登记，请在本单位的群里说同样的话。",
        "This only says what would be recorded; nothing was changed. Say the same in your unit's chat.",
    )
