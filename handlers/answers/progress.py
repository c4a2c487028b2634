"""progress: counts, units by status, the units in order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from data.repositories.milestones import Within
from data.repositories.reach import Whom
from data.repositories.standings import UnitFigures, UnitStanding
from data.statuses import FINISHED, is_overdue
from data.units.values import Certainty, Role
from handlers.answers.asking import EXECUTING, Asking
from handlers.answers.behind import count, list_each, list_unreported
from handlers.answers.entries import Span, entries_from, entries_within
from handlers.answers.responsibilities import fill
from handlers.answers.subjects import find_tasks, names_tasks, not_found
from handlers.answers.values import Answer, TaskEntry, Trouble, UnitStatus
from handlers.understanding.query import Asked, UnitRef

OPEN = frozenset({"pending", "doing", "submitted", "returned"})


def answer_progress(asking: Asking) -> Answer:
    """Answer how much is done: of a period, a unit or the region; by unit where tasks are asked about."""
    asking = _of_whole_units(asking)
    query = asking.query
    if query.asked is not None:
        return _answer_special(asking)
    if query.each:
        return _answer_each(asking)
    if names_tasks(asking):
        return _answer_tasks(asking)
    if query.unreported:
        return _answer_unreported(asking)
    answer = replace(asking.answer(), counts=count(asking))
    if query.ranked and not asking.whom.units:
        return _ranked(asking, answer, _span(asking))
    return replace(answer, tasks=tuple(_shown(asking)))


def _span(asking: Asking) -> Span:
    period = asking.query.period
    return Span(period.start, period.end) if period is not None else Span(None, None)


def _shown(asking: Asking) -> Iterable[TaskEntry]:
    """Return the tasks that stand under the counts: what is open, or has the status that is asked for."""
    statuses, everyone = asking.query.statuses, asking.whom.everyone
    if len(statuses) == 1 and not (everyone and statuses.isdisjoint(OPEN)):
        return _once(list_each(asking).tasks)
    if everyone and statuses.isdisjoint(OPEN):
        return ()
    return _unfinished(asking, _span(asking))


def _once(entries: Iterable[TaskEntry]) -> Iterable[TaskEntry]:
    """Return each task and date once, whichever units have it."""
    first = {(one.milestone_id, one.due): one for one in reversed(list(entries))}
    ordered = sorted(first.values(), key=lambda entry: entry.order)
    return (replace(entry, unit=None, assignment_id=None) for entry in ordered)


def _answer_each(asking: Asking) -> Answer:
    """Answer the assignments behind a figure; of the whole region only where that is not another's."""
    if names_tasks(asking):
        meant = find_tasks(asking, every=True)
        if not meant.tasks:
            return not_found(asking, meant)
        return list_each(asking, frozenset(meant.tasks))
    here = _as_seen_here(asking)
    return list_each(here) if here is not None else replace(asking.answer(), trouble=Trouble.NO_RANKING)


def _answer_special(asking: Asking) -> Answer:
    """Answer a list in place of counts; of the whole region only where that is not another's."""
    from handlers.answers.special import SPECIAL  # few questions need its models

    here = _as_seen_here(asking)
    asked = asking.query.asked
    # What a unit oversees are items: which units have a chat is the office's to know.
    narrowed = here is not asking and asked is Asked.CHATLESS
    if here is None or asked is None or narrowed:
        return replace(asking.answer(), trouble=Trouble.NO_RANKING)
    return SPECIAL[asked](here)


def _answer_unreported(asking: Asking) -> Answer:
    """Answer which units have said nothing."""
    here = _as_seen_here(asking)
    if here is None:
        return replace(asking.answer(), trouble=Trouble.NO_RANKING)
    return list_unreported(here)


def _as_seen_here(asking: Asking) -> Asking | None:
    """Let a list of all units be about what the chat's unit supervises, unless that is an office.

    None where it supervises nothing.
    """
    seat = asking.seat_unit
    if not asking.whom.everyone or seat is None or seat in asking.answer().offices:
        return asking
    own = asking.units.find(seat)
    if own is None or not asking.milestones.find(Whom(units=(own,)), Within(), (Role.SUPERVISE,)):
        return None
    query = replace(
        asking.query,
        units=(UnitRef(seat, own, implied=True),),
        everywhere=False,
        roles=frozenset({Role.SUPERVISE}),
    )
    return replace(asking, query=query, whom=Whom(units=(own,)))


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
    wanted = asking.unit_names()
    units = [unit for unit in units if not wanted or unit.unit in wanted]
    return replace(answer, ranking=tuple(sorted(units, key=_place)))


def _place(unit: UnitFigures) -> tuple[int, float]:
    return (-unit.overdue, unit.done / unit.total if unit.total else 1.0)


def _unfinished(asking: Asking, span: Span) -> list[TaskEntry]:
    """Return what a unit has not finished: that is what 还有几项没办结 wants to see."""
    roles = asking.roles(EXECUTING)
    if span.start is None and span.end is None:
        reached = asking.reach(Within(counted=asking.today), roles)
        entries = entries_from(reached, asking.how_far(reached), asking.today)
    else:
        reached = asking.reach(Within(span.start, span.end, counted=asking.today), roles)
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
    names = asking.unit_names()
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
