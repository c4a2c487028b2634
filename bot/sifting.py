"""Updates that the library cannot read: what it can read of them is kept, the rest is passed over."""

import json
import logging
from collections.abc import Callable
from typing import Any

from telegram import Message, Update

logger = logging.getLogger(__name__)

STANDINGS = ("old_chat_member", "new_chat_member")
WHO_AND_WHERE = frozenset({"message_id", "date", "chat", "from"})
"""What of a message nothing can be made without."""


def sift(answer: bytes) -> bytes:
    """Return the answer to a poll with each of its updates made readable."""
    given = json.loads(answer)
    found = given.get("result")
    if not isinstance(found, list):
        return answer
    known = [update for update in found if isinstance(update, dict) and "update_id" in update]
    return json.dumps(given | {"result": [readable(update) for update in known]}).encode()


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """Return what can be read of an update: at worst its number, so that it does not come again."""
    error = _error_in(update)
    if error is None:
        return update
    logger.warning("update %s is not as expected, and is read in part: %s", update["update_id"], error)
    number = {"update_id": update["update_id"]}
    for kind, reading in READINGS.items():
        if isinstance(content := update.get(kind), dict):
            part = number | {kind: reading(content)}
            return part if _error_in(part) is None else number
    return number


def _plain(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the fields that cannot be read."""
    base = {key: value for key, value in message.items() if key in WHO_AND_WHERE}
    return {key: value for key, value in message.items() if key in base or _fits(base | {key: value})}


def _plain_change(change: dict[str, Any]) -> dict[str, Any]:
    """Return a change of somebody's standing in a chat: their rights there are nothing to the bot."""
    return change | {
        key: _plain_member(change[key]) for key in STANDINGS if isinstance(change.get(key), dict)
    }


def _plain_member(member: dict[str, Any]) -> dict[str, Any]:
    away = member.get("status") in ("left", "kicked") or member.get("is_member") is False
    return {"status": "left" if away else "member", "user": member.get("user")}


READINGS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "message": _plain,
    "edited_message": _plain,
    "my_chat_member": _plain_change,
}
"""What is read of each kind of update that is read in part."""


def _fits(message: dict[str, Any]) -> bool:
    # Whatever the library raises, it means the same: it cannot read this.
    try:
        Message.de_json(dict(message), None)
    except Exception:
        return False
    return True


def _error_in(update: dict[str, Any]) -> str | None:
    """Say what keeps the library from reading an update."""
    try:
        Update.de_json(dict(update), None)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None
