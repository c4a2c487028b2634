"""Memory for a process that answers many: one row for each answer, written once and together with others."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from data.errors import DatabaseError
from data.repositories.asked import AskedDraft, set_aside, store
from handlers.memory.memory import CONTEXT_LASTS, Memory
from handlers.memory.notebook import Draft, Lately, Notebook
from handlers.memory.place import Place
from handlers.memory.said import Said, write

logger = logging.getLogger(__name__)

NUMBERS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class QuickMemory(Memory):
    """Keeps what is said in its notebook until it is sent, and writes it down after.

    An answer that was sent and not written down, since the process died between, has no buttons any more.
    What a person said last is believed from the notebook where no other process answers (SQLite).
    """

    notebook: Notebook = field(default_factory=Notebook)

    def keep(self, place: Place, person: int, said: Said) -> Said:
        """Number `said`; it is written down once it is `answered`, by the next `catch_up`."""
        number = self._number(said.at)
        said = replace(said, number=number, topic=place.topic)
        self.notebook.draft(Draft(place, person, said), number)
        return said

    def answered(self, place: Place, said: Said, message: int | None) -> None:
        """Have it written down in which of the bot's messages in `place` the answer stands."""
        draft = self.notebook.settle(said.number, message) if said.number is not None else None
        if draft is None and message is not None:
            Memory.answered(self, place, said, message)
        elif draft is not None and self._is_alone:
            self.notebook.note_last(draft)

    def catch_up(self) -> None:
        """Write down what waits for it; what cannot be written is forgotten, since it was answered."""
        drafts = self.notebook.take_ready()
        if not drafts:
            return
        try:
            with self.database.transaction() as session:
                store(session, [_row(draft) for draft in drafts])
        except (DatabaseError, IntegrityError):
            logger.exception("%s answers cannot be continued", len(drafts))
            self.notebook.forget_numbers()

    def last(self, place: Place, person: int, now: datetime) -> Said | None:
        """Return the person's last question in `place`, unless it is too long ago."""
        if not self._is_alone:
            return Memory.last(self, place, person, now)
        return self._lately_noted(place, person, now).question

    def latest(self, place: Place, person: int, now: datetime) -> Said | None:
        """Return the last thing that offered `person` something in `place`, a question or not."""
        if not self._is_alone:
            return Memory.latest(self, place, person, now)
        return self._lately_noted(place, person, now).latest

    @property
    def _is_alone(self) -> bool:
        return self.database.engine.dialect.name == "sqlite"

    def _number(self, at: datetime) -> int:
        number = self.notebook.take_number()
        while number is None:
            with self.database.transaction() as session:
                numbers = set_aside(session, NUMBERS_AT_ONCE, at)
            self.notebook.set_aside(numbers)
            number = self.notebook.take_number()
        return number

    def _lately_noted(self, place: Place, person: int, now: datetime) -> Lately:
        noted = self.notebook.since(place, person, now - CONTEXT_LASTS)
        if noted is None:
            noted = Lately(Memory.latest(self, place, person, now), Memory.last(self, place, person, now))
            self.notebook.lately.put((place, person), noted)
        return noted


def _row(draft: Draft) -> AskedDraft:
    said, place = draft.said, draft.place
    return AskedDraft(
        number=said.number or 0,
        telegram_id=place.chat,
        topic=place.topic,
        person=draft.person,
        query=write(said.kept),
        at=said.at,
        message=said.message,
    )
