"""The pace: whatever is asked of it, no window of time holds more than Telegram takes."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.pacing import CATCHING_UP, MINUTE, MOMENT, Pace, Rates

GROUP, OTHER, PERSON = -1, -2, 3

TELEGRAM = Rates(overall=30, chat_second=1, group_minute=20)
"""What Telegram takes, a little more at a time."""


def _most(times: list[float], span: float) -> int:
    """Return how many of `times` lie in one span at most."""
    return max((bisect_left(times, at + span - MOMENT) - index for index, at in enumerate(times)), default=0)


@given(st.lists(st.tuples(st.sampled_from([GROUP, OTHER, PERSON, 4]), st.floats(0, 90)), max_size=120))
def test_who_waits_as_told_stays_below_every_limit(messages: list[tuple[int, float]]) -> None:
    pace, now, sent = Pace(), 0.0, []
    for chat, idle in messages:
        now += idle if idle > 60 else idle / 90
        now += pace.wait_for(chat, now)
        assert pace.wait_for(chat, now) == 0
        pace.used(chat, now)
        sent.append((chat, now))
    assert _most([at for _, at in sent], 1.0) <= TELEGRAM.overall
    for chat in {chat for chat, _ in sent}:
        times = [at for one, at in sent if one == chat]
        assert _most(times, 1.0) <= 1
        if chat < 0:
            assert _most(times, MINUTE) <= Rates().group_minute


@given(st.floats(1, 500), st.integers(1, 400))
def test_many_chats_take_no_longer_than_the_pace_needs(overall: float, messages: int) -> None:
    pace, now = Pace(Rates(overall=overall)), 100.0
    for chat in range(messages):
        now += pace.wait_for(chat, now)
        pace.used(chat, now)
    assert now - 100 <= Rates(overall=overall).shortest(messages) + 1e-3
    assert now - 100 >= Rates(overall=overall).shortest(messages) - CATCHING_UP - 1e-3


def test_a_late_sender_makes_up_for_a_little_at_once() -> None:
    pace = Pace()
    pace.used(GROUP, 0.0)
    assert pace.room(0.0) == 6
    assert pace.room(100.0) == 7
    for chat in range(7):
        pace.used(chat + 10, 100.0)
    assert pace.room(100.0) == 0
    assert pace.next_room(100.0) == pytest.approx(0.05)


def test_a_chat_that_is_held_holds_up_no_other() -> None:
    pace = Pace()
    pace.hold(GROUP, 40.0)
    assert pace.wait_for(GROUP, 10.0) == 30
    assert pace.wait_for(OTHER, 10.0) == 0
    assert pace.held(10.0) == {GROUP}
    pace.hold(GROUP, 20.0)
    assert pace.chat_wait(GROUP, 39.0) == 1
    assert pace.held(40.0) == frozenset()


def test_answers_are_counted_and_what_is_left_is_for_nudges() -> None:
    pace = Pace()
    for number in range(15):
        pace.used(GROUP, number / 10)
    assert pace.chat_wait(GROUP, 5.0) == pytest.approx(55)
    assert pace.wait_for(OTHER, 5.0) == 0


def test_a_flood_of_answers_holds_nudges_back_for_a_moment_only() -> None:
    pace = Pace()
    for number in range(1_000):
        pace.used(number, 0.0)
    assert pace.wait_for(GROUP, 0.0) <= 1.0


def test_chats_that_fell_silent_are_forgotten() -> None:
    pace = Pace(Rates(overall=1e6))
    for number in range(20_000):
        pace.used(-number, number / 10)
    assert len(pace.held(2_000.0)) <= 10
    assert len(pace._chats) < 5_000
