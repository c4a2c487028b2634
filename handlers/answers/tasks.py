"""due, overdue, list, next and ongoing: which tasks a question asks for."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from data.dates.values import MilestoneKind, Period
from data.repositories.milestones import Reached, Within
from data.units.values import Certainty, Role
from handlers.answers.asking import EVERY_ROLE, EXECUTING, Asking
from handlers.answers.entries import Span, entries_from, entries_within
from handlers.answers.subjects import find_tasks, names_tasks, not_found
from handlers.answers.values import Answer, TaskEntry
from handlers.understanding.conditions import months_of
from handlers.understanding.query import Repeating

SOON = timedelta(days=14)
YEAR = timedelta(days=366)
WINDOWS = (31, 366, 3660)
"""How far ahead the next due date is looked for, in days: mostly the first window has one."""

FINISHED = ("done", "void")
NO_DATE = (MilestoneKind.ONGOING, MilestoneKind.EVENT, MilestoneKind.FROM)


def answer_due(asking: Asking) -> Answer:
    """Answer what is due in a period; before a day, unfinished earlier tasks count as well."""
    asking = narrowed(asking)
    period = _period(asking)
    span = Span(period.start, period.end)
    entries = _within(asking, span, asking.roles(EVERY_ROLE))
    if period.start is None:
        entries = [entry for entry in entries if not _is_over(entry, asking.today)]
    return _with_nearest(asking, replace(_filled(asking, entries), period=period))


def narrowed(asking: Asking) -> Asking:
    """Keep to the tasks that a question about dates names too; words that no task prints are passed over."""
    if not names_tasks(asking):
        return asking
    meant = find_tasks(asking, every=True)
    if meant.tasks:
        return replace(asking, chosen=meant.tasks)
    return replace(asking, query=replace(asking.query, subject=None))


def _period(asking: Asking) -> Period:
    """Return the period that was asked about; where none was, the near future."""
    period = asking.query.period
    if period is not None and (period.start is not None or period.end is not None):
        return period
    return Period(asking.today, asking.today + SOON)


def _is_over(entry: TaskEntry, today: date) -> bool:
    """Whether a task was finished before its date, which has passed: it is no longer to be done."""
    return entry.status in FINISHED and entry.due is not None and entry.due < today


def answer_overdue(asking: Asking) -> Answer:
    """Answer what is unfinished and was due before today."""
    asking = narrowed(asking)
    period = asking.query.period
    last = asking.today - timedelta(days=1)
    start = period.start if period is not None else None
    if period is not None and period.end is not None:
        last = min(last, period.end)
    entries = _within(asking, Span(start, last), asking.roles(EXECUTING))
    late = [entry for entry in entries if entry.overdue]
    return _with_nearest(asking, _filled(asking, late))


def answer_list(asking: Asking) -> Answer:
    """Answer all tasks of a unit, or about a subject, or both."""
    if asking.query.period is not None:
        return answer_due(asking)
    tasks: tuple[int, ...] = ()
    if names_tasks(asking):
        found = find_tasks(asking, every=True)
        if not found.tasks:
            return not_found(asking, found)
        tasks = found.tasks
    reached = asking.reach(Within(tasks=tasks), asking.roles(EVERY_ROLE))
    entries = entries_from(reached, asking.how_far(reached), asking.today)
    return replace(asking.answer(), tasks=tuple(entry for entry in entries if _is_asked_for(entry, asking)))


def answer_next(asking: Asking) -> Answer:
    """Answer the nearest due date that has not passed, with all of its tasks."""
    asking = narrowed(asking)
    find = _find_last if asking.query.latest else find_next
    entries = [entry for entry in find(asking, asking.roles(EVERY_ROLE)) if _is_asked_for(entry, asking)]
    return replace(asking.answer(), tasks=tuple(entries))


def _find_last(asking: Asking, roles: frozenset[Role]) -> list[TaskEntry]:
    """Return the unfinished entries of the last date that is printed; what recurs has none."""
    reached = asking.reach(Within(asking.today, tasks=asking.chosen), roles)
    once = [one for one in reached if one.fact.kind is not MilestoneKind.RECURRING]
    entries = entries_from(once, asking.how_far(once), asking.today)
    ahead = [
        entry
        for entry in entries
        if entry.due is not None and entry.due >= asking.today and entry.status not in FINISHED
    ]
    last = max((entry.due for entry in ahead if entry.due is not None), default=None)
    return [entry for entry in ahead if entry.due == last]


def find_next(asking: Asking, roles: frozenset[Role]) -> list[TaskEntry]:
    """Return the unfinished entries of the nearest due date that is not before today."""
    for days in WINDOWS:
        span = Span(asking.today, asking.today + timedelta(days=days))
        ahead = [entry for entry in _within(asking, span, roles) if entry.status not in FINISHED]
        if ahead:
            nearest = min(entry.due for entry in ahead if entry.due is not None)
            return [entry for entry in ahead if entry.due == nearest]
    return []


def answer_ongoing(asking: Asking) -> Answer:
    """Answer what has no due date, or comes back."""
    asking = narrowed(asking)
    wanted = REPEATING[asking.query.repeating or Repeating.ONGOING]
    reached = asking.reach(Within(tasks=asking.chosen), asking.roles(EVERY_ROLE))
    reached = [one for one in reached if one.fact.kind in (None, MilestoneKind.RECURRING, *NO_DATE)]
    months = months_of(asking.query.period.rrule if asking.query.period else None)
    entries = _in_months(asking, reached, months) if months else None
    if not entries:
        entries = entries_from(reached, asking.how_far(reached), asking.today)
    tasks = tuple(entry for entry in entries if wanted(entry) and _is_asked_for(entry, asking))
    return replace(asking.answer(), tasks=tasks, mentioned=tuple(_mentioning(entries, tasks, asking)))


def _in_months(asking: Asking, reached: list[Reached], months: frozenset[int]) -> list[TaskEntry]:
    """Return the next occurrences that fall in one of the `months`: 每年7月."""
    span = Span(asking.today, asking.today + YEAR)
    entries = entries_within(reached, asking.how_far(reached, span), span, asking.today)
    return [entry for entry in entries if entry.due is not None and entry.due.month in months]


def _mentioning(
    entries: Iterable[TaskEntry], found: Collection[TaskEntry], asking: Asking
) -> Iterable[TaskEntry]:
    """Find the entries whose text says what was asked for although their deadline does not."""
    word = SAID.get(asking.query.repeating or Repeating.ONGOING)
    shown = {entry.task_id for entry in found}
    return (entry for entry in entries if word and word in entry.detail and entry.task_id not in shown)


def _is_quarterly(entry: TaskEntry) -> bool:
    parts = (entry.recurrence or "").split(";")
    return bool({"BYMONTH=3,6,9,12", "BYMONTH=1,4,7,10", "INTERVAL=3"} & set(parts))


def _is_yearly(entry: TaskEntry) -> bool:
    return "FREQ=YEARLY" in (entry.recurrence or "") and not _is_quarterly(entry)


REPEATING: dict[Repeating, Callable[[TaskEntry], bool]] = {
    Repeating.ONGOING: lambda entry: entry.kind == MilestoneKind.ONGOING,
    Repeating.YEARLY: _is_yearly,
    Repeating.QUARTERLY: _is_quarterly,
    Repeating.RECURRING: lambda entry: entry.kind == MilestoneKind.RECURRING,
    Repeating.UNDATED: lambda entry: entry.due is None and entry.kind != MilestoneKind.RECURRING,
}
"""Which entries each sort of `ongoing` question means."""

SAID = {Repeating.YEARLY: "每年", Repeating.QUARTERLY: "每季度"}
"""How a task's text may say so where its deadline does not."""


def _within(asking: Asking, span: Span, roles: frozenset[Role]) -> list[TaskEntry]:
    reached = asking.reach(Within(span.start, span.end, tasks=asking.chosen), roles)
    return entries_within(reached, asking.how_far(reached, span), span, asking.today)


def _filled(asking: Asking, entries: Iterable[TaskEntry]) -> Answer:
    """Fill the answer; of a unit's possible tasks, those whose date has passed are only counted."""
    whole = [entry for entry in entries if _is_asked_for(entry, asking)]
    shown = [entry for entry in whole if not _has_passed(entry, asking)]
    return replace(asking.answer(), tasks=tuple(shown), passed_possible=len(whole) - len(shown))


def _is_asked_for(entry: TaskEntry, asking: Asking) -> bool:
    """Whether an entry has one of the statuses that the question is about, and is as sure as it asks."""
    if asking.query.possible and entry.certainty is not Certainty.POSSIBLE:
        return False
    return not asking.query.statuses or entry.status in asking.query.statuses


def _has_passed(entry: TaskEntry, asking: Asking) -> bool:
    if asking.whom.everyone or entry.certainty is Certainty.DEFINITE:
        return False
    return entry.due is not None and entry.due < asking.today


def _with_nearest(asking: Asking, answer: Answer) -> Answer:
    """Where nothing was found, add what is nearest."""
    if answer.tasks:
        return answer
    return replace(answer, nearest=tuple(find_next(asking, asking.roles(EVERY_ROLE))))
