"""What a conversation needs besides the message: the database, the clock, and what is kept of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from data.clock import Clock, SystemClock
from data.database import Database
from data.repositories.plans import PlanFact
from handlers.binding.attempts import Attempts
from handlers.message import Given
from handlers.policies import Policies
from handlers.understanding.vocabulary import Vocabulary
from handlers.vocabularies import Vocabularies


def default_policies(session: Session, region: str) -> Policies:
    """Return the policies where nothing else is set."""
    return Policies()


@dataclass(slots=True)
class Running:
    """What runs beside the conversations, known once it does: the jobs by name, and when each runs next."""

    jobs: Callable[[], Sequence[tuple[str, datetime]]] | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of `respond`, built once by `bot/app.py`.

    `policies` gives those of a region, by its name. `keep` fetches a file that somebody sent and returns
    where the copy is kept, None where it cannot be had.
    """

    database: Database
    clock: Clock = field(default_factory=SystemClock)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    attempts: Attempts = field(default_factory=Attempts)
    policies: Callable[[Session, str], Policies] = default_policies
    keep: Callable[[Given], str | None] | None = None
    running: Running = field(default_factory=Running)

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
