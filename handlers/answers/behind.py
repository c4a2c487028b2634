"""The assignments behind the figures of a progress answer: counted by the same words as they are listed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from data.progress import DUE_SOON, CountedAssignments, Counts, add_up
from data.repositories.behind import BehindFact, BehindRepository, Counted
from data.repositories.milestones import Within
from data.repositories.reach import Whom
from data.statuses import FINISHED, Status, is_overdue
from data.units.values import Certainty
from handlers.answers.asking import EXECUTING, Asking
from handlers.answers.values import Answer, TaskEntry

OVERDUE = "overdue"
"""Stands among the statuses of a question for what is unfinished after its date."""


def count(asking: Asking) -> Counts:
    """Count the assignments that a question is about."""
    counted = counted_of(asking)
    if counted.tasks is None and not counted.plans:
        # The database adds up faster than it lists.
        return add_up(
            asking.standings.counted(counted.whom, counted.roles, counted.start, counted.end, asking.today)
        )
    return add_up(_groups(_found(asking, counted), asking.today))


def counted_of(asking: Asking) -> Counted:
    """Say which assignments a question counts: the executed ones, or those of what is overseen."""
    period, roles = asking.query.period, asking.roles(EXECUTING)
    counted = Counted(
        asking.whom,
        roles,
        period.start if period is not None else None,
        period.end if period is not None else None,
        plans=asking.named_plans,
    )
    if roles <= EXECUTING:
        return counted
    reached = asking.reach(Within(), roles)
    sure = frozenset(
        one.fact.task_id for one in reached if one.reach is None or one.reach.certainty is Certainty.DEFINITE
    )
    return replace(counted, whom=Whom(), roles=EXECUTING, tasks=None if asking.whom.everyone else sure)


def list_each(asking: Asking, tasks: frozenset[int] | None = None) -> Answer:
    """Answer the assignments behind a figure, one entry for each; of `tasks` alone where they are given."""
    statuses = asking.query.statuses
    found = _found(asking, _named(counted_of(asking), tasks), statuses - {OVERDUE})
    entries = [entry_of(fact, asking) for fact in found if fact.due is not None]
    if not statuses:
        entries = [entry for entry in entries if entry.status != Status.VOID]
    if OVERDUE in statuses:
        entries = [entry for entry in entries if entry.overdue]
    return _with_entries(asking, entries)


def list_unreported(asking: Asking) -> Answer:
    """Answer the units that have said nothing of what is overdue, due soon, or due in the period."""
    found = _found(asking, counted_of(asking), {Status.PENDING})
    period, last = asking.query.period, asking.today + DUE_SOON
    entries = [entry_of(fact, asking) for fact in found if fact.due is not None]
    if period is None or (period.start is None and period.end is None):
        entries = [
            entry
            for entry in entries
            if entry.overdue or (entry.due is not None and asking.today <= entry.due <= last)
        ]
    return replace(asking.answer(), tasks=tuple(_by_unit(entries)))


def facts_of(
    asking: Asking, tasks: frozenset[int] | None = None, statuses: Iterable[str] = ()
) -> list[BehindFact]:
    """Return the assignments that a question counts, dated or not; of `tasks` alone where they are given."""
    return _found(asking, _named(counted_of(asking), tasks), statuses)


def _with_entries(asking: Asking, entries: Sequence[TaskEntry]) -> Answer:
    ordered = sorted(entries, key=lambda entry: entry.order)
    return replace(asking.answer(), tasks=tuple(ordered))


def _by_unit(entries: Sequence[TaskEntry]) -> list[TaskEntry]:
    """Keep the entries of a unit together, the unit with the earliest date first."""
    first: dict[str | None, tuple[bool | int | date, ...]] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        first.setdefault(entry.unit, entry.order)
    return sorted(entries, key=lambda entry: (first[entry.unit], entry.order))


def _named(counted: Counted, tasks: frozenset[int] | None) -> Counted:
    """Keep to the tasks that a question names: these are answered in whatever state they are."""
    if tasks is None:
        return counted
    kept = tasks if counted.tasks is None else counted.tasks & tasks
    return replace(counted, tasks=kept, named=True)


def _found(asking: Asking, counted: Counted, statuses: Iterable[str] = ()) -> list[BehindFact]:
    repository = BehindRepository(asking.session, asking.region_id)
    return repository.all(counted, asking.today, frozenset(statuses))


def _groups(facts: Iterable[BehindFact], today: date) -> Iterable[CountedAssignments]:
    """Put assignments together for adding up."""
    groups: Counter[tuple[int, Status, bool, bool, bool]] = Counter()
    for fact in facts:
        late = is_overdue(fact.due, fact.status, today, soft=fact.soft)
        near = fact.due is not None and today <= fact.due <= today + DUE_SOON
        soon = near and fact.status not in FINISHED
        groups[fact.task_id, fact.status, fact.due is not None, late, soon] += 1
    for (task, status, dated, late, soon), amount in groups.items():
        yield CountedAssignments(
            task,
            status,
            dated=amount * dated,
            undated=amount * (not dated),
            overdue=amount * late,
            due_soon=amount * soon,
        )


def entry_of(fact: BehindFact, asking: Asking) -> TaskEntry:
    """Return one assignment as an entry that names its unit."""
    today = asking.today
    place = fact.position if fact.position is not None else 0
    return TaskEntry(
        task_id=fact.task_id,
        milestone_id=fact.milestone_id,
        plan=fact.plan,
        plan_name=fact.plan_name,
        item=fact.item,
        scope=fact.scope,
        heading=fact.heading,
        detail=fact.detail,
        role=None if asking.whom.everyone else fact.role,
        via=None if asking.whom.everyone else fact.via,
        due=fact.due,
        start=fact.start,
        printed_due=fact.printed_due if fact.extended and fact.printed_due != fact.due else None,
        recurrence=fact.rrule,
        event=fact.event,
        kind=fact.kind.value,
        action=fact.action,
        soft=fact.soft,
        status=fact.status.value,
        overdue=is_overdue(fact.due, fact.status, today, soft=fact.soft),
        days_left=(fact.due - today).days if fact.due is not None else None,
        deadline=fact.deadline,
        inherited=fact.inherited,
        unit=fact.unit,
        assignment_id=fact.assignment_id,
        order=(
            False,
            fact.due or date.max,
            fact.plan_id,
            fact.item_number if fact.item_number is not None else place + 1,
            place,
            fact.milestone_position or 0,
            fact.assignment_id,
        ),
    )
