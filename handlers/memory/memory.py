"""What people asked and what the bot answered, found again by person, by message and by button."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.database import Database
from data.models import Asked
from data.repositories.asked import AskedRepository
from handlers.memory.place import Place
from handlers.memory.said import Said, read, write

CONTEXT_LASTS = timedelta(minutes=10)
"""How long a person's last question in a chat is what a follow-up continues (DESIGN.md §5)."""

EDITS_LAST = timedelta(hours=48)
"""How long Telegram lets a message be edited."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was said lately, over a restart."""

    database: Database

    def keep(self, place: Place, person: int, said: Said) -> Said:
        """Remember `said` as the last thing between `person` and the bot in `place`; return it numbered."""
        with self.database.transaction() as session:
            rows = AskedRepository(session, place.chat)
            number = rows.add(place.topic, person, write(said.kept), said.at)
        return replace(said, number=number)

    def answered(self, place: Place, said: Said, message: int) -> None:
        """Remember which of the bot's messages in `place` answers `said`."""
        if said.number is not None:
            with self.database.transaction() as session:
                AskedRepository(session, place.chat).answered(said.number, message)

    def behind(self, place: Place, message: int) -> Said | None:
        """Return what the bot's `message` in `place` answered, None where that is forgotten."""
        with self.database.read() as session:
            return _said(AskedRepository(session, place.chat).behind(message))

    def offered(self, place: Place, number: int, message: int) -> Said | None:
        """Return what stands behind a button of the bot's `message` in `place`.

        None where `number` is forgotten, or stands for another message or chat (such a press is forged), or
        where something else stands in the message since.
        """
        with self.database.read() as session:
            rows = AskedRepository(session, place.chat)
            said, present = _said(rows.numbered(number)), rows.behind(message)
        if said is None or said.message not in (None, message):
            return None
        return said if present is None or present.at <= said.at else None

    def last(self, place: Place, person: int, now: datetime) -> Said | None:
        """Return the person's last question in `place`, unless it is too long ago."""
        return next((said for said in self._lately(place, person, now, CONTEXT_LASTS) if said.query), None)

    def latest(self, place: Place, person: int, now: datetime) -> Said | None:
        """Return the last thing that offered `person` something in `place`, a question or not."""
        return next(iter(self._lately(place, person, now, CONTEXT_LASTS)), None)

    def of_question(self, place: Place, person: int, message: int, now: datetime) -> Said | None:
        """Return what the person's own `message` in `place` was answered with."""
        lately = self._lately(place, person, now, EDITS_LAST)
        return next((said for said in lately if said.kept.question == message), None)

    def _lately(self, place: Place, person: int, now: datetime, lasts: timedelta) -> Iterator[Said]:
        """Give what was said, newest first; most rows need not be read."""
        with self.database.read() as session:
            for row in AskedRepository(session, place.chat).lately(place.topic, person, now - lasts):
                if (said := _said(row)) is not None:
                    yield said


def _said(row: Asked | None) -> Said | None:
    """Return what a row keeps; None where there is no row or it cannot be read any more."""
    kept = read(row.query) if row is not None else None
    if row is None or kept is None:
        return None
    return Said(kept, row.at, number=row.id, message=row.message, topic=row.topic or None)
