"""Counts and rates of assignments (DESIGN.md §5 Counts); pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from data.statuses import Status

DUE_SOON = timedelta(days=14)
"""How far ahead a due date is near."""


@dataclass(frozen=True, slots=True)
class CountedAssignments:
    """How many definite, executing assignments of one task have one status.

    `dated` of them have a due date, `undated` none; `overdue` and `due_soon` are those of the dated ones.
    """

    task_id: int
    status: str
    dated: int = 0
    undated: int = 0
    overdue: int = 0
    due_soon: int = 0


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


def add_up(groups: Iterable[CountedAssignments]) -> Counts:
    """Add up `groups` of assignments."""
    void, undated = 0, 0
    counted: list[CountedAssignments] = []
    for group in groups:
        if group.status == Status.VOID:
            void += group.dated + group.undated
            continue
        undated += group.undated
        if group.dated:
            counted.append(group)
    return _add_dated(counted, void, undated)


def _add_dated(counted: list[CountedAssignments], void: int, undated: int) -> Counts:
    by_status: dict[str, int] = defaultdict(int)
    finished: dict[int, bool] = {}
    for group in counted:
        by_status[group.status] += group.dated
        finished[group.task_id] = finished.get(group.task_id, True) and group.status == Status.DONE
    total = sum(by_status.values())
    return Counts(
        items_total=len(finished),
        items_done=sum(finished.values()),
        total=total,
        done=by_status[Status.DONE],
        submitted=by_status[Status.SUBMITTED],
        doing=by_status[Status.DOING],
        pending=by_status[Status.PENDING],
        returned=by_status[Status.RETURNED],
        rate=round(by_status[Status.DONE] / total, 4) if total else None,
        overdue=sum(group.overdue for group in counted),
        due_soon=sum(group.due_soon for group in counted),
        void=void,
        undated=undated,
    )
