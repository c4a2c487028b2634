"""From assignments and what has changed since to the figures of a period (DESIGN.md §8); pure.

Assignments come in groups that are alike in everything that a figure depends on, so that a million of them
need no million rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from data.progress import DUE_SOON, CountedAssignments, Counts, add_up
from data.reports.figures import Change
from data.reports.spans import span_after, week_of
from data.statuses import FINISHED, Status, is_overdue

MOST_WEEKS = 12
"""How many weeks the curve shows."""

Occurrence = tuple[int, date]
"""A milestone and one of its occurrences."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a summary, inclusive, and `today`, the day on which it is asked for."""

    start: date
    end: date
    today: date

    @property
    def as_of(self) -> date:
        """The day at whose end things are looked at: nothing is known beyond today."""
        return min(self.end, self.today)

    @property
    def before(self) -> date:
        """The day at whose end the period before is looked at."""
        return min(self.start - timedelta(days=1), self.as_of)

    @property
    def next(self) -> tuple[date, date]:
        """The period of the same length after it."""
        return span_after(self.start, self.end)

    def is_stored(self, stored_on: date, day: date) -> bool:
        """Tell whether what was `stored_on` a day was there on another.

        What was stored after today is there too: the clock was set back, and its day says nothing.
        """
        return stored_on <= day or stored_on > self.today

    def week_ends(self, first: date) -> list[date]:
        """Return the last days of up to 12 weeks since `first`; the last is cut off at `as_of`."""
        last = week_of(self.as_of)[1]
        ends = [last - timedelta(weeks=back) for back in range(MOST_WEEKS)]
        return [min(end, self.as_of) for end in reversed(ends) if end >= first]


class Group(NamedTuple):
    """How many assignments of one milestone occurrence are alike.

    `status` and `due` are those at the end of the period, `status_before` and `due_before` those at the end
    of the period before. A tuple, since there may be a hundred thousand.
    """

    milestone_id: int
    occurrence: date
    stored_on: date
    due: date | None
    status: str
    due_before: date | None
    status_before: str
    amount: int


class Kind(NamedTuple):
    """What figures see of an assignment, besides its item and its unit.

    `soft` marks a target, which is never overdue; `prior` is the occurrence before it of what recurs: while
    that is still to come, it is not counted yet.
    """

    soft: bool
    prior: date | None
    stored_on: date
    due: date | None
    status: str
    due_before: date | None
    status_before: str

    @property
    def former(self) -> "Kind":
        """What it was at the end of the period before."""
        return self._replace(due=self.due_before, status=self.status_before)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the groups do not say themselves: each milestone's item, and occurrences in order.

    `milestones` gives the task of each, and whether it is a target, never overdue.
    """

    period: Period
    milestones: Mapping[int, tuple[int, bool]]
    prior: Mapping[Occurrence, date]

    def kind_of(self, occurrence: Occurrence, stored_on: date, status: str, due: date | None) -> Kind:
        """Return what figures see of an assignment with a `status` and a `due` date."""
        soft = self.milestones[occurrence[0]][1]
        return Kind(soft, self.prior.get(occurrence), stored_on, due, status, due, status)

    def is_counted(self, kind: Kind, day: date) -> bool:
        """Tell whether an assignment counts on a `day`: it was stored, and is no later occurrence."""
        return self.period.is_stored(kind.stored_on, day) and (kind.prior is None or kind.prior < day)


def prior_occurrences(occurrences: Iterable[Occurrence]) -> dict[Occurrence, date]:
    """Return the occurrence before each of `occurrences`."""
    found: dict[Occurrence, date] = {}
    last: Occurrence | None = None
    for one in sorted(set(occurrences)):
        if last is not None and last[0] == one[0]:
            found[one] = last[1]
        last = one
    return found


def is_late(kind: Kind, day: date) -> bool:
    """Tell whether assignments are overdue on a `day`."""
    return is_overdue(kind.due, kind.status, day, soft=kind.soft)


def is_dated(kind: Kind) -> bool:
    """Tell whether assignments are in a total: what is not concerned, or has no due date, is not."""
    return kind.due is not None and kind.status != Status.VOID


class _Shown(NamedTuple):
    """Whether a kind counts, and as done, at the end of the period and of the one before."""

    total: bool
    done: bool
    total_before: bool
    done_before: bool


@dataclass(slots=True)
class _Task:
    """The counted assignments of one item, at the end of the period and of the one before."""

    total: int = 0
    done: int = 0
    total_before: int = 0
    done_before: int = 0

    def add(self, shown: _Shown, count: int) -> None:
        """Add assignments that are alike."""
        self.total += count * shown.total
        self.done += count * shown.done
        self.total_before += count * shown.total_before
        self.done_before += count * shown.done_before

    @property
    def is_done(self) -> bool:
        """Whether each assignment is."""
        return 0 < self.total == self.done

    @property
    def was_done(self) -> bool:
        """Whether each assignment was, the period before."""
        return 0 < self.total_before == self.done_before


@dataclass(frozen=True, slots=True)
class Gathered:
    """All assignments: how many there are of each kind, and how far each item is."""

    kinds: Mapping[Kind, int]
    tasks: Mapping[int, _Task]


def gather(groups: Iterable[Group], calendar: Calendar) -> Gathered:
    """Put together what is alike in all that figures depend on."""
    kinds: dict[Kind, int] = defaultdict(int)
    shown: dict[Kind, _Shown] = {}
    tasks: dict[int, _Task] = defaultdict(_Task)
    milestones, prior = calendar.milestones, calendar.prior
    for milestone, occurrence, stored, due, status, due_before, status_before, count in groups:
        task_id, soft = milestones[milestone]
        before = prior.get((milestone, occurrence))
        kind = Kind(soft, before, stored, due, status, due_before, status_before)
        kinds[kind] += count
        if kind not in shown:
            shown[kind] = _show(kind, calendar)
        tasks[task_id].add(shown[kind], count)
    return Gathered(kinds, tasks)


def _show(kind: Kind, calendar: Calendar) -> _Shown:
    period, former = calendar.period, kind.former
    total = is_dated(kind) and calendar.is_counted(kind, period.as_of)
    total_before = is_dated(former) and calendar.is_counted(former, period.before)
    return _Shown(
        total,
        total and kind.status == Status.DONE,
        total_before,
        total_before and former.status == Status.DONE,
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """What the groups of a period come to."""

    counts: Counts
    change: Change | None
    newly_done: int
    newly_done_items: int
    due: int
    due_open: int
    due_next: int
    due_next_open: int


def total(gathered: Gathered, calendar: Calendar) -> Totals:
    """Add up the assignments of a period."""
    period, kinds, tasks = calendar.period, gathered.kinds, gathered.tasks.values()
    now = {kind: count for kind, count in kinds.items() if calendar.is_counted(kind, period.as_of)}
    counts = replace(
        add_up(_counted(kind, count, period.as_of) for kind, count in now.items()),
        items_total=sum(task.total > 0 for task in tasks),
        items_done=sum(task.is_done for task in tasks),
    )
    known = any(period.is_stored(kind.stored_on, period.before) for kind in kinds)
    due = _within(kinds, period.start, period.end, period)
    due_next = _within(kinds, *period.next, period)
    return Totals(
        counts=counts,
        change=_change(counts, _before(gathered, calendar))
        if known and period.start <= period.today
        else None,
        newly_done=sum(count for kind, count in now.items() if _is_newly_done(kind, period)),
        newly_done_items=sum(task.is_done and not task.was_done for task in tasks),
        due=sum(due.values()),
        due_open=sum(count for kind, count in due.items() if kind.status not in FINISHED),
        due_next=sum(due_next.values()),
        due_next_open=sum(count for kind, count in due_next.items() if kind.status not in FINISHED),
    )


def _before(gathered: Gathered, calendar: Calendar) -> Counts:
    """Add up what there was at the end of the period before, as far as changes against it are told."""
    day, tasks = calendar.period.before, gathered.tasks.values()
    return Counts(
        items_done=sum(task.was_done for task in tasks),
        total=sum(task.total_before for task in tasks),
        done=sum(task.done_before for task in tasks),
        overdue=sum(
            count
            for kind, count in gathered.kinds.items()
            if calendar.is_counted(kind, day) and is_late(kind.former, day)
        ),
    )


def _counted(kind: Kind, count: int, day: date) -> CountedAssignments:
    dated = count if kind.due is not None else 0
    late = is_late(kind, day)
    soon = kind.due is not None and kind.status not in FINISHED and day <= kind.due <= day + DUE_SOON
    return CountedAssignments(
        0, kind.status, dated, count - dated, dated if late else 0, dated if soon else 0
    )


def _is_newly_done(kind: Kind, period: Period) -> bool:
    """Tell whether assignments became done in the period and still are: counted ones have a due date."""
    if kind.due is None or kind.status != Status.DONE:
        return False
    return kind.status_before != Status.DONE or not period.is_stored(kind.stored_on, period.before)


def _within(kinds: Mapping[Kind, int], start: date, end: date, period: Period) -> dict[Kind, int]:
    """Return what is due from `start` to `end`: of what recurs each occurrence."""
    return {
        kind: count
        for kind, count in kinds.items()
        if kind.due is not None
        and start <= kind.due <= end
        and kind.status != Status.VOID
        and period.is_stored(kind.stored_on, period.as_of)
    }


def _change(now: Counts, before: Counts) -> Change:
    rate_before = before.done / before.total if before.total else None
    rate = now.done / now.total if now.total else None
    return Change(
        items_done=now.items_done - before.items_done,
        done=now.done - before.done,
        overdue=now.overdue - before.overdue,
        rate=round(rate - rate_before, 4) if rate is not None and rate_before is not None else None,
    )
