"""progress: counts, units by status, the units in order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from data.progress import add_up
from data.repositories.milestones import Within
from data.repositories.standings import UnitFigures, UnitStanding
from data.statuses import FINISHED, is_overdue
from data.units.values import Certainty
from handlers.answers.asking import EXECUTING, Asking
from handlers.answers.entries import Span, entries_from, entries_within
from handlers.answers.responsibilities import fill
from handlers.answers.subjects import find_tasks, names_tasks, not_found
from handlers.answers.values import Answer, TaskEntry, Trouble, UnitStatus

OPEN = frozenset({"pending", "doing", "submitted", "returned"})


def answer_progress(asking: Asking) -> Answer:
    """Answer how much is done: of a period, a unit or the region; by unit where tasks are asked about."""
    asking = _of_whole_units(asking)
    query = asking.query
    if names_tasks(asking):
        return _answer_tasks(asking)
    period = query.period
    start = period.start if period is not None else None
    end = period.end if period is not None else None
    roles = asking.roles(EXECUTING)
    counted = asking.standings.counted(asking.whom, roles, start, end, asking.today)
    answer = replace(asking.answer(), counts=add_up(counted))
    if query.ranked and not asking.whom.units:
        return _ranked(asking, answer, Span(start, end))
    if asking.whom.everyone and query.statuses.isdisjoint(OPEN):
        return answer
    return replace(answer, tasks=tuple(_unfinished(asking, Span(start, end))))


def _of_whole_units(asking: Asking) -> Asking:
    """Count the assignments of whole units: a part of one has none of its own."""
    units = tuple(replace(unit, part=None) for unit in asking.query.units)
    return replace(asking, query=replace(asking.query, units=units), parts=None)


def _ranked(asking: Asking, answer: Answer, span: Span) -> Answer:
    """Add the units in the order of what is overdue; not in the chat of a unit that is no office."""
    seat = asking.seat_unit
    if seat is not None and seat not in answer.offices:
        return replace(answer, trouble=Trouble.NO_RANKING)
    units = asking.standings.by_unit(span.start, span.end, asking.today)
    return replace(answer, ranking=tuple(sorted(units, key=_place)))


def _place(unit: UnitFigures) -> tuple[int, float]:
    return (-unit.overdue, unit.done / unit.total if unit.total else 1.0)


def _unfinished(asking: Asking, span: Span) -> list[TaskEntry]:
    """Return what a unit has not finished: that is what 还有几项没办结 wants to see."""
    roles = asking.roles(EXECUTING)
    if span.start is None and span.end is None:
        reached = asking.reach(Within(), roles)
        entries = entries_from(reached, asking.how_far(reached), asking.today)
    else:
        reached = asking.reach(Within(span.start, span.end), roles)
        entries = entries_within(reached, asking.how_far(reached, span), span, asking.today)
    return [
        entry
        for entry in entries
        if entry.certainty is Certainty.DEFINITE and entry.due is not None and entry.status not in FINISHED
    ]


def _answer_tasks(asking: Asking) -> Answer:
    meant = find_tasks(asking, every=False)
    if not meant.tasks:
        return not_found(asking, meant)
    answer = fill(asking, meant.tasks, EXECUTING)
    standings = [one for task in meant.tasks for one in asking.standings.of_task(task, asking.today)]
    names = {unit.name for unit in asking.query.units}
    if names and not asking.query.everywhere:
        standings = [one for one in standings if one.unit in names] or standings
    statuses = tuple(_statuses(standings, asking.today))
    return replace(answer, statuses=statuses, units_answer=answer.units_answer)


def _statuses(standings: Iterable[UnitStanding], today: date) -> Iterable[UnitStatus]:
    """Give one status for each unit: the least finished of its milestones."""
    by_unit: dict[str, list[UnitStanding]] = {}
    for one in standings:
        by_unit.setdefault(one.unit, []).append(one)
    for unit, own in by_unit.items():
        open_ones = [one for one in own if one.status not in FINISHED]
        late = any(is_overdue(one.due, one.status, today, soft=one.soft) for one in own)
        yield UnitStatus(unit, str((open_ones or own)[0].status), late)
