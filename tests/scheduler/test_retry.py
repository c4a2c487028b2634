"""What follows from each error: a table without a database."""

from datetime import timedelta

import pytest
from notices import MORNING

from scheduler.retry import MOVES, Decision, Doubt, Follow, GiveUp, Leave, Patience, RetryAt, decide_retry
from scheduler.sender import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    Refused,
    Throttled,
    Unavailable,
    Uncertain,
)

SECOND = timedelta(seconds=1)
EXPIRY = MORNING + timedelta(hours=1)

CASES: list[tuple[DeliveryError, int, Decision]] = [
    (Throttled(37 * SECOND), 1, RetryAt(MORNING + 37 * SECOND, "Telegram 要求等待 37 秒")),
    (Throttled(SECOND), 99, RetryAt(MORNING + SECOND, "Telegram 要求等待 1 秒")),
    (Unavailable("x"), 1, RetryAt(MORNING + 5 * SECOND, "x")),
    (Unavailable("x"), 2, RetryAt(MORNING + 15 * SECOND, "x")),
    (Unavailable("x"), 5, RetryAt(MORNING + 900 * SECOND, "x")),
    (Unavailable("x"), 500, RetryAt(MORNING + 900 * SECOND, "x")),
    (Uncertain("x"), 1, Doubt(MORNING + 30 * SECOND, "x")),
    (DeliveryError("x"), 1, Doubt(MORNING + 30 * SECOND, "x")),
    (Refused("x"), 1, GiveUp("x")),
    (ChatGone("x"), 1, Leave("x")),
    (ChatGone("x", topic=True), 1, Leave("x", topic=True)),
    (ChatMoved(-5), 1, Follow(-5)),
    (ChatMoved(-5), MOVES, GiveUp("群已升级，新的编号是 -5")),
]


@pytest.mark.parametrize(("error", "attempts", "decision"), CASES)
def test_each_error_has_one_consequence(error: DeliveryError, attempts: int, decision: Decision) -> None:
    assert decide_retry(error, attempts, MORNING, EXPIRY) == decision
    assert decide_retry(error, attempts, MORNING) == decision


@pytest.mark.parametrize("error", [Throttled(timedelta(hours=1)), Unavailable("x")])
def test_what_would_be_too_old_by_then_is_given_up(error: DeliveryError) -> None:
    decided = decide_retry(error, 1, MORNING, MORNING + 2 * SECOND)
    assert isinstance(decided, GiveUp)
    assert "过时" in decided.why


def test_waits_grow() -> None:
    waits = [Patience().wait(attempt) for attempt in range(12)]
    assert waits == sorted(waits)
    assert waits[-1] >= timedelta(minutes=5)
