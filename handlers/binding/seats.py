"""Which seats somebody has: a group's binding, or in private what the chats give that they were seen in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.models import BindingKind
from data.repositories.chats import ChatBinding, ChatRepository
from data.repositories.people import PeopleRepository
from handlers.memory.place import Place
from handlers.message import ChatRole, Seat

SEEN_WITHIN = timedelta(days=30)
"""How long a person has the rights of a chat in private after being seen in it (DESIGN.md §7)."""


def seat_of_chat(session: Session, place: Place) -> Seat | None:
    """Return what a chat is bound to, None where it is not."""
    bound = ChatRepository(session).binding(place.chat, place.topic)
    return seat_of(bound) if bound is not None else None


def chats_seen_in(session: Session, person: int, now: datetime) -> Sequence[ChatBinding]:
    """Return the bound chats in which a person was seen lately; whether still a member is not asked here."""
    return PeopleRepository(session).chats_of(person, now - SEEN_WITHIN)


def leaders_seats(person: int, leaders: Mapping[str, frozenset[int]]) -> list[Seat]:
    """Return the seats of a person who is named as a leader of regions."""
    return [Seat(ChatRole.LEADERS, region) for region, people in leaders.items() if person in people]


def seats_of(bound: Iterable[ChatBinding]) -> list[Seat]:
    """Return the seats that chats give."""
    return [seat_of(chat) for chat in bound]


def seat_of(bound: ChatBinding) -> Seat:
    """Return the seat that a chat gives to those who are in it."""
    role = ChatRole.LEADERS if bound.kind is BindingKind.LEADERS else ChatRole.UNIT
    return Seat(role, region=bound.region, unit=bound.unit, office=bound.office)
