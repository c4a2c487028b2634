"""Questions as they were understood, kept for follow-ups, replies and buttons."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from data.models import WHOLE_CHAT, Asked

LOOKED_AT = 30
"""How many of a person's questions in a chat are looked through, newest first."""


class AskedRepository:
    """The questions of one chat, so that none of another chat is ever found."""

    def __init__(self, session: Session, telegram_id: int) -> None:
        self._session = session
        self._chat = telegram_id

    def add(self, topic: int | None, person: int, query: dict[str, Any], at: datetime) -> int:
        """Store a question, and return its number."""
        row = Asked(telegram_id=self._chat, topic=topic or WHOLE_CHAT, person=person, query=query, at=at)
        self._session.add(row)
        self._session.flush()
        return row.id

    def answered(self, number: int, message: int) -> None:
        """Store which of the bot's messages answers the question."""
        statement = update(Asked).where(Asked.id == number, Asked.telegram_id == self._chat)
        self._session.execute(statement.values(message=message))

    def numbered(self, number: int) -> Asked | None:
        """Return the question of this number; None where it is another chat's."""
        statement = select(Asked).where(Asked.id == number, Asked.telegram_id == self._chat)
        return self._session.scalars(statement).one_or_none()

    def behind(self, message: int) -> Asked | None:
        """Return the question that the bot's `message` answers."""
        statement = select(Asked).where(Asked.telegram_id == self._chat, Asked.message == message)
        return self._session.scalars(statement.order_by(Asked.id.desc()).limit(1)).one_or_none()

    def lately(self, topic: int | None, person: int, since: datetime) -> list[Asked]:
        """Return the person's questions since an instant, newest first."""
        statement = select(Asked).where(*self._of(topic, person), Asked.at >= since)
        return list(self._session.scalars(statement.order_by(Asked.id.desc()).limit(LOOKED_AT)))

    def forget(self, topic: int | None, person: int, *, before: datetime) -> None:
        """Delete the person's questions that are older than `before`."""
        self._session.execute(delete(Asked).where(*self._of(topic, person), Asked.at < before))

    def _of(self, topic: int | None, person: int) -> tuple[Any, ...]:
        return (Asked.telegram_id == self._chat, Asked.topic == (topic or WHOLE_CHAT), Asked.person == person)
