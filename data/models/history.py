"""All that people recorded about assignments."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from data.models.assignments import Assignment as Assignment
from data.models.base import Base, TelegramId
from data.models.chats import Chat as Chat


class Change(StrEnum):
    """What a row of history is about."""

    STATUS = "status"  # 状态
    DUE = "due"  # 期限
    RECEIVED = "received"  # 收到
    PROGRESS = "progress"  # 进展
    EXTENSION = "extension"  # 申请延期
    PROOF = "proof"  # 佐证
    NAMED = "named"  # 指定单位
    EVENT = "event"  # 事件
    STATE = "state"  # 暂停、恢复、归档
    IMPORT = "import"  # 导入
    ROSTER = "roster"  # 名单
    CHAT = "chat"  # 群绑定
    NUDGE = "nudge"  # 催办
    CORRECTION = "correction"  # 更正


class History(Base):
    """One change (历史): who, when, where, from, to, why. Rows are only ever added.

    `person` is the Telegram user, None where the program itself or the command line acted; `by` names them.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index(None, "assignment_id", "at"),
        Index(None, "task_id", "at"),
        Index(None, "region_id", "at"),
        Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    change: Mapped[Change]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    person: Mapped[TelegramId | None]
    by: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    why: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


def _refuse(mapper: Mapper[Any], connection: object, target: History) -> None:
    """Keep history as it was written."""
    raise ValueError("history is only ever added to")


event.listen(History, "before_update", _refuse)
event.listen(History, "before_delete", _refuse)


class Decision(StrEnum):
    """What became of a request."""

    OPEN = "open"  # 待审核
    GRANTED = "granted"  # 同意
    REFUSED = "refused"  # 不同意
    WITHDRAWN = "withdrawn"  # 撤回


class ExtensionRequest(Base):
    """A unit's request for a later due date (申请延期); `late` where it came after the date had passed."""

    __tablename__ = "extension_request"
    __table_args__ = (Index(None, "assignment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    former_due: Mapped[date | None]
    until: Mapped[date]
    reason: Mapped[str]
    late: Mapped[bool] = mapped_column(default=False)
    person: Mapped[TelegramId | None]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    decision: Mapped[Decision] = mapped_column(default=Decision.OPEN)
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_why: Mapped[str | None]


class ProofKind(StrEnum):
    """What sort of proof was given."""

    LINK = "link"  # 链接
    FILE = "file"  # 文件
    PHOTO = "photo"  # 照片
    TEXT = "text"  # 说明


class Proof(Base):
    """Proof (佐证) that an assignment is done; `kept` is a stored copy: a file id dies with the token."""

    __tablename__ = "proof"
    __table_args__ = (Index(None, "assignment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    kind: Mapped[ProofKind]
    value: Mapped[str]
    name: Mapped[str | None]
    kept: Mapped[str | None]
    person: Mapped[TelegramId | None]
    given_by: Mapped[str]
    given_at: Mapped[datetime]
