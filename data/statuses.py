"""The status of an assignment: the moves allowed between statuses, and overdue as derived; pure."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an assignment is."""

    PENDING = "pending"  # 未开始
    DOING = "doing"  # 进行中
    SUBMITTED = "submitted"  # 待审核
    DONE = "done"  # 已办结
    RETURNED = "returned"  # 已退回
    VOID = "void"  # 不涉及


FINISHED = frozenset({Status.DONE, Status.VOID})
"""The statuses in which nothing is owed any more."""

MOVES: dict[Status, frozenset[Status]] = {
    # Without a review 办结 and 不涉及 close at once.
    Status.PENDING: frozenset({Status.DOING, Status.SUBMITTED, Status.DONE, Status.VOID}),
    Status.DOING: frozenset({Status.SUBMITTED, Status.DONE, Status.VOID}),
    # 通过 closes, 退回 returns; a unit that takes its report back is at work again.
    Status.SUBMITTED: frozenset({Status.DONE, Status.VOID, Status.RETURNED, Status.DOING}),
    Status.RETURNED: frozenset({Status.DOING, Status.SUBMITTED, Status.DONE, Status.VOID}),
    # What was closed by mistake is opened again.
    Status.DONE: frozenset({Status.DOING, Status.RETURNED}),
    Status.VOID: frozenset({Status.PENDING, Status.DOING}),
}
"""Which statuses an assignment may take next."""


def may_move(start: Status, to: Status) -> bool:
    """Whether an assignment may go from `start` to `to`."""
    return to in MOVES[start]


def is_overdue(due: date | None, status: str, today: date, *, soft: bool = False) -> bool:
    """Whether an assignment is unfinished after its due date; a soft target (争取) never is."""
    return due is not None and due < today and status not in FINISHED and not soft
