"""From a claimed notice to the message with its address: what the chat is bound to, and for how long."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from data.models import BindingKind
from data.owing import read
from data.repositories.chats import ChatBinding, ChatRepository
from data.wording.delivery import UNBOUND, UNREADABLE
from scheduler.outbox import Claimed
from scheduler.sender import Post, Refused


def address(session: Session, claimed: Iterable[Claimed]) -> list[tuple[Claimed, Post | Refused]]:
    """Return each claimed notice as the message to send, or why it must not be sent.

    A chat that belongs to another region by now, or to none, gets nothing of the notice's region.
    """
    all_of = list(claimed)
    chats = {one.chat_id for one in all_of if one.chat_id is not None}
    bound = {binding.chat_id: binding for binding in ChatRepository(session).of_chats(chats)}
    return [(one, _post(one, _binding(session, one, bound))) for one in all_of]


def _binding(session: Session, one: Claimed, bound: dict[int, ChatBinding]) -> ChatBinding | None:
    """Return what a chat is bound to; a topic that is not bound itself is its chat's."""
    if one.chat_id is None:
        return None
    if one.chat_id in bound or not one.topic:
        return bound.get(one.chat_id)
    return ChatRepository(session).binding(one.telegram_id, one.topic)


def _post(one: Claimed, bound: ChatBinding | None) -> Post | Refused:
    if one.chat_id is not None and one.region_id not in (None, bound and bound.region_id):
        return Refused(UNBOUND)
    try:
        letter = read(one.payload)
    except (KeyError, TypeError, ValueError):
        return Refused(UNREADABLE)
    return Post(
        notice_id=one.notice_id,
        telegram_id=one.telegram_id,
        topic=one.topic or None,
        letter=letter,
        region=bound.region if bound else None,
        unit=bound.unit if bound else None,
        leaders=bound is not None and bound.kind is BindingKind.LEADERS,
        office=bound is not None and bound.office,
        maybe_twice=one.doubts > 0,
    )
