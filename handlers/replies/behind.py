"""The assignments behind a figure in words, and the buttons that lead to them; pure."""

from collections import Counter
from datetime import date

from data.progress import DUE_SOON, Counts
from data.wording.language import pick
from data.wording.tasks import say_item, say_status, short_title
from handlers.answers.behind import OVERDUE
from handlers.answers.values import Answer, TaskEntry
from handlers.message import Choice, Reply
from handlers.replies.entries import say_entry, say_when
from handlers.replies.pages import ENTRIES_SAID, Pages, paginate
from handlers.replies.phrases import listed, say_asked_period, say_asked_roles, say_slips, say_subject
from handlers.replies.tasks import say_source
from handlers.understanding.query import Language

UNITS_NAMED = 20
FEW = 6  # so few more are named as well
OPEN = frozenset({"pending", "doing", "submitted", "returned"})
FIGURES = (
    ("submitted", "待审核", "Under review", "under review"),
    ("returned", "已退回", "Returned", "returned"),
    ("pending", "未开始", "Not started", "not started"),
    ("doing", "进行中", "In progress", "in progress"),
    ("done", "已办结", "Done", "completed tasks"),
)
"""The statuses that have a button: the count, its label, and how its assignments are asked for in English."""

ASKED = {
    "returned": "已退回的",
    "submitted": "待审核的",
    "done": "已办结的",
    "doing": "进行中的",
    "pending": "未开始的",
}


def offer_figures(answer: Answer, today: date) -> tuple[Choice, ...]:
    """Offer the assignments behind each figure that is not zero."""
    counts, query = answer.counts or Counts(), answer.query
    if query.plan is not None:
        # Its name need not be one that a question can say.
        return ()
    choices = []
    if counts.overdue:
        choices.append(
            _choice(answer, ("逾期", "Overdue", counts.overdue), ("逾期的", "overdue"), _span(answer))
        )
    for name, zh, en, asked in FIGURES:
        amount = getattr(counts, name)
        if amount:
            choices.append(_choice(answer, (zh, en, amount), (ASKED[name], asked), _span(answer)))
    if counts.due_soon and _covers(answer, today):
        span = (today, today + DUE_SOON)
        label = ("14天内到期", "Due within 14 days", counts.due_soon)
        choices.append(_choice(answer, label, ("未办结的", "unfinished"), span))
    return tuple(choices)


Span = tuple[date | None, date | None]


def _span(answer: Answer) -> Span:
    period = answer.query.period
    return (period.start, period.end) if period is not None else (None, None)


def _covers(answer: Answer, today: date) -> bool:
    """Whether the near days lie within the period that is asked about."""
    start, end = _span(answer)
    return (start is None or start <= today) and (end is None or end >= today + DUE_SOON)


def _choice(answer: Answer, label: tuple[str, str, int], asked: tuple[str, str], span: Span) -> Choice:
    """Offer one figure: its label, and the question whose answer lists as many."""
    language, (zh, en, amount) = answer.query.language, label
    who = "、".join(answer.units) or answer.region or ""
    roles = say_asked_roles(answer)
    says = pick(
        language,
        f"{who}{roles}{_say_days(span, language)}{asked[0]}项次",
        f"{asked[1]} {who}{roles}{_say_days(span, language)} unit by unit",
    )
    return Choice(pick(language, f"{zh}{amount}", f"{en} {amount}"), says)


def _say_days(span: Span, language: Language) -> str:
    """Say a period by its days, so that it means the same on any day."""
    start, end = span
    if language is Language.EN:
        first = f" from {start.isoformat()}" if start else ""
        if not start and end:
            return f" by {end.isoformat()}"
        return f"{first} to {end.isoformat()}" if end else first
    if start and end:
        return f"{_zh(start)}至{_zh(end)}"
    return f"{_zh(end)}前" if end else f"{_zh(start)}起" if start else ""


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def word_each(answer: Answer, today: date) -> Reply:
    """Word the assignments behind a figure, one by one."""
    language, query = answer.query.language, answer.query
    who, when = say_subject(answer) + say_asked_roles(answer), say_asked_period(answer, today)
    what = _say_what(query.statuses, language)
    amount = len(answer.tasks)
    if not amount:
        head = pick(
            language, f"{who}{when}没有{what}的项次。", f"{who}{_spaced(when)}: no assignment is {what}."
        )
        return Reply("\n".join([head, *say_slips(answer)]), answer=answer)
    items = len({entry.task_id for entry in answer.tasks})
    units = len({entry.unit for entry in answer.tasks})
    zh = f"{who}{when}{what}{amount}项次（{items}件" + (f"，{units}个单位）：" if units > 1 else "）：")
    en = f"{who}{_spaced(when)}: {amount} assignments {what} ({items} items, {units} units):"
    entries = [_say_each(entry, answer, today) for entry in answer.tasks[:ENTRIES_SAID]]
    pages = paginate(
        [pick(language, zh, en), *say_slips(answer)],
        entries,
        say_source(answer),
        language,
        amount - len(entries),
    )
    return _reply(answer, pages)


def _say_what(statuses: frozenset[str], language: Language) -> str:
    if OVERDUE in statuses:
        return pick(language, "逾期", "overdue")
    if statuses == OPEN:
        return pick(language, "未办结", "unfinished")
    if len(statuses) == 1:
        return say_status(next(iter(statuses)), language)
    return pick(language, "共", "in all")


def _say_each(entry: TaskEntry, answer: Answer, today: date) -> str:
    """Say one assignment: the unit stands before its date."""
    said = say_entry(entry, answer, today)
    if entry.unit is None or answer.units == (entry.unit,):
        return said
    title, _, facts = said.partition("\n")
    return f"{title}\n   {entry.unit} · {facts.strip()}"


def word_unreported(answer: Answer, today: date) -> Reply:
    """Word the units that have said nothing, each with what it owes."""
    language = answer.query.language
    who, when = say_subject(answer) + say_asked_roles(answer), say_asked_period(answer, today)
    soon = pick(language, "逾期或14天内到期", "overdue or due within 14 days")
    which = when or soon
    units = list(dict.fromkeys(entry.unit or "" for entry in answer.tasks))
    if not units:
        head = pick(
            language,
            f"{who}{which}的任务，各单位都报过了。",
            f"{who}, {which}: every unit has reported something.",
        )
        return Reply("\n".join([head, *say_slips(answer)]), answer=answer)
    several = answer.units == () or len(units) > 1
    zh = f"{who}还没报的单位{len(units)}个，共{len(answer.tasks)}项次（{which}）："
    en = f"{who}: {len(units)} units have not reported, {len(answer.tasks)} assignments ({which}):"
    if not several:
        zh = f"{who}还没报的{len(answer.tasks)}项（{which}）："
        en = f"{who}: nothing reported yet on {len(answer.tasks)} ({which}):"
    entries = [_say_owed(entry, answer, today, several=several) for entry in answer.tasks[:ENTRIES_SAID]]
    names = [_name_units(answer)] if several else []
    pages = paginate(
        [pick(language, zh, en), *say_slips(answer), *names],
        entries,
        say_source(answer),
        language,
        len(answer.tasks) - len(entries),
    )
    return _reply(answer, pages)


def _name_units(answer: Answer) -> str:
    """Name the units first, with how many each owes: that is what 谁 asks for."""
    language = answer.query.language
    owed = Counter(entry.unit or "" for entry in answer.tasks)
    said = [
        f"{unit}{amount}" if language is Language.ZH else f"{unit} {amount}" for unit, amount in owed.items()
    ]
    left = len(said) - UNITS_NAMED
    if left <= FEW:
        return listed(said, language)
    more = pick(language, f"等，还有{left}个单位", f" and {left} more")
    return f"{listed(said[:UNITS_NAMED], language)}{more}"


def _say_owed(entry: TaskEntry, answer: Answer, today: date, *, several: bool) -> str:
    language = answer.query.language
    unit = f"{entry.unit} " if several and entry.unit else ""
    title = f"{unit}{say_item(entry.item, entry.scope, language)} {short_title(entry.detail)}"
    plan = f" · {entry.plan_name}" if answer.plans_open > 1 else ""
    return f"{title}\n   {say_when(entry, today, language)}{plan}"


def _reply(answer: Answer, pages: Pages) -> Reply:
    more = pick(answer.query.language, "更多", "more")
    shown = tuple(entry.assignment_id for entry in answer.tasks if entry.assignment_id is not None)
    return Reply(
        pages.first, (Choice(more, more),) if pages.left else (), pages.more, answer, assignments=shown
    )


def _spaced(when: str) -> str:
    return f" {when}" if when else ""
