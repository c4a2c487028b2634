"""What an operator looks at to see whether all is well: owed messages, plans, people, over all regions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session

from data.models import Notice, NoticeState, Person, Plan, Region
from data.repositories.watches import open_on
from data.wording.delivery import TOO_OLD


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """How many messages are owed, of unknown outcome and failed; the earliest that should have left."""

    owed: int = 0
    unknown: int = 0
    failed: int = 0
    earliest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Whether the bot may write to a person in private; the name as it was seen, None where it never was."""

    telegram_id: int
    name: str | None
    started: bool

    def __str__(self) -> str:
        return f"{self.name}（{self.telegram_id}）" if self.name else str(self.telegram_id)


def count_notices(session: Session) -> NoticeCounts:
    """Count messages by what became of them; what leaves in one message counts once.

    What was too old to be sent has not failed: what it said that still holds was told by a later message.
    """
    carried = and_(Notice.state == NoticeState.FAILED, func.coalesce(Notice.error, "").startswith(TOO_OLD))
    query = (
        select(Notice.state, func.count(), func.min(Notice.not_before))
        .where(Notice.key == Notice.bundle, not_(carried))
        .group_by(Notice.state)
    )
    found = {state: (number, earliest) for state, number, earliest in session.execute(query)}
    number = {state: found.get(state, (0, None))[0] for state in NoticeState}
    return NoticeCounts(
        owed=number[NoticeState.PLANNED] + number[NoticeState.SENDING],
        unknown=number[NoticeState.UNKNOWN],
        failed=number[NoticeState.FAILED],
        earliest=found.get(NoticeState.PLANNED, (0, None))[1],
    )


def open_plans_without_office(session: Session, today: date) -> list[str]:
    """Return the keys of the plans, open `today`, over which nobody keeps watch."""
    query = select(Plan.key).where(Plan.office_id.is_(None), *open_on(today, Plan))
    return list(session.scalars(query.order_by(Plan.id)))


def region_names(session: Session) -> frozenset[str]:
    """Return the names of all regions."""
    return frozenset(session.scalars(select(Region.name)))


def acquaintances(session: Session, people: Collection[int]) -> list[Acquaintance]:
    """Say of each of `people` whether they have started the bot."""
    query = select(Person).where(Person.telegram_id.in_(people))
    known = {person.telegram_id: person for person in session.scalars(query)}
    return [
        Acquaintance(key, person.name, person.started_at is not None)
        if (person := known.get(key)) is not None
        else Acquaintance(key, None, started=False)
        for key in people
    ]
