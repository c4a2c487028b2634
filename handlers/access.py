"""Who may do what, as far as asking goes: whose seat a speaker has."""

from collections.abc import Collection
from dataclasses import dataclass

from handlers.memory import Place
from handlers.message import ChatRole, Seat


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks where; `person` is None where a group or channel speaks as itself."""

    place: Place
    person: int | None
    private: bool


def seat_of(speaker: Speaker, binding: Seat | None, operators: Collection[int]) -> Seat:
    """Return the speaker's seat: the chat's binding, or the operator's own in private; else none.

    In a bound group an operator asks as the group does, so that everybody there sees what the group may see.
    """
    if binding is not None:
        return binding
    if speaker.private and speaker.person in operators:
        return Seat(ChatRole.OPERATOR)
    return Seat(ChatRole.UNBOUND)
