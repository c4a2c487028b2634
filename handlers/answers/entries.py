"""Milestones → the entries of an answer: which occurrences, due when, how far, in what order; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from data.dates.events import due_after
from data.dates.recurrence import next_occurrence, occurrences
from data.dates.values import MilestoneKind
from data.repositories.milestones import MilestoneFact, Reached
from data.repositories.reach import Reach
from data.repositories.standings import Standing
from data.statuses import is_overdue
from data.units.values import Certainty
from handlers.answers.values import TaskEntry

ONCE = date(1, 1, 1)
"""The occurrence under which what comes only once is stored."""

FAR = date(9999, 12, 31)
Standings = Mapping[tuple[int, date], Standing]
Occurrence = tuple[date | None, date]
"""A printed due date, and the occurrence under which its assignments are stored."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period of an answer, inclusive; an open side is None."""

    start: date | None
    end: date | None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


def entries_within(
    reached: Iterable[Reached], standings: Standings, span: Span, today: date
) -> list[TaskEntry]:
    """Return one entry for each occurrence that is due in `span`, in order."""
    moved = _moved(standings)
    return order_entries(
        entry
        for one in reached
        for entry in _entries(one, standings, _occurrences_within(one.fact, span, moved), today)
        if entry.due is not None and entry.due in span
    )


def entries_from(reached: Iterable[Reached], standings: Standings, today: date) -> list[TaskEntry]:
    """Return one entry for each milestone, of a recurring one the next occurrence, in order."""
    return order_entries(
        entry
        for one in reached
        for entry in _entries(one, standings, [_next_occurrence(one.fact, today)], today)
    )


def order_entries(entries: Iterable[TaskEntry]) -> list[TaskEntry]:
    """Put executed tasks first, then by date, plan, item as a number and place; undated ones come last."""
    return sorted(entries, key=lambda entry: entry.order)


def _entries(
    one: Reached, standings: Standings, found: Iterable[Occurrence], today: date
) -> Iterator[TaskEntry]:
    for due, occurrence in found:
        standing = standings.get((one.fact.milestone_id or 0, occurrence))
        yield _entry(one.fact, one.reach, due, standing, today)


def _entry(
    fact: MilestoneFact, reach: Reach | None, printed: date | None, standing: Standing | None, today: date
) -> TaskEntry:
    moved = standing is not None and standing.extended
    due = (standing.open_due or standing.due) if standing is not None and moved else printed
    status = standing.status if standing is not None else "pending"
    certainty = reach.certainty if reach else Certainty.POSSIBLE if fact.unsettled else Certainty.DEFINITE
    role = reach.role if reach else None
    oversees = role is not None and not role.executes
    return TaskEntry(
        task_id=fact.task_id,
        milestone_id=fact.milestone_id,
        plan=fact.plan,
        plan_name=fact.plan_name,
        item=fact.item,
        scope=fact.scope,
        heading=fact.heading,
        detail=fact.detail,
        role=role,
        via=reach.via if reach else None,
        certainty=certainty,
        due=due,
        start=fact.start,
        printed_due=printed if moved else None,
        recurrence=fact.rrule,
        event=fact.event,
        kind=fact.kind.value if fact.kind else None,
        action=fact.action,
        soft=fact.soft,
        status=status,
        overdue=is_overdue(due, status, today, soft=fact.soft),
        days_left=(due - today).days if due is not None else None,
        deadline=fact.deadline,
        inherited=fact.inherited,
        order=(
            oversees,
            due or FAR,
            fact.plan_id,
            fact.item_number if fact.item_number is not None else fact.position + 1,
            fact.position,
            fact.milestone_position or 0,
        ),
    )


def _moved(standings: Standings) -> dict[int, list[date]]:
    """Return the occurrences that were extended, by milestone."""
    moved: dict[int, list[date]] = {}
    for (milestone_id, occurrence), standing in standings.items():
        if standing.extended:
            moved.setdefault(milestone_id, []).append(occurrence)
    return moved


def _occurrences_within(fact: MilestoneFact, span: Span, moved: Mapping[int, list[date]]) -> list[Occurrence]:
    if fact.kind is not MilestoneKind.RECURRING or not fact.rrule:
        return [(_printed_due(fact), ONCE)]
    first, last = _bounds(fact, span)
    days = occurrences(fact.rrule, first, last)
    # An occurrence outside the period may have been extended into it.
    others = [day for day in moved.get(fact.milestone_id or 0, ()) if day not in days]
    return [(day, day) for day in (*days, *others)]


def _bounds(fact: MilestoneFact, span: Span) -> tuple[date, date]:
    """Return from where to where occurrences are looked for: none is before the first."""
    first = fact.due or fact.start or span.start or span.end or FAR
    if span.start is not None:
        first = max(first, span.start)
    last = span.end if span.end is not None else first + timedelta(days=400)
    return first, last


def _next_occurrence(fact: MilestoneFact, today: date) -> Occurrence:
    if fact.kind is not MilestoneKind.RECURRING or not fact.rrule:
        return _printed_due(fact), ONCE
    day = next_occurrence(fact.rrule, max(today, fact.due or today))
    return (day, day) if day is not None else (fact.due, fact.due or ONCE)


def _printed_due(fact: MilestoneFact) -> date | None:
    """Return the due date as printed; one that waits for an event is computed once that has a date."""
    if fact.kind is not MilestoneKind.EVENT or fact.due is not None:
        return fact.due
    if fact.event_date is None or fact.offset is None:
        return None
    return due_after(fact.event_date, fact.offset, working=fact.working, is_workday=_workday())


def _workday() -> Callable[[date], bool]:
    """Give the calendar of working days; loaded only where a deadline counts in them."""
    from data.dates.workdays import is_workday

    return is_workday
