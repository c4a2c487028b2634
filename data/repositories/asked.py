"""Questions as they were understood, kept for follow-ups, replies and buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from data.models import WHOLE_CHAT, Asked

LOOKED_AT = 30
"""How many of a person's questions in a chat are looked through, newest first."""


NOBODY = -1
"""Who holds a place in the numbers: never a person, nor the 0 of a letter."""


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """A question whose number was set aside, as it is to be stored; `message` is the one that answers it."""

    number: int
    telegram_id: int
    topic: int | None
    person: int
    query: dict[str, Any]
    at: datetime
    message: int | None


def set_aside(session: Session, count: int, at: datetime) -> Sequence[int]:
    """Return `count` numbers of questions that nobody else will get, in this or in another process."""
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence('asked', 'id')) FROM generate_series(1, :count)")
        return list(session.scalars(drawn, {"count": count}))
    # SQLite numbers from the highest row on, so that a row behind the numbers keeps them free.
    first = (session.scalar(select(func.max(Asked.id))) or 0) + 1
    session.add(Asked(id=first + count, telegram_id=0, person=NOBODY, query={}, at=at))
    session.flush()
    return range(first, first + count)


def store(session: Session, drafts: Sequence[AskedDraft]) -> None:
    """Store questions under the numbers that were set aside for them."""
    rows = [
        {
            "id": draft.number,
            "telegram_id": draft.telegram_id,
            "topic": draft.topic or WHOLE_CHAT,
            "person": draft.person,
            "query": draft.query,
            "at": draft.at,
            "message": draft.message,
        }
        for draft in drafts
    ]
    session.connection().execute(insert(Asked), rows)


def forget_before(session: Session, at: datetime) -> int:
    """Delete the questions from before an instant; return how many.

    The last row stays, so that its number is never given again: a button that it stood for would come alive.
    """
    last = select(func.max(Asked.id)).scalar_subquery()
    statement = delete(Asked).where(Asked.at < at, Asked.id != last)
    result: Any = session.execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)


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
        return self._session.scalars(statement.order_by(*_NEWEST).limit(1)).one_or_none()

    def lately(self, topic: int | None, person: int, since: datetime) -> Iterator[Asked]:
        """Give the person's questions since an instant, newest first."""
        statement = select(Asked).where(*self._of(topic, person), Asked.at >= since)
        yield from self._session.scalars(statement.order_by(*_NEWEST).limit(LOOKED_AT))

    def _of(self, topic: int | None, person: int) -> tuple[Any, ...]:
        return (Asked.telegram_id == self._chat, Asked.topic == (topic or WHOLE_CHAT), Asked.person == person)


_NEWEST = (Asked.at.desc(), Asked.id.desc())
"""The newest first: numbers that were set aside are not taken in the order of time by every process."""
