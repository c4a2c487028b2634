import pytest

from handlers.access import Speaker, seat_of
from handlers.memory import Place
from handlers.message import ChatRole, Seat

OPERATOR, CLERK = 1, 2
UNIT_CHAT = Seat(ChatRole.UNIT, region="东至县", unit="县住建局")


@pytest.mark.parametrize(
    ("person", "private", "binding", "role"),
    [
        (OPERATOR, True, None, ChatRole.OPERATOR),
        (CLERK, True, None, ChatRole.UNBOUND),
        (OPERATOR, False, None, ChatRole.UNBOUND),
        (CLERK, False, None, ChatRole.UNBOUND),
        (OPERATOR, False, UNIT_CHAT, ChatRole.UNIT),
        (CLERK, False, UNIT_CHAT, ChatRole.UNIT),
        (None, False, UNIT_CHAT, ChatRole.UNIT),
        (None, False, None, ChatRole.UNBOUND),
    ],
)
def test_a_speaker_sits_where_the_chat_is_bound(
    person: int | None, private: bool, binding: Seat | None, role: ChatRole
) -> None:
    speaker = Speaker(Place(10), person, private=private)
    assert seat_of(speaker, binding, {OPERATOR}).role is role


def test_a_bound_chat_keeps_its_region_and_unit() -> None:
    assert seat_of(Speaker(Place(10), CLERK, private=False), UNIT_CHAT, {OPERATOR}) == UNIT_CHAT
