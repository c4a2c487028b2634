from datetime import UTC, date, datetime

import pytest

from data.models import Assignment
from data.statuses import MOVES, Status, is_overdue, may_move

TODAY = date(2020, 9, 10)


def test_every_status_says_where_it_may_go():
    assert set(MOVES) == set(Status)


@pytest.mark.parametrize(
    ("start", "to"),
    [("pending", "submitted"), ("submitted", "done"), ("submitted", "returned"), ("done", "doing")],
)
def test_a_move_of_the_daily_round_is_allowed(start: str, to: str):
    assert may_move(Status(start), Status(to))


@pytest.mark.parametrize(
    ("start", "to"), [("pending", "returned"), ("done", "pending"), ("done", "submitted"), ("doing", "doing")]
)
def test_a_move_that_skips_the_review_or_goes_nowhere_is_refused(start: str, to: str):
    assert not may_move(Status(start), Status(to))


@pytest.mark.parametrize(
    ("due", "status", "soft", "expected"),
    [
        (date(2020, 9, 9), "pending", False, True),
        (date(2020, 9, 10), "pending", False, False),
        (date(2020, 9, 9), "submitted", False, True),
        (date(2020, 9, 9), "done", False, False),
        (date(2020, 9, 9), "void", False, False),
        (date(2020, 9, 9), "pending", True, False),
        (None, "pending", False, False),
    ],
)
def test_overdue_is_derived(due: date | None, status: str, soft: bool, expected: bool):
    assert is_overdue(due, status, TODAY, soft=soft) is expected


def test_an_assignment_refuses_an_illegal_move():
    assignment = Assignment(status=Status.PENDING)
    with pytest.raises(ValueError, match="from pending to returned"):
        assignment.move(Status.RETURNED, datetime(2020, 9, 10, tzinfo=UTC))
    assert assignment.status is Status.PENDING


def test_an_assignment_remembers_when_it_was_done_until_it_is_opened_again():
    assignment = Assignment(status=Status.SUBMITTED)
    noon = datetime(2020, 9, 10, tzinfo=UTC)
    assignment.move(Status.DONE, noon)
    assert assignment.done_at == noon
    assignment.move(Status.DOING, noon)
    assert assignment.done_at is None
    assert assignment.touched
