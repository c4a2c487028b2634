"""Counts and rates of assignments (DESIGN.md §5 Counts); pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data.statuses import Status, is_overdue

DUE_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CountedAssignment:
    """What a count needs to know of one definite, executing assignment."""

    task_id: int
    status: str
    due: date | None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Assignments, definite and executing; the five statuses add up to `total` (DESIGN.md §5 Counts).

    `overdue` and `due_soon` cut across the statuses; `void` and `undated` stand outside `total`. An item is
    done when each of its assignments is.
    """

    items_total: int = 0
    items_done: int = 0
    total: int = 0
    done: int = 0
    submitted: int = 0
    doing: int = 0
    pending: int = 0
    returned: int = 0
    rate: float | None = None
    overdue: int = 0
    due_soon: int = 0
    void: int = 0
    undated: int = 0


def count_assignments(assignments: Iterable[CountedAssignment], today: date) -> Counts:
    """Count `assignments` as they stand on `today`."""
    void, undated = 0, 0
    counted: list[CountedAssignment] = []
    for one in assignments:
        if one.status == "void":
            void += 1
        elif one.due is None:
            undated += 1
        else:
            counted.append(one)
    return _count_dated(counted, today, void, undated)


def _count_dated(counted: list[CountedAssignment], today: date, void: int, undated: int) -> Counts:
    by_status: dict[str, int] = defaultdict(int)
    finished: dict[int, bool] = {}
    for one in counted:
        by_status[one.status] += 1
        finished[one.task_id] = finished.get(one.task_id, True) and one.status == "done"
    return Counts(
        items_total=len(finished),
        items_done=sum(finished.values()),
        total=len(counted),
        done=by_status["done"],
        submitted=by_status["submitted"],
        doing=by_status["doing"],
        pending=by_status["pending"],
        returned=by_status["returned"],
        rate=round(by_status["done"] / len(counted), 4) if counted else None,
        overdue=sum(is_overdue(one.due, one.status, today, soft=one.soft) for one in counted),
        due_soon=sum(_is_due_soon(one, today) for one in counted),
        void=void,
        undated=undated,
    )


def _is_due_soon(one: CountedAssignment, today: date) -> bool:
    return one.due is not None and one.status != "done" and today <= one.due <= today + DUE_SOON
