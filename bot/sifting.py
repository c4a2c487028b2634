"""Updates that the library cannot read: what it can read of them is kept, the rest is passed over."""

import json
import logging
from typing import Any

from telegram import Message, Update

logger = logging.getLogger(__name__)

MESSAGES = ("message", "edited_message")
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
    for kind in MESSAGES:
        if isinstance(message := update.get(kind), dict):
            part = number | {kind: _plain(message)}
            return part if _error_in(part) is None else number
    return number


def _plain(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the fields that cannot be read."""
    base = {key: value for key, value in message.items() if key in WHO_AND_WHERE}
    return {key: value for key, value in message.items() if key in base or _fits(base | {key: value})}


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
