"""What is no longer needed is deleted at night: understood questions, settled notices, expired codes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.repositories.asked import forget_before
from data.repositories.tidying import TidyingRepository

ASKED_KEPT = timedelta(days=60)
"""A button or a reply that is older is answered with the menu anyway; a nudge is replied to for weeks."""

SETTLED_KEPT = timedelta(days=35)
CODES_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rows were deleted."""

    asked: int = 0
    settled: int = 0
    codes: int = 0


def tidy(session: Session, now: datetime) -> Tidied:
    """Delete what nobody needs any more; what was sent, failed or is doubtful stays."""
    old = TidyingRepository(session)
    return Tidied(
        asked=forget_before(session, now - ASKED_KEPT),
        settled=old.settled(now - SETTLED_KEPT),
        codes=old.codes(now - CODES_KEPT),
    )
