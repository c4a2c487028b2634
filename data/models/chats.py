"""Chats, what they are bound to, and who was seen in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base, TelegramId
from data.models.units import Region, Unit

WHOLE_CHAT = 0
"""The topic of a chat that is no forum, or of a forum as a whole; NULL would not be unique."""


class Chat(Base):
    """A Telegram chat, or one topic of a forum; `left_at` is set while the bot is not in it."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("telegram_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[TelegramId]
    topic: Mapped[TelegramId] = mapped_column(default=WHOLE_CHAT)
    title: Mapped[str | None]
    left_at: Mapped[datetime | None]

    bindings: Mapped[list["Binding"]] = relationship(back_populates="chat", lazy="raise")


class BindingKind(StrEnum):
    """Whose chat it is; the office's chat is that of the unit which is a plan's office."""

    UNIT = "unit"  # 单位群
    LEADERS = "leaders"  # 领导群


class Binding(Base):
    """A chat's binding to a unit or to the region's leaders.

    `holds` is True until it has ended and None from then on: a chat has one binding that holds, and a unit
    one chat, but any number of ended ones. (A partial index would make every start load both dialects.)
    """

    __tablename__ = "binding"
    __table_args__ = (
        UniqueConstraint("chat_id", "holds"),
        UniqueConstraint("unit_id", "holds"),
        CheckConstraint("(holds IS NULL) = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("(kind = 'unit') = (unit_id IS NOT NULL)", name="unit_or_leaders"),
        Index(None, "region_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[BindingKind]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    bound_by: Mapped[str]
    since: Mapped[datetime]
    holds: Mapped[bool | None] = mapped_column(default=True)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    chat: Mapped[Chat] = relationship(back_populates="bindings", lazy="raise")
    region: Mapped[Region] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")


class BindingCode(Base):
    """A one-time code with which anyone in a group binds it."""

    __tablename__ = "binding_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[BindingKind]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_in_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))


class Person(Base):
    """A Telegram user who spoke to the bot; `started_at` says that the bot may write to them in private."""

    __tablename__ = "person"

    telegram_id: Mapped[TelegramId] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    username: Mapped[str | None]
    started_at: Mapped[datetime | None]


class Sighting(Base):
    """When a person was last seen in a chat: the ground of that person's rights in private."""

    __tablename__ = "sighting"
    __table_args__ = (Index(None, "person", "seen_at"),)

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    person: Mapped[TelegramId] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]


class Asked(Base):
    """A question as it was understood, which a follow-up or a reply continues.

    `message` is the bot's message that answers it, or that a nudge stands in; `person` is 0 for a nudge.
    """

    __tablename__ = "asked"
    __table_args__ = (
        Index(None, "telegram_id", "message"),
        Index(None, "telegram_id", "topic", "person", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[TelegramId]
    topic: Mapped[TelegramId] = mapped_column(default=WHOLE_CHAT)
    person: Mapped[TelegramId]
    message: Mapped[TelegramId | None]
    query: Mapped[dict[str, Any]]
    at: Mapped[datetime]
