"""Which messages may leave now, and in which order: the queries behind a claim."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from data.models import WHOLE_CHAT, Chat, Notice, NoticeKind, NoticeState

TARGET = func.coalesce(Chat.telegram_id, Notice.person)
"""To whom a notice goes, as Telegram numbers chats and persons: topics of a forum share its number."""


def rank(notice: Any) -> ColumnElement[int]:  # noqa: ANN401 - the model or an alias of it
    """Order kinds: what a person waits for, then nudges, then summaries, then the operator's figures."""
    return case(
        (notice.kind.in_((NoticeKind.DECISION, NoticeKind.REMINDER)), 0),
        (notice.kind == NoticeKind.SUMMARY, 2),
        (notice.kind == NoticeKind.OPERATOR, 3),
        else_=1,
    )


CARRIES = (Notice.key == Notice.bundle,)
PLANNED = (Notice.state == NoticeState.PLANNED,)
ORDER = (rank(Notice), Notice.id)


def leaves(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Choose what could leave: due, not too old, and not behind an earlier part that waits."""
    return (
        *CARRIES,
        *PLANNED,
        _is_somebody(Chat, Notice),
        Notice.not_before <= now,
        or_(Notice.expires_at.is_(None), Notice.expires_at > now),
        ~_waits_for_earlier_part(now),
    )


def _is_somebody(chat: Any, notice: Any) -> ColumnElement[bool]:  # noqa: ANN401 - models or aliases of them
    return or_(chat.telegram_id.is_not(None), notice.person.is_not(None))


def _waits_for_earlier_part(now: datetime) -> ColumnElement[bool]:
    """Choose parts of a day's message whose earlier part was tried, and is tried again later."""
    earlier = aliased(Notice)
    return (
        select(earlier.id)
        .where(
            earlier.chat_id == Notice.chat_id,
            earlier.day == Notice.day,
            earlier.id < Notice.id,
            earlier.key == earlier.bundle,
            earlier.state == NoticeState.PLANNED,
            earlier.attempts > 0,
            earlier.not_before > now,
            rank(earlier) == rank(Notice),
        )
        .exists()
    )


def is_free() -> ColumnElement[bool]:
    """Choose the chats and persons to whom nothing is on its way, whoever sends it."""
    other, its_chat = aliased(Notice), aliased(Chat)
    on_the_way = (
        select(func.coalesce(its_chat.telegram_id, other.person))
        .select_from(other)
        .outerjoin(its_chat, its_chat.id == other.chat_id)
        .where(other.state == NoticeState.SENDING, other.key == other.bundle, _is_somebody(its_chat, other))
    )
    return TARGET.not_in(on_the_way)


def select_due(
    now: datetime, limit: int, skip: Collection[int], *, sure: bool = False
) -> Select[int, str, NoticeKind, int | None]:
    """Select what leaves next, the first message of each Telegram chat or person, locked where that helps.

    With `sure`, only what cannot have arrived already.
    """
    turn = func.row_number().over(partition_by=TARGET, order_by=ORDER)
    first = (
        select(Notice.id, turn.label("turn"))
        .outerjoin(Chat, Chat.id == Notice.chat_id)
        .where(*leaves(now), is_free())
    )
    if skip:
        first = first.where(TARGET.not_in(skip))
    heads = first.subquery()
    without_doubt = (Notice.doubts == 0,) if sure else ()
    return (
        select(Notice.id, Notice.bundle, Notice.kind, Notice.region_id)
        .where(Notice.id.in_(select(heads.c.id).where(heads.c.turn == 1)), *PLANNED, *without_doubt)
        .order_by(*ORDER)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def select_loaded(numbers: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Select what sending needs of notices."""
    return (
        select(
            Notice.id,
            Notice.bundle,
            Notice.kind,
            Notice.region_id,
            Notice.chat_id,
            TARGET.label("telegram_id"),
            func.coalesce(Chat.topic, WHOLE_CHAT).label("topic"),
            Notice.payload,
            Notice.person,
            Notice.attempts,
            Notice.doubts,
            Notice.expires_at,
        )
        .select_from(Notice)
        .outerjoin(Chat, Chat.id == Notice.chat_id)
        .where(Notice.id.in_(numbers), *PLANNED)
        .order_by(*ORDER)
    )
