"""One task of an answer as its lines on a phone; pure."""

from datetime import date

from data.units.values import Certainty, Role
from data.wording.dates import say_date
from data.wording.language import pick
from data.wording.recurrence import say_recurrence
from data.wording.tasks import say_due, say_item, say_role, say_status, short_title
from handlers.answers.values import Answer, TaskEntry
from handlers.understanding.query import Language


def say_entry(entry: TaskEntry, answer: Answer, today: date) -> str:
    """Say a task in two lines: its label and title, then when and how it concerns the unit."""
    language = answer.query.language
    facts = [say_when(entry, today, language), *_say_facts(entry, answer)]
    return f"{say_title(entry, language)}\n   {' · '.join(fact for fact in facts if fact)}"


def say_title(entry: TaskEntry, language: Language) -> str:
    """Say a task's label and short title."""
    return f"{say_item(entry.item, entry.scope, language)} {short_title(entry.detail)}"


def say_when(entry: TaskEntry, today: date, language: Language) -> str:
    """Say when a task is due, or why no day can be named."""
    if entry.due is not None:
        spoken = _say_possible_due(entry, entry.due, today, language)
        return _with_extension(_with_recurrence(spoken, entry, language), entry, today, language)
    if entry.kind == "event":
        waits = pick(language, "日期待定", "date not known yet")
        return f"{entry.deadline or entry.event or ''}（{waits}）".lstrip()
    if entry.start is not None:
        started = say_date(entry.start, today, language)
        return pick(language, f"{started}起", f"from {started}")
    if entry.recurrence:
        return say_recurrence(entry.recurrence, language)
    if entry.kind is None:
        return entry.deadline or pick(language, "未定期限", "no deadline")
    return pick(language, f"{entry.deadline or '持续推进'}，无截止日期", "ongoing, no due date")


def _say_possible_due(entry: TaskEntry, due: date, today: date, language: Language) -> str:
    """Say a due date; what is not yet anybody's is not called overdue."""
    if entry.certainty is Certainty.POSSIBLE and due < today and entry.status == "pending":
        spoken = say_date(due, today, language)
        return pick(language, f"{spoken}，期限已过", f"{spoken}, date passed")
    return say_due(due, today, language, status=entry.status, soft=entry.soft)


def _with_recurrence(spoken: str, entry: TaskEntry, language: Language) -> str:
    if not entry.recurrence:
        return spoken
    every = say_recurrence(entry.recurrence, language)
    return pick(language, f"{every}；本次{spoken}", f"{every}; this one {spoken}")


def _with_extension(spoken: str, entry: TaskEntry, today: date, language: Language) -> str:
    if entry.printed_due is None or entry.printed_due == entry.due:
        return spoken
    printed = say_date(entry.printed_due, today, language)
    return spoken + pick(language, f"（已延期，原定{printed}）", f" (extended, was {printed})")


def _say_facts(entry: TaskEntry, answer: Answer) -> list[str]:
    language = answer.query.language
    facts = []
    if entry.action and entry.action not in entry.detail and entry.due is not None:
        facts.append(short_title(entry.action, 14))
    if entry.status not in ("pending", "done"):
        facts.append(say_status(entry.status, language))
    if entry.role in (Role.SUPERVISE, Role.GUIDE, Role.ASSIST):
        facts.append(say_role(entry.role, language))
    if entry.via:
        facts.append(pick(language, f"经“{entry.via}”", f"via {entry.via}"))
    if entry.certainty is Certainty.POSSIBLE:
        facts.append(_say_possible(entry, language))
    if answer.plans_open > 1:
        facts.append(entry.plan_name)
    return facts


def _say_possible(entry: TaskEntry, language: Language) -> str:
    if entry.role is None:
        return pick(language, "待指定单位", "units still to be named")
    return pick(language, "可能涉及", "may apply")
