"""What each method of the Bot API does to the world, and what it gives back."""

import re
import struct
import time
from collections.abc import Callable
from typing import Any

from botapi.errors import bad
from botapi.texts import LONGEST_CAPTION, LONGEST_TEXT, units
from botapi.world import BOT, World

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
PRESS_LASTS = 15.0
ACTIONS = {"typing", "upload_document", "upload_photo"}
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
REACTIONS = {"👍", "👌", "👀", "✍", "🫡", "❤", "👎", "🔥"}

Fields = dict[str, Any]
Method = Callable[[World, Fields], Any]


def call(world: World, method: str, fields: Fields) -> Any:
    """Carry out a call whose fields are read; raise Refused as Telegram would."""
    return TABLE[method](world, fields)


def _plain(fields: Fields, name: str, longest: int) -> str:
    """Take a text as Telegram does: trimmed, not empty, not too long, its markup sound."""
    text = str(fields[name]).strip()
    if not text:
        raise bad("message text is empty")
    mode = fields.get("parse_mode")
    if mode == "HTML":
        _check_html(text)
    elif mode is not None:
        raise bad("unsupported parse_mode")
    if units(text) > longest:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return text


def _check_html(text: str) -> None:
    opened: list[str] = []
    for close, tag in re.findall(r"<(/?)([a-zA-Z-]+)[^<>]*>", text):
        if not close:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            raise bad(f"can't parse entities: Unexpected end tag </{tag}>")
    if opened or "<" in re.sub(r"<[^<>]+>", "", text):
        raise bad("can't parse entities: Can't find end tag")


def _send(world: World, fields: Fields) -> Any:
    text = _plain(fields, "text", LONGEST_TEXT)
    chat = world.reachable(fields["chat_id"])
    return world.said(chat, fields, text=text)


def _send_file(kind: str) -> Method:
    def send(world: World, fields: Fields) -> Any:
        chat = world.reachable(fields["chat_id"])
        caption = {"caption": _plain(fields, "caption", LONGEST_CAPTION)} if fields.get("caption") else {}
        name, content = fields.get("upload") or ("", b"")
        if kind in fields:
            if fields[kind] not in world.files:
                raise bad("wrong file identifier/HTTP URL specified")
            content = world.files[fields[kind]]
        if not content:
            raise bad("file must be non-empty")
        if kind == "photo":
            _check_photo(content)
        number = f"{kind}{len(world.files)}"
        world.files[number] = content
        file: Any = {"file_id": number, "file_unique_id": number, "file_size": len(content)}
        if kind == "document":
            return world.said(chat, fields, document=file | {"file_name": name}, **caption)
        return world.said(chat, fields, photo=[file | {"width": 800, "height": 600}], **caption)

    return send


def _check_photo(content: bytes) -> None:
    """Take for a photo what Telegram takes: a JPEG, or a PNG that is neither too large nor too long."""
    if len(content) > LARGEST_PHOTO:
        raise bad("file is too big")
    if content.startswith(b"\xff\xd8\xff"):
        return
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _own(world: World, fields: Fields) -> dict[str, Any]:
    chat = world.reachable(fields["chat_id"])
    message = world.messages.get((chat.id, fields["message_id"]))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != BOT["id"]:
        raise bad("message can't be edited")
    return message


def _edit(world: World, fields: Fields) -> Any:
    message = _own(world, fields)
    if "text" in fields and "text" not in message:
        raise bad("there is no text in the message to edit")
    new = {"text": _plain(fields, "text", LONGEST_TEXT)} if "text" in fields else {}
    markup = fields.get("reply_markup")
    if new.get("text", message.get("text")) == message.get("text") and markup == message.get("reply_markup"):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.pop("reply_markup", None)
    message |= new | {"edit_date": int(time.time())} | ({"reply_markup": markup} if markup else {})
    return message


def _delete(world: World, fields: Fields) -> Any:
    chat = world.reachable(fields["chat_id"])
    if world.messages.pop((chat.id, fields["message_id"]), None) is None:
        raise bad("message to delete not found")
    return True


def _react(world: World, fields: Fields) -> Any:
    chat = world.reachable(fields["chat_id"])
    if (chat.id, fields["message_id"]) not in world.messages:
        raise bad("message to react not found")
    reactions = fields.get("reaction", [])
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in reactions):
        raise bad("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    return True


def _answer(world: World, fields: Fields) -> Any:
    press = world.presses.get(fields["callback_query_id"])
    if press is None or press.answered is not None or time.monotonic() - press.at > PRESS_LASTS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(fields.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    press.answered = fields
    return True


def _scope(world: World, fields: Fields) -> str:
    scope = fields.get("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad("unsupported type of bot command scope")
    if not re.fullmatch(r"([a-z]{2})?", fields.get("language_code", "")):
        raise bad("invalid language code specified")
    where = world.reachable(scope["chat_id"]).id if scope["type"] == "chat" else ""
    return f"{scope['type']}{where}:{fields.get('language_code', '')}"


def _set_commands(world: World, fields: Fields) -> Any:
    commands = fields["commands"]
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("too many commands specified" if isinstance(commands, list) else "expected an Array")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, fields)] = commands
    return True


def _delete_commands(world: World, fields: Fields) -> Any:
    world.commands.pop(_scope(world, fields), None)
    return True


def _member(world: World, fields: Fields) -> Any:
    chat = world.reachable(fields["chat_id"])
    status = chat.others.get(fields["user_id"])
    if status is None:
        raise bad("user not found")
    user = {"id": fields["user_id"], "is_bot": False, "first_name": "某某"}
    return {"status": status, "user": user} | ({"until_date": 0} if status == "kicked" else {})


def _chat(world: World, fields: Fields) -> Any:
    seen = world.reachable(fields["chat_id"]).seen()
    return seen | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _leave(world: World, fields: Fields) -> Any:
    world.reachable(fields["chat_id"]).bot = "left"
    return True


def _file(world: World, fields: Fields) -> Any:
    number = fields["file_id"]
    if number not in world.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    size = world.sizes.get(number, len(world.files[number]))
    if size > LARGEST_FILE:
        raise bad("file is too big")
    return {"file_id": number, "file_unique_id": number, "file_size": size, "file_path": f"files/{number}"}


def _action(world: World, fields: Fields) -> Any:
    world.reachable(fields["chat_id"])
    if fields["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


TABLE: dict[str, Method] = {
    "getMe": lambda world, fields: BOT,
    "sendMessage": _send,
    "sendDocument": _send_file("document"),
    "sendPhoto": _send_file("photo"),
    "sendChatAction": _action,
    "editMessageText": _edit,
    "editMessageReplyMarkup": _edit,
    "deleteMessage": _delete,
    "setMessageReaction": _react,
    "answerCallbackQuery": _answer,
    "setMyCommands": _set_commands,
    "deleteMyCommands": _delete_commands,
    "getMyCommands": lambda world, fields: world.commands.get(_scope(world, fields), []),
    "setMyDescription": lambda world, fields: True,
    "setMyShortDescription": lambda world, fields: True,
    "getChat": _chat,
    "getChatMember": _member,
    "getChatAdministrators": lambda world, fields: [],
    "leaveChat": _leave,
    "getFile": _file,
}
"""Each method but those that fetch updates, which the server itself answers."""
