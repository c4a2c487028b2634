"""Chats and what they are bound to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from data.models import WHOLE_CHAT, Binding, BindingKind, Chat, Plan, Region, Unit, Watch


@dataclass(frozen=True, slots=True)
class ChatBinding:
    """A chat with what it is bound to; `unit` is None in a leaders' chat, `topic` outside a forum.

    `office` says that the unit keeps watch over a plan that is not closed.
    """

    chat_id: int
    telegram_id: int
    topic: int | None
    title: str | None
    kind: BindingKind
    region_id: int
    region: str
    unit_id: int | None
    unit: str | None
    office: bool
    bound_by: str
    since: datetime
    left_at: datetime | None


class ChatRepository:
    """The register of chats, of all regions: a chat itself says which region it belongs to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def binding(self, telegram_id: int, topic: int | None = None) -> ChatBinding | None:
        """Return what a chat or topic is bound to; a topic that is not bound itself is its chat's."""
        query = _bound().where(
            Chat.telegram_id == telegram_id, Chat.topic.in_((topic or WHOLE_CHAT, WHOLE_CHAT))
        )
        row = self._session.execute(query.order_by(Chat.topic.desc()).limit(1)).one_or_none()
        return None if row is None else _binding(*row)

    def list(self, region_id: int | None = None) -> list[ChatBinding]:
        """Return all chats that are bound, of one region or of all."""
        query = _bound().order_by(Region.name, Unit.name, Chat.id)
        if region_id is not None:
            query = query.where(Binding.region_id == region_id)
        return [_binding(*row) for row in self._session.execute(query)]

    def bind_unit(self, chat: Chat, unit: Unit, *, by: str, now: datetime) -> ChatBinding | None:
        """Bind `chat` to `unit`; return the binding of the unit's former chat, which ends with it."""
        former = self._of_unit(unit.id)
        if former is not None:
            if former.chat_id == chat.id:
                return None
            self._end(former.chat_id, by=by, now=now)
        self._bind(chat, Binding(kind=BindingKind.UNIT, region_id=unit.region_id, unit_id=unit.id), by, now)
        return former

    def bind_leaders(self, chat: Chat, region: Region, *, by: str, now: datetime) -> None:
        """Make `chat` the leaders' chat of `region`, beside others there may be."""
        self._bind(chat, Binding(kind=BindingKind.LEADERS, region_id=region.id), by, now)

    def unbind(
        self, telegram_id: int, topic: int | None = None, *, by: str, now: datetime
    ) -> ChatBinding | None:
        """End the binding of a chat, and return what it was; None where there was none."""
        former = self.binding(telegram_id, topic)
        if former is None or (former.topic or WHOLE_CHAT) != (topic or WHOLE_CHAT):
            return None
        self._end(former.chat_id, by=by, now=now)
        return former

    def chat(self, telegram_id: int, topic: int | None = None, title: str | None = None) -> Chat:
        """Return the chat, stored now where it is new; a new title replaces the stored one."""
        query = select(Chat).where(Chat.telegram_id == telegram_id, Chat.topic == (topic or WHOLE_CHAT))
        chat = self._session.scalars(query).one_or_none()
        if chat is None:
            chat = Chat(telegram_id=telegram_id, topic=topic or WHOLE_CHAT)
            self._session.add(chat)
        if title is not None:
            chat.title = title
        self._session.flush()
        return chat

    def move(self, telegram_id: int, to: int) -> None:
        """Let a group that became a supergroup keep its bindings under its new number."""
        for chat in self._session.scalars(select(Chat).where(Chat.telegram_id == telegram_id)):
            chat.telegram_id = to
        self._session.flush()

    def _bind(self, chat: Chat, binding: Binding, by: str, now: datetime) -> None:
        self._end(chat.id, by=by, now=now)
        binding.chat_id, binding.bound_by, binding.since = chat.id, by, now
        chat.left_at = None
        self._session.add(binding)
        self._session.flush()

    def _end(self, chat_id: int, *, by: str, now: datetime) -> None:
        query = select(Binding).where(Binding.chat_id == chat_id, Binding.holds.is_(True))
        for binding in self._session.scalars(query):
            binding.holds, binding.ended_at, binding.ended_by = None, now, by
        self._session.flush()

    def _of_unit(self, unit_id: int) -> ChatBinding | None:
        row = self._session.execute(_bound().where(Binding.unit_id == unit_id)).one_or_none()
        return None if row is None else _binding(*row)


def _bound() -> Select[Chat, Binding, str, str | None, bool]:
    """Select the chats that are bound at present."""
    watches = exists().where(Plan.office_id == Binding.unit_id, Plan.state != Watch.CLOSED)
    return (
        select(Chat, Binding, Region.name, Unit.name, watches)
        .join(Binding, Binding.chat_id == Chat.id)
        .join(Region, Region.id == Binding.region_id)
        .outerjoin(Unit, Unit.id == Binding.unit_id)
        .where(Binding.holds.is_(True))
    )


def _binding(chat: Chat, binding: Binding, region: str, unit: str | None, office: bool) -> ChatBinding:
    return ChatBinding(
        chat_id=chat.id,
        telegram_id=chat.telegram_id,
        topic=None if chat.topic == WHOLE_CHAT else chat.topic,
        title=chat.title,
        kind=binding.kind,
        region_id=binding.region_id,
        region=region,
        unit_id=binding.unit_id,
        unit=unit,
        office=office,
        bound_by=binding.bound_by,
        since=binding.since,
        left_at=chat.left_at,
    )
