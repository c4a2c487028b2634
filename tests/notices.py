"""Notices for tests of the outbox and of delivery, and a clock that moves when it is told to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from factories import make_region, make_unit
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.clock import ZONE
from data.database import Database
from data.models import Notice, NoticeKind, NoticeState
from data.owing import Letter, Recipient, owe
from data.repositories.chats import ChatRepository

MORNING = datetime(2020, 9, 10, 8, 30, tzinfo=ZONE)
OPERATOR = 1


@dataclass
class Watch:
    """A clock that moves when it is told to."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def wait(self, **time: float) -> None:
        """Let time pass, or go back."""
        self.at += timedelta(**time)


def make_chats(session: Session, *numbers: int, region: str = "东至县") -> dict[int, Recipient]:
    """Bind chats, each to a unit of its own; return whom to owe, by Telegram's number."""
    place = make_region(session, region)
    recipients = {}
    for number in numbers:
        unit = make_unit(session, place, f"县第{-number}局")
        chat = ChatRepository(session).chat(number, title=f"第{-number}局工作群")
        ChatRepository(session).bind_unit(chat, unit, by="管理员", now=MORNING)
        recipients[number] = Recipient(chat_id=chat.id, region_id=place.id)
    return recipients


def owe_text(session: Session, key: str, to: Recipient, **fields: Any) -> Notice:
    """Owe a short text, the key itself where no other letter is given."""
    given = {"kind": NoticeKind.NUDGE, "letter": Letter(key), "day": MORNING.date(), "now": MORNING}
    notice = owe(session, key, to=to, **(given | fields))
    assert notice is not None
    return notice


def states(database: Database, keys: Iterable[str] | None = None) -> dict[str, NoticeState]:
    """Return the state of each notice by its key."""
    with database.read() as session:
        rows = dict(session.execute(select(Notice.key, Notice.state)).all())
    return rows if keys is None else {key: rows[key] for key in keys}


def notice(database: Database, key: str) -> Notice:
    """Return a notice as it is stored now."""
    with database.read() as session:
        return session.scalars(select(Notice).where(Notice.key == key)).one()
