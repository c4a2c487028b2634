"""People who spoke to the bot, and in which chats they were seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Binding, Chat, Person, Sighting
from data.repositories.chats import ChatBinding, ChatRepository


@dataclass(frozen=True, slots=True)
class Name:
    """A person as Telegram shows them."""

    telegram_id: int
    name: str
    username: str | None = None

    def __str__(self) -> str:
        return f"{self.name}（{self.telegram_id}）"


class PeopleRepository:
    """People, of all regions: the chats that they were seen in say where they have rights."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, name: Name, *, started_at: datetime | None = None) -> None:
        """Store a person as shown now; `started_at` where they wrote to the bot in private."""
        person = self._session.get(Person, name.telegram_id)
        if person is None:
            person = Person(telegram_id=name.telegram_id)
            self._session.add(person)
        person.name, person.username = name.name, name.username
        person.started_at = person.started_at or started_at

    def stopped(self, telegram_id: int) -> None:
        """Store that the bot may no longer write to a person in private."""
        person = self._session.get(Person, telegram_id)
        if person is not None:
            person.started_at = None

    def sighted(self, person: int, chat_id: int, now: datetime) -> None:
        """Store that a person was seen in a chat."""
        sighting = self._session.get(Sighting, (chat_id, person))
        if sighting is None:
            self._session.add(Sighting(chat_id=chat_id, person=person, seen_at=now))
        else:
            sighting.seen_at = now

    def chats_of(self, person: int, since: datetime) -> Sequence[ChatBinding]:
        """Return the bound chats that the bot is in and has seen `person` in since an instant."""
        statement = (
            select(Chat.id)
            .join(Sighting, Sighting.chat_id == Chat.id)
            .join(Binding, Binding.chat_id == Chat.id)
            .where(Sighting.person == person, Sighting.seen_at >= since)
            .where(Binding.holds.is_(True), Chat.left_at.is_(None))
        )
        return ChatRepository(self._session).of_chats(list(self._session.scalars(statement)))
