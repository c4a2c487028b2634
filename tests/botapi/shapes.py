"""The fields that each method takes, with their types: what is unknown, missing or misshapen is refused."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from botapi.errors import Refused, bad

LONGEST_DATA = 64
WIDEST_ROW, MOST_BUTTONS = 8, 100

Reader = Callable[[str], Any]


def text(given: str) -> str:
    """Take a text as it is."""
    return given


def integer(given: str) -> int:
    """Take a whole number."""
    if not given.lstrip("-").isdecimal():
        raise bad(f"can't parse number: {given}")
    return int(given)


def boolean(given: str) -> bool:
    """Take true or false."""
    if given.casefold() not in {"true", "false"}:
        raise bad(f"can't parse boolean: {given}")
    return given.casefold() == "true"


def parsed(given: str) -> Any:
    """Take a JSON value."""
    try:
        return json.loads(given)
    except ValueError:
        raise bad("can't parse JSON object") from None


def chat(given: str) -> int | str:
    """Take a chat's number; names of public chats are not played."""
    return int(given) if given.lstrip("-").isdecimal() else given


def markup(given: str) -> dict[str, Any]:
    """Take an inline keyboard, each button with a text and exactly one thing that it does."""
    value = parsed(given)
    if not isinstance(value, dict) or set(value) != {"inline_keyboard"}:
        raise bad("object expected as reply markup")
    rows = value["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse reply keyboard markup: inline_keyboard must be of type Array of Array")
    for row in rows:
        if not 1 <= len(row) <= WIDEST_ROW:
            raise bad("reply markup is too long")
        for button in row:
            _check_button(button)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return value


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad("can't parse inline keyboard button: button text must be non-empty")
    if len(set(button) - {"text"}) != 1 or not set(button) & {"callback_data", "url"}:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if "callback_data" in button and not 1 <= len(str(data).encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad("inline keyboard button URL is invalid")


def reply(given: str) -> dict[str, Any]:
    """Take the parameters of a reply."""
    value = parsed(given)
    allowed = {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_position"}
    if not isinstance(value, dict) or not isinstance(value.get("message_id"), int) or set(value) - allowed:
        raise bad("can't parse reply parameters")
    return value


SENDING: dict[str, Reader] = {
    "message_thread_id": integer,
    "disable_notification": boolean,
    "protect_content": boolean,
    "reply_parameters": reply,
    "reply_markup": markup,
}
TEXT: dict[str, Reader] = {"parse_mode": text, "entities": parsed, "link_preview_options": parsed}
CAPTION: dict[str, Reader] = {"caption": text, "parse_mode": text, "caption_entities": parsed}

METHODS: dict[str, tuple[dict[str, Reader], dict[str, Reader]]] = {
    "getMe": ({}, {}),
    "getUpdates": ({}, {"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": parsed}),
    "setWebhook": (
        {"url": text},
        {
            "secret_token": text,
            "max_connections": integer,
            "allowed_updates": parsed,
            "drop_pending_updates": boolean,
            "ip_address": text,
        },
    ),
    "deleteWebhook": ({}, {"drop_pending_updates": boolean}),
    "getWebhookInfo": ({}, {}),
    "sendMessage": ({"chat_id": chat, "text": text}, SENDING | TEXT),
    "sendDocument": (
        {"chat_id": chat, "document": text},
        SENDING | CAPTION | {"disable_content_type_detection": boolean},
    ),
    "sendPhoto": ({"chat_id": chat, "photo": text}, SENDING | CAPTION),
    "sendChatAction": ({"chat_id": chat, "action": text}, {"message_thread_id": integer}),
    "editMessageText": (
        {"chat_id": chat, "message_id": integer, "text": text},
        TEXT | {"reply_markup": markup},
    ),
    "editMessageReplyMarkup": ({"chat_id": chat, "message_id": integer}, {"reply_markup": markup}),
    "deleteMessage": ({"chat_id": chat, "message_id": integer}, {}),
    "setMessageReaction": ({"chat_id": chat, "message_id": integer}, {"reaction": parsed, "is_big": boolean}),
    "answerCallbackQuery": (
        {"callback_query_id": text},
        {"text": text, "show_alert": boolean, "url": text, "cache_time": integer},
    ),
    "setMyCommands": ({"commands": parsed}, {"scope": parsed, "language_code": text}),
    "deleteMyCommands": ({}, {"scope": parsed, "language_code": text}),
    "getMyCommands": ({}, {"scope": parsed, "language_code": text}),
    "setMyDescription": ({}, {"description": text, "language_code": text}),
    "setMyShortDescription": ({}, {"short_description": text, "language_code": text}),
    "getChat": ({"chat_id": chat}, {}),
    "getChatMember": ({"chat_id": chat, "user_id": integer}, {}),
    "getChatAdministrators": ({"chat_id": chat}, {}),
    "leaveChat": ({"chat_id": chat}, {}),
    "getFile": ({"file_id": text}, {}),
}
"""Each method with the fields that it must have, and those that it may have."""

UPLOADS = {"sendDocument": "document", "sendPhoto": "photo"}


def read(method: str, fields: Mapping[str, str], files: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a call with their types; refuse what the method does not take."""
    if method not in METHODS:
        raise Refused(404, "Not Found")
    required, optional = METHODS[method]
    unknown = set(fields) - set(required) - set(optional)
    if unknown:
        # Telegram passes over an unknown field in silence; here it is a slip that a test must show.
        raise bad(f"unknown field {sorted(unknown)} in {method}")
    for name in required:
        if name not in fields and name != UPLOADS.get(method):
            raise bad("message text is empty" if name == "text" else f'parameter "{name}" is required')
    readers = required | optional
    return {name: readers[name](value) for name, value in fields.items()} | (
        {"upload": next(iter(files.values()))} if files else {}
    )
