"""Lists in place of counts: newly done, put off, units without a chat; pure."""

from datetime import date

from data.wording.dates import say_date
from data.wording.language import pick
from data.wording.tasks import say_item, short_title
from handlers.answers.values import Answer, ExtensionAnswer, TaskEntry
from handlers.message import Choice, Reply
from handlers.replies.pages import ENTRIES_SAID, paginate
from handlers.replies.phrases import listed, say_asked_period, say_slips, say_subject
from handlers.replies.tasks import say_source
from handlers.understanding.query import Asked, Language

NAMED = 30
FEW = 5  # so few more are named as well
DECISIONS = {
    "open": ("待批", "waiting for a decision"),
    "granted": ("已同意", "granted"),
    "refused": ("未同意", "refused"),
}


def word_special(answer: Answer, today: date) -> Reply:
    """Word the list that a question about progress asks for."""
    if answer.query.asked is Asked.CHATLESS:
        return _word_chatless(answer)
    entries = [_say_entry(answer, place, today) for place in range(len(answer.tasks[:ENTRIES_SAID]))]
    head = [_say_head(answer, today), *say_slips(answer)]
    left = len(answer.tasks) - len(entries)
    pages = paginate(head, entries, say_source(answer), answer.query.language, left)
    more = pick(answer.query.language, "更多", "more")
    shown = tuple(entry.assignment_id for entry in answer.tasks if entry.assignment_id is not None)
    choices = (Choice(more, more),) if pages.left else ()
    return Reply(pages.first, choices, pages.more, answer, assignments=shown)


def _say_head(answer: Answer, today: date) -> str:
    language, who, when = answer.query.language, say_subject(answer), say_asked_period(answer, today)
    zh, en = {
        Asked.NEWLY_DONE: ("办结", "done"),
        Asked.EXTENDED: ("延期", "put off"),
        Asked.REQUESTED: ("申请延期", "with a request for a later date"),
    }[answer.query.asked or Asked.NEWLY_DONE]
    spaced = f", {when}" if when else ""
    if not answer.tasks:
        none = "没有新办结的任务" if answer.query.asked is Asked.NEWLY_DONE else f"没有{zh}的任务"
        return pick(language, f"{who}{when}{none}。", f"{who}{spaced}: nothing {en}.")
    items, units = len({one.task_id for one in answer.tasks}), len({one.unit for one in answer.tasks})
    amount = len(answer.tasks)
    return pick(
        language,
        f"{who}{when}{zh}{amount}项次（{items}件，{units}个单位）：",
        f"{who}{spaced}: {amount} assignments {en} ({items} items, {units} units):",
    )


def _say_entry(answer: Answer, place: int, today: date) -> str:
    entry, language = answer.tasks[place], answer.query.language
    title = f"{say_item(entry.item, entry.scope, language)} {short_title(entry.detail)}"
    plan = f" · {entry.plan_name}" if answer.plans_open > 1 else ""
    facts = (
        _say_extension(answer.extensions[place], today, language)
        if answer.extensions
        else _say_due(entry, today, language)
    )
    return f"{title}\n   {' · '.join(filter(None, (entry.unit, facts)))}{plan}"


def _say_due(entry: TaskEntry, today: date, language: Language) -> str:
    if entry.due is None:
        return ""
    day = say_date(entry.due, today, language)
    return pick(language, f"期限{day}", f"due {day}")


def _say_extension(one: ExtensionAnswer, today: date, language: Language) -> str:
    zh, en = DECISIONS[one.decision]
    until = say_date(one.until, today, language)
    if one.former_due is None:
        return pick(language, f"延到{until}（{zh}）", f"until {until} ({en})")
    former = say_date(one.former_due, today, language)
    return pick(language, f"{former}延到{until}（{zh}）", f"from {former} to {until} ({en})")


def _word_chatless(answer: Answer) -> Reply:
    """Name the units without a chat, and of how many."""
    language, who = answer.query.language, answer.region or ""
    names, counted = [one.unit for one in answer.units_answer], answer.units_counted
    if not names:
        whose = say_subject(answer)
        text = pick(language, f"{whose}都已绑定群。", f"{whose}: every unit has a chat.")
        return Reply("\n".join([text, *say_slips(answer)]), answer=answer)
    shown = names if len(names) <= NAMED + FEW else names[:NAMED]
    rest = len(names) - len(shown)
    more = pick(language, f"，还有{rest}个", f", and {rest} more") if rest else ""
    lead = pick(
        language,
        f"{who}{counted}个有任务的单位中，{len(names)}个还没有绑定群：",
        f"{who}: {len(names)} of {counted} units with tasks have no chat:",
    )
    if len(names) == counted:
        lead = pick(
            language,
            f"{who}{counted}个有任务的单位都还没有绑定群：",
            f"{who}: none of the {counted} units with tasks has a chat:",
        )
    return Reply("\n".join([lead, *say_slips(answer), listed(shown, language) + more]), answer=answer)
