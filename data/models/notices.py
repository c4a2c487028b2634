"""The outbox: what the program owes to chats, and who is at work on it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.assignments import Assignment as Assignment
from data.models.base import Base, TelegramId
from data.models.chats import Chat


class NoticeState(StrEnum):
    """What became of a notice."""

    PLANNED = "planned"  # 待发
    SENDING = "sending"  # 正在发
    SENT = "sent"  # 已发
    UNKNOWN = "unknown"  # 不知是否送达
    FAILED = "failed"  # 未能送达
    SETTLED = "settled"  # 由另一条代替或不再需要


class NoticeKind(StrEnum):
    """What a notice is."""

    NUDGE = "nudge"  # 催办
    STANDING = "standing"  # 现状
    REMINDER = "reminder"  # 人工催办
    REVIEW = "review"  # 待审核
    DECISION = "decision"  # 审核结果
    ESCALATION = "escalation"  # 升级
    NAMING = "naming"  # 待指定单位
    ONGOING = "ongoing"  # 持续推进
    SUMMARY = "summary"  # 周报
    OPERATOR = "operator"  # 致管理员


class Notice(Base):
    """A message, or a part of one, that is owed to a chat (通知): one row for each `key`.

    The key is made of what the notice is about (chat, assignment, stage, due date). `day` is the office's
    day to which it belongs. `bundle` joins what leaves in one message: it is the key of the row that
    carries the message itself in its `payload`, and of all rows the message settles; they change state
    together. A notice to a person, an operator, has no `chat` but a `person`. `lease_until` is how long the
    holder may send before it is released. `attempts` counts sendings that were begun, `doubts` those of
    which it is not known whether they arrived: after the first it is repeated, marked 可能重复.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index(None, "state", "not_before"),
        Index(None, "chat_id", "day"),
        Index(None, "assignment_id"),
        Index(None, "bundle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[NoticeKind]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    person: Mapped[TelegramId | None]
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id", ondelete="SET NULL"))
    stage: Mapped[str | None]
    due: Mapped[date | None]
    day: Mapped[date]
    bundle: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    state: Mapped[NoticeState] = mapped_column(default=NoticeState.PLANNED)
    holder: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0, server_default="0")
    message: Mapped[TelegramId | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]

    chat: Mapped[Chat | None] = relationship(lazy="raise")


class Lease(Base):
    """Who does a job that only one process may do, until when; renewed as a heartbeat."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
    beat_at: Mapped[datetime]
