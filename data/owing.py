"""What the program owes to a chat or a person: a row of the outbox, from which the scheduler delivers it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models import Notice, NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under a letter: its label, and the message that pressing it stands for."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: plain text of at most one message, buttons, and the assignments that it shows, in order.

    `silent` leaves without a sound. `edits` is the number of a notice whose message this one replaces,
    where it was sent; where it cannot be replaced any more, it leaves as a message of its own, but only on
    the day `anew_on` (ISO) where that is given. `picture` names what is drawn when it leaves
    (`week:REGION:START:END`): a photo, with the text as its caption.
    """

    text: str
    offers: tuple[Offer, ...] = ()
    assignments: tuple[int, ...] = ()
    silent: bool = False
    edits: int | None = None
    anew_on: str | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom something is owed: exactly one of a chat (our own row's number) and a person of Telegram."""

    chat_id: int | None = None
    person: int | None = None
    region_id: int | None = None


def owe(
    session: Session,
    key: str,
    kind: NoticeKind,
    to: Recipient,
    letter: Letter,
    *,
    day: date,
    now: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    assignment_id: int | None = None,
    part_of: str | None = None,
) -> Notice | None:
    """Owe `letter` under its unique `key`; None where it is owed, or was sent, already.

    It leaves at `not_before` (now where that is None) or later: quiet hours and the pace hold it back, and
    after `expires_at` it is too old to matter. `part_of` joins rows to one message: the key of the row that
    carries it.
    """
    if session.scalar(select(Notice.id).where(Notice.key == key)) is not None:
        return None
    notice = Notice(
        key=key,
        kind=kind,
        region_id=to.region_id,
        chat_id=to.chat_id,
        person=to.person,
        assignment_id=assignment_id,
        day=day,
        bundle=part_of or key,
        payload=write(letter),
        not_before=not_before or now,
        expires_at=expires_at,
        state=NoticeState.PLANNED,
        created_at=now,
    )
    session.add(notice)
    session.flush()
    return notice


def write(letter: Letter) -> dict[str, Any]:
    """Turn a letter into what the database keeps as JSON."""
    return asdict(letter)


def read(written: dict[str, Any]) -> Letter:
    """Read what `write` wrote; what else is kept beside a letter is left alone."""
    known = {name: written[name] for name in Letter.__dataclass_fields__ if name in written}
    offers = tuple(Offer(**offer) for offer in written["offers"])
    return Letter(**{**known, "offers": offers, "assignments": tuple(written["assignments"])})
