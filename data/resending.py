"""Sending once more what may not have arrived: an operator decides that, never the program."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.errors import UsageError
from data.models import Notice, NoticeState
from data.wording.language import Phrase

AGAIN = frozenset({NoticeState.UNKNOWN, NoticeState.FAILED})
LASTS = timedelta(days=1)
"""How long what is asked for again may wait to leave."""

WHY_NOT = {
    NoticeState.PLANNED: Phrase(
        "这一条已经在待发队列里，不用再点。", "This one is in the queue already; no need to press again."
    ),
    NoticeState.SENDING: Phrase("这一条正在发送，请稍后再看。", "This one is being sent; look again later."),
    NoticeState.SENT: Phrase("这一条已经送达，不用重发。", "This one has arrived; no need to send it again."),
    NoticeState.SETTLED: Phrase(
        "这一条已经由别的消息代替，不用重发。", "Another message took its place; no need to send it again."
    ),
}


def ask_again(session: Session, notice_id: int, now: datetime) -> Notice:
    """Put a notice whose fate is unknown, or that failed, back among what is owed; its doubts are kept.

    All rows of its message go with it. Raises UsageError where there is nothing to send again.
    """
    notice = session.scalars(select(Notice).where(Notice.id == notice_id).with_for_update()).one_or_none()
    if notice is None:
        raise UsageError("没有这一条通知。", "There is no such message.")
    if notice.state not in AGAIN:
        raise UsageError(WHY_NOT[notice.state].zh, WHY_NOT[notice.state].en)
    rows = session.scalars(select(Notice).where(Notice.bundle == notice.bundle, Notice.state.in_(AGAIN)))
    for row in rows:
        row.state, row.not_before, row.holder, row.lease_until = NoticeState.PLANNED, now, None, None
        if row.expires_at is not None and row.expires_at < now + LASTS:
            row.expires_at = now + LASTS
    session.flush()
    return notice
