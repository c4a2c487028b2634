"""What a clerk reads when asking for tasks: due, overdue, list, next, ongoing; pure."""

from datetime import date

from data.units.values import Certainty
from data.wording.dates import say_date, say_day, say_left
from data.wording.language import pick
from data.wording.tasks import say_item
from handlers.answers.values import Answer, TaskEntry
from handlers.message import Choice, Reply
from handlers.replies.entries import say_entry, say_title
from handlers.replies.pages import ENTRIES_SAID, Pages, paginate
from handlers.replies.phrases import (
    count_entries,
    listed,
    say_asked_period,
    say_asked_roles,
    say_passed,
    say_slips,
    say_subject,
)
from handlers.understanding.query import Intent, Language, Repeating

NEAREST_SHOWN = 3

REPEATING = {
    Repeating.ONGOING: ("持续推进的任务", "ongoing tasks"),
    Repeating.YEARLY: ("每年都要做的任务", "yearly tasks"),
    Repeating.QUARTERLY: ("每季度的任务", "quarterly tasks"),
    Repeating.RECURRING: ("定期任务", "recurring tasks"),
    Repeating.UNDATED: ("没有明确期限的任务", "tasks without a fixed date"),
}


SPOKEN = {
    Repeating.ONGOING: "持续推进",
    Repeating.YEARLY: "每年",
    Repeating.QUARTERLY: "每季度",
    Repeating.RECURRING: "定期",
    Repeating.UNDATED: "没有期限",
}


def word_tasks(answer: Answer, today: date) -> Reply:
    """Word a list of tasks: the answer itself, then each task, then its source."""
    head = [_say_head(answer, today), *say_slips(answer)]
    tail = [*_say_mentioned(answer), *say_passed(answer), *say_source(answer)]
    if not answer.tasks:
        head += _say_nearest(answer, today)
    entries = [say_entry(entry, answer, today) for entry in answer.tasks[:ENTRIES_SAID]]
    pages = paginate(head, entries, tail, answer.query.language, len(answer.tasks) - len(entries))
    return Reply(pages.first, _offer(answer, pages), pages.more, answer)


def say_source(answer: Answer) -> list[str]:
    """Name the plan, where each line does not name it already."""
    shown = {entry.plan_name for entry in (*answer.tasks, *answer.nearest)}
    if answer.plans_open > 1 or len(shown) != 1:
        return []
    name = shown.pop()
    return [pick(answer.query.language, f"来源：{name}", f"Source: {name}")]


def _say_head(answer: Answer, today: date) -> str:
    match answer.query.intent:
        case Intent.OVERDUE:
            return _say_overdue(answer, today)
        case Intent.NEXT:
            return _say_next(answer, today)
        case Intent.ONGOING:
            return _say_ongoing(answer)
        case Intent.LIST if answer.period is None:
            return _say_list(answer)
        case _:
            return _say_due(answer, today)


def _say_whose(answer: Answer) -> str:
    """Say whose tasks a question about dates is about, and what they are about."""
    who, subject = say_subject(answer), answer.query.subject
    if not subject:
        return who
    return pick(answer.query.language, f"{who}“{subject}”方面", f"{who}, about “{subject}”")


def _say_due(answer: Answer, today: date) -> str:
    language = answer.query.language
    who, when = _say_whose(answer), say_asked_period(answer, today)
    if not answer.tasks:
        return pick(language, f"{who}{when}没有到期的任务。", f"{who}: nothing due {when}.")
    count = count_entries(answer.tasks, answer)
    late = sum(_is_late(entry) for entry in answer.tasks)
    if answer.period is not None and answer.period.before:
        late_zh, late_en = (f"，其中{late}项已逾期", f", {late} of them overdue") if late else ("", "")
        return pick(language, f"{who}{when}应完成{count}{late_zh}：", f"{who}: {count} due {when}{late_en}:")
    return pick(language, f"{who}{when}到期{count}：", f"{who}: {count} due {when}:")


def _say_overdue(answer: Answer, today: date) -> str:
    language, who = answer.query.language, _say_whose(answer)
    until = say_day(today, today, language)
    if not answer.tasks:
        return pick(
            language, f"{who}没有逾期的任务（截至{until}）。", f"{who}: nothing is overdue (as of {until})."
        )
    count = count_entries(answer.tasks, answer)
    return pick(language, f"{who}逾期{count}（截至{until}）：", f"{who}: {count} overdue (as of {until}):")


def _say_next(answer: Answer, today: date) -> str:
    language, who = answer.query.language, _say_whose(answer)
    due = answer.tasks[0].due if answer.tasks else None
    if due is None:
        return pick(language, f"{who}今后没有截止日期了。", f"{who}: no deadline lies ahead.")
    spoken, left = say_date(due, today, language), say_left((due - today).days, language)
    count = count_entries(answer.tasks, answer)
    if answer.query.latest:
        return pick(
            language,
            f"{who}最后一个截止日期：{spoken}，{left}，共{count}：",
            f"{who}: the last deadline is {spoken}, {left}, for {count}:",
        )
    return pick(
        language,
        f"{who}下一个截止日期：{spoken}，{left}，共{count}：",
        f"{who}: the next deadline is {spoken}, {left}, for {count}:",
    )


def _say_ongoing(answer: Answer) -> str:
    language, who = answer.query.language, _say_whose(answer)
    zh, en = REPEATING[answer.query.repeating or Repeating.ONGOING]
    if not answer.tasks:
        return pick(language, f"{who}没有{zh}。", f"{who}: no {en}.")
    count = count_entries(answer.tasks, answer)
    return pick(language, f"{who}{zh}有{count}：", f"{who}, {en}: {count}")


def _say_list(answer: Answer) -> str:
    language, who = answer.query.language, say_subject(answer)
    about_zh = say_asked_roles(answer) if language is Language.ZH else ""
    about_zh += f"与“{answer.query.subject}”有关的任务" if answer.query.subject else "任务"
    about_en = f" about “{answer.query.subject}”" if answer.query.subject else ""
    if not answer.tasks:
        return pick(language, f"{who}没有{about_zh}。", f"{who}: no tasks{about_en}.")
    count = count_entries(answer.tasks, answer)
    return pick(language, f"{who}{about_zh}共{count}：", f"{who}: {count}{about_en}:")


def _say_mentioned(answer: Answer) -> list[str]:
    """Name the tasks whose text says what was asked for although their deadline does not."""
    language, repeating = answer.query.language, answer.query.repeating
    if not answer.mentioned or repeating is None:
        return []
    items = listed((say_item(entry.item, entry.scope, language) for entry in answer.mentioned), language)
    printed = answer.mentioned[0].deadline or ""
    return [
        pick(
            language,
            f"另外，{items}的内容里也写了“{SPOKEN[repeating]}”，但完成时间写的是“{printed}”，请以文件为准。",
            f"Note: {items} says “{SPOKEN[repeating]}” in its text, but its deadline is “{printed}”.",
        )
    ]


def _say_nearest(answer: Answer, today: date) -> list[str]:
    """Say the nearest due date and the first of its tasks."""
    due = answer.nearest[0].due if answer.nearest else None
    if due is None:
        return []
    language = answer.query.language
    spoken, left = say_date(due, today, language), say_left((due - today).days, language)
    count = count_entries(answer.nearest, answer)
    lead = pick(
        language, f"最近的是{spoken}（{left}），{count}：", f"The nearest is {spoken} ({left}), {count}:"
    )
    titles = [say_title(entry, language) for entry in answer.nearest[:NEAREST_SHOWN]]
    hidden = len(answer.nearest) - len(titles)
    rest = [pick(language, f"还有{hidden}项。", f"{hidden} more.")] if hidden else []
    return [lead, *titles, *rest]


def _offer(answer: Answer, pages: Pages) -> tuple[Choice, ...]:
    language = answer.query.language
    offers = []
    if pages.left:
        offers.append(
            Choice(
                pick(language, "更多", "More"),
                pick(language, "更多", "more"),
            )
        )
    late = sum(_is_late(entry) for entry in answer.tasks)
    if answer.query.intent is not Intent.OVERDUE and 0 < late < len(answer.tasks):
        offers.append(_offer_overdue(answer))
    if len(answer.tasks) == 1:
        offers.append(offer_detail(answer.tasks[0], answer))
    return tuple(offers)


def _is_late(entry: TaskEntry) -> bool:
    """Whether a question about what is overdue would give the entry: it is sure, and not only overseen."""
    sure = entry.certainty is Certainty.DEFINITE
    return entry.overdue and sure and (entry.role is None or entry.role.executes)


def _offer_overdue(answer: Answer) -> Choice:
    language = answer.query.language
    who = "、".join(answer.units) or pick(language, "全部单位", "everyone")
    return Choice(
        pick(language, "只看逾期", "Overdue only"),
        pick(language, f"{who}有哪些逾期的任务", f"Which tasks of {who} are overdue?"),
    )


def offer_detail(entry: TaskEntry, answer: Answer) -> Choice:
    """Offer the whole row of one task."""
    language = answer.query.language
    plan = f"{entry.plan_name} " if answer.plans_open > 1 else ""
    return Choice(
        pick(language, "详情", "Details"),
        pick(language, f"{plan}第{entry.item}项具体内容", f"{plan}details of item {entry.item}"),
    )
