"""What the operator is told: what became of a day's messages, which chats are gone, who may be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models import Binding, BindingKind, Chat, Notice, NoticeKind, NoticeState, Person, Region, Unit

REPORT_KEY = "operator:"
"""How the keys of the morning's reports begin."""


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A message that was owed on a day, and what became of it."""

    id: int
    kind: NoticeKind
    state: NoticeState
    day: date
    error: str | None
    created_at: datetime
    sent_at: datetime | None
    payload: dict[str, Any]
    chat: str | None

    @property
    def edits(self) -> bool:
        """Whether it replaces another one."""
        return self.payload.get("edits") is not None


@dataclass(frozen=True, slots=True)
class GoneChat:
    """A bound chat in which the bot is no more."""

    chat_id: int
    title: str | None
    region: str
    unit: str | None
    left_at: datetime

    @property
    def bound(self) -> str:
        """Name what it is bound to."""
        return f"{self.region} {self.unit or '领导群'}"


class OperationsRepository:
    """The outbox and the chats of all regions, as the operator sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_day(self, day: date) -> list[SentNotice]:
        """Return the messages to chats and persons that belong to a day, but the operator's own."""
        return self._notices(Notice.day == day)

    def doubtful(self, since: date) -> list[SentNotice]:
        """Return those from a day on of which nobody knows whether they arrived, or that failed."""
        states = (NoticeState.UNKNOWN, NoticeState.FAILED)
        return self._notices(Notice.state.in_(states), Notice.day >= since)

    def last_report(self, before: date) -> date | None:
        """Return the last day before a day on which an operator was owed the morning's report."""
        reports = select(func.max(Notice.day)).where(Notice.key.startswith(REPORT_KEY), Notice.day < before)
        return self._session.scalar(reports)

    def last_sign(self, before: datetime) -> datetime | None:
        """Return when something was last owed or sent before an instant."""
        found = [
            self._session.scalar(select(func.max(column)).where(column < before))
            for column in (Notice.created_at, Notice.sent_at)
        ]
        return max((one for one in found if one is not None), default=None)

    def started(self, people: Collection[int]) -> list[int]:
        """Return those of `people` to whom the bot may write in private."""
        query = select(Person.telegram_id).where(
            Person.telegram_id.in_(people), Person.started_at.is_not(None)
        )
        return sorted(self._session.scalars(query))

    def gone(self, since: datetime | None = None) -> list[GoneChat]:
        """Return the bound chats that the bot is no longer in, those it left since an instant."""
        query = (
            select(Chat.id, Chat.title, Region.name, Unit.name, Binding.kind, Chat.left_at)
            .join(Binding, Binding.chat_id == Chat.id)
            .join(Region, Region.id == Binding.region_id)
            .outerjoin(Unit, Unit.id == Binding.unit_id)
            .where(Binding.holds.is_(True), Chat.left_at.is_not(None))
            .order_by(Chat.id)
        )
        if since is not None:
            query = query.where(Chat.left_at >= since)
        return [
            GoneChat(key, title, region, None if kind is BindingKind.LEADERS else unit, left)
            for key, title, region, unit, kind, left in self._session.execute(query)
            if left is not None
        ]

    def _notices(self, *conditions: Any) -> list[SentNotice]:  # noqa: ANN401 - conditions of any columns
        query = (
            select(
                Notice.id,
                Notice.kind,
                Notice.state,
                Notice.day,
                Notice.error,
                Notice.created_at,
                Notice.sent_at,
                Notice.payload,
                Chat.title,
            )
            .outerjoin(Chat, Chat.id == Notice.chat_id)
            .where(Notice.key == Notice.bundle, Notice.kind != NoticeKind.OPERATOR, *conditions)
            .order_by(Notice.id)
        )
        return [SentNotice(*tuple[Any, ...](row)) for row in self._session.execute(query)]
