"""What a conversation needs besides the message: the database, the clock, and what is kept of them."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from data.clock import Clock, SystemClock
from data.database import Database
from data.repositories.plans import PlanFact
from handlers.binding.attempts import Attempts
from handlers.understanding.vocabulary import Vocabulary
from handlers.vocabularies import Vocabularies


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of `respond`, built once by `bot/app.py`."""

    database: Database
    clock: Clock = field(default_factory=SystemClock)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    attempts: Attempts = field(default_factory=Attempts)

    def vocabulary(self, session: Session) -> Vocabulary:
        """Return what is known of all regions."""
        return self.vocabularies.current(session)

    def plans(self, region_id: int | None) -> tuple[PlanFact, ...]:
        """Return the plans of a region whose vocabulary was asked for."""
        return self.vocabularies.plans(region_id)

    def regions(self) -> tuple[str, ...]:
        """Return the names of all regions."""
        with self.database.read() as session:
            return tuple(region.name for region in self.vocabulary(session).regions)
