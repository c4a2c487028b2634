"""Chats and what they are bound to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from data.models import (
    WHOLE_CHAT,
    Asked,
    Binding,
    BindingCode,
    BindingKind,
    Change,
    Chat,
    History,
    Notice,
    Plan,
    Region,
    Sighting,
    Unit,
    Watch,
)


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

    def of_chats(self, chats: Collection[int]) -> Sequence[ChatBinding]:
        """Return what some chats are bound to."""
        rows = self._session.execute(_bound().where(Chat.id.in_(chats)).order_by(Region.name, Unit.name))
        return [_binding(*row) for row in rows]

    def bind_unit(
        self, chat: Chat, unit: Unit, *, by: str, now: datetime, person: int | None = None
    ) -> ChatBinding | None:
        """Bind `chat` to `unit`; return the binding of the unit's former chat, which ends with it."""
        former = self._of_unit(unit.id)
        if former is not None:
            if former.chat_id == chat.id:
                return None
            self._end(former.chat_id, by=by, now=now, person=person)
        binding = Binding(kind=BindingKind.UNIT, region_id=unit.region_id, unit_id=unit.id)
        self._bind(chat, binding, by=by, now=now, person=person)
        return former

    def bind_leaders(
        self, chat: Chat, region: Region, *, by: str, now: datetime, person: int | None = None
    ) -> None:
        """Make `chat` the leaders' chat of `region`, beside others there may be."""
        binding = Binding(kind=BindingKind.LEADERS, region_id=region.id)
        self._bind(chat, binding, by=by, now=now, person=person)

    def unbind(
        self,
        telegram_id: int,
        topic: int | None = None,
        *,
        by: str,
        now: datetime,
        person: int | None = None,
    ) -> ChatBinding | None:
        """End the binding of a chat, and return what it was; None where there was none."""
        former = self.binding(telegram_id, topic)
        if former is None or (former.topic or WHOLE_CHAT) != (topic or WHOLE_CHAT):
            return None
        self._end(former.chat_id, by=by, now=now, person=person)
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

    def entered(self, telegram_id: int, title: str | None = None) -> None:
        """Store that the bot is in a chat, and its topics."""
        self.chat(telegram_id, title=title)
        self._set_left(telegram_id, None)

    def left(self, telegram_id: int, now: datetime) -> None:
        """Store that the bot is no longer in a chat; what it is bound to stays for when it comes back."""
        self._set_left(telegram_id, now)

    def move(self, telegram_id: int, to: int) -> None:
        """Let a group that became a supergroup keep its bindings under its new number.

        Both chats tell of it, and the new one may have been heard of before.
        """
        former = select(Chat.id).where(Chat.telegram_id == telegram_id)
        # The supergroup counts its messages anew: an edit by the old number would hit another one.
        self._session.execute(update(Notice).where(Notice.chat_id.in_(former)).values(message=None))
        for chat in self._session.scalars(select(Chat).where(Chat.telegram_id == telegram_id)):
            present = self._session.scalar(
                select(Chat.id).where(Chat.telegram_id == to, Chat.topic == chat.topic)
            )
            if present is None:
                chat.telegram_id = to
            else:
                self._hand_over(chat.id, present)
        asked = update(Asked).where(Asked.telegram_id == telegram_id)
        self._session.execute(asked.values(telegram_id=to, message=None))
        self._session.flush()

    def _hand_over(self, former: int, chat: int) -> None:
        """Give what hangs on a `former` chat to the one that it became; a binding made there since stays."""
        held = select(Binding).where(Binding.chat_id == chat, Binding.holds.is_(True))
        present = self._session.scalars(held).one_or_none()
        if present is not None:
            # The group's own binding ended when the supergroup was bound, and nobody had told of the move.
            self._end(former, by=present.bound_by, now=present.since, person=None)
        self._session.execute(update(Binding).where(Binding.chat_id == former).values(chat_id=chat))
        seen = select(Sighting.person).where(Sighting.chat_id == chat)
        moved = update(Sighting).where(Sighting.chat_id == former, Sighting.person.not_in(seen))
        self._session.execute(moved.values(chat_id=chat))
        self._session.execute(update(Notice).where(Notice.chat_id == former).values(chat_id=chat))
        used = update(BindingCode).where(BindingCode.used_in_id == former)
        self._session.execute(used.values(used_in_id=chat))

    def _set_left(self, telegram_id: int, at: datetime | None) -> None:
        self._session.execute(update(Chat).where(Chat.telegram_id == telegram_id).values(left_at=at))

    def _bind(self, chat: Chat, binding: Binding, *, by: str, now: datetime, person: int | None) -> None:
        self._end(chat.id, by=by, now=now, person=person)
        binding.chat_id, binding.bound_by, binding.since = chat.id, by, now
        chat.left_at = None
        self._session.add(binding)
        self._session.add(_history(binding, None, binding.kind, by=by, now=now, person=person))
        self._session.flush()

    def _end(self, chat_id: int, *, by: str, now: datetime, person: int | None) -> None:
        query = select(Binding).where(Binding.chat_id == chat_id, Binding.holds.is_(True))
        for binding in self._session.scalars(query):
            binding.holds, binding.ended_at, binding.ended_by = None, now, by
            self._session.add(_history(binding, binding.kind, None, by=by, now=now, person=person))
        self._session.flush()

    def _of_unit(self, unit_id: int) -> ChatBinding | None:
        row = self._session.execute(_bound().where(Binding.unit_id == unit_id)).one_or_none()
        return None if row is None else _binding(*row)


def _history(
    binding: Binding,
    before: BindingKind | None,
    after: BindingKind | None,
    *,
    by: str,
    now: datetime,
    person: int | None,
) -> History:
    return History(
        at=now,
        change=Change.CHAT,
        region_id=binding.region_id,
        unit_id=binding.unit_id,
        chat_id=binding.chat_id,
        person=person,
        by=by,
        before=before,
        after=after,
    )


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
