"""Telegram's side of the world: people, chats, messages, and the updates that a bot is owed."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from botapi.errors import Refused, bad
from botapi.texts import entities, named, units

TOKEN = "123456789:AAloopbackloopbackloopbackloopback0"
BOT = {
    "id": 77,
    "is_bot": True,
    "first_name": "督办",
    "username": "duban_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
MEMBERS_HERE = ("creator", "administrator", "member")
LOST = {
    "kicked": Refused(403, "Forbidden: bot was kicked from the supergroup chat"),
    "left": Refused(403, "Forbidden: bot is not a member of the supergroup chat"),
    "blocked": Refused(403, "Forbidden: bot was blocked by the user"),
    "not started": Refused(403, "Forbidden: bot can't initiate conversation with a user"),
}


def person(number: int) -> dict[str, Any]:
    """Return a person as an update shows one."""
    return {"id": number, "is_bot": False, "first_name": f"某{number}"}


@dataclass
class Chat:
    """A chat; `bot` is the bot's standing in it, `others` that of people.

    `shut` are the words with which all that the bot says is refused, `closed` the topics that are closed.
    """

    id: int
    kind: str
    title: str | None = None
    topics: set[int] | None = None
    bot: str = "member"
    others: dict[int, str] = field(default_factory=dict)
    moved_to: int | None = None
    shut: str | None = None
    closed: set[int] = field(default_factory=set)
    numbers: Any = field(default_factory=lambda: count(1))

    def seen(self) -> dict[str, Any]:
        """Return the chat as an update shows it."""
        seen: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.kind == "private":
            return seen | {"first_name": f"某{self.id}"}
        return seen | {"title": self.title} | ({"is_forum": True} if self.topics is not None else {})


@dataclass
class Press:
    """A press on a button: asked when, and what the bot answered."""

    at: float
    answered: dict[str, Any] | None = None


class World:
    """Everything that Telegram knows; no network in it."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}
        self.presses: dict[str, Press] = {}
        self.owed: list[dict[str, Any]] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.allowed: list[str] | None = None
        self._updates = count(1_000_001)
        self._presses = count(1)

    def group(self, number: int, title: str, *, forum: bool = False, bot: str = "member") -> Chat:
        """Make a supergroup in which the bot is."""
        self.chats[number] = Chat(number, "supergroup", title, {1} if forum else None, bot)
        return self.chats[number]

    def private(self, number: int) -> Chat:
        """Let a person start the bot."""
        return self.chats.setdefault(number, Chat(number, "private"))

    def reachable(self, number: int | str) -> Chat:
        """Return a chat that the bot can write to, or refuse as Telegram does."""
        chat = self.chats.get(number) if isinstance(number, int) else None
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if chat.bot not in MEMBERS_HERE:
            raise LOST[chat.bot]
        return chat

    def written(self, chat: Chat, text: str, who: int, **more: Any) -> dict[str, Any]:
        """Let somebody write; return the message, and owe the bot an update if it may see it.

        `age` is how many seconds ago it was written, `topic` where in a forum, `to` what it replies to.
        """
        age, topic, to = more.pop("age", 0), more.pop("topic", None), more.pop("to", None)
        message = {
            "message_id": next(chat.numbers),
            "date": int(time.time()) - age,
            "chat": chat.seen(),
            "from": person(who),
            **({"text": text} if text else {}),
            **({"entities": found} if (found := entities(text)) else {}),
            **self._threaded(chat, topic),
            **({"reply_to_message": to} if to else {}),
            **more,
            **({"caption_entities": marked} if (marked := entities(more.get("caption", ""))) else {}),
        }
        if chat.kind != "private":
            chat.others.setdefault(who, "member")
        self.messages[chat.id, message["message_id"]] = message
        if self.is_shown(chat, message):
            self.owe("message", message)
        return message

    def is_shown(self, chat: Chat, message: dict[str, Any]) -> bool:
        """Say whether a bot in privacy mode is shown a message of a group."""
        if chat.bot not in MEMBERS_HERE:
            return False
        service = not {"text", "document", "photo", "video", "voice", "sticker"} & set(message)
        if chat.kind == "private" or chat.bot == "administrator" or service:
            return True
        if message.get("reply_to_message", {}).get("from", {}).get("id") == BOT["id"]:
            return True
        own, text = f"@{BOT['username']}", message.get("text") or message.get("caption", "")
        commands = named(text, "bot_command")
        return own in named(text, "mention") or any(
            "@" not in command or command.endswith(own) for command in commands
        )

    def edited(self, message: dict[str, Any], text: str) -> None:
        """Let the writer of a message change its text."""
        message.pop("entities", None)
        message |= {"text": text, "edit_date": int(time.time()), "entities": entities(text)}
        if self.is_shown(self.chats[message["chat"]["id"]], message):
            self.owe("edited_message", message)

    def recaptioned(self, message: dict[str, Any], caption: str) -> None:
        """Let the writer of a file change what stands under it."""
        message.pop("caption_entities", None)
        message |= {"caption": caption, "edit_date": int(time.time()), "caption_entities": entities(caption)}
        if self.is_shown(self.chats[message["chat"]["id"]], message):
            self.owe("edited_message", message)

    def pressed(self, who: int, message: dict[str, Any], data: str, *, age: float = 0) -> str:
        """Let somebody press a button with `data` under the bot's message; return the press's id."""
        number = str(next(self._presses))
        self.presses[number] = Press(time.monotonic() - age)
        shown = message
        if (message["chat"]["id"], message["message_id"]) not in self.messages:
            # What was deleted meanwhile, or is too old, is shown by its number alone.
            shown = {"message_id": message["message_id"], "chat": message["chat"], "date": 0}
        press = {"id": number, "from": person(who), "chat_instance": "1", "data": data, "message": shown}
        self.owe("callback_query", press)
        return number

    def stands(self, chat: Chat, status: str, *, by: int) -> None:
        """Change the bot's standing in a chat, and tell it."""
        old, chat.bot = chat.bot, status
        shown = {"left": "left", "kicked": "kicked", "blocked": "kicked"}
        change = {
            "chat": chat.seen(),
            "from": person(by),
            "date": int(time.time()),
            "old_chat_member": _standing(shown.get(old, old)),
            "new_chat_member": _standing(shown.get(status, status)),
        }
        self.owe("my_chat_member", change)

    def upgraded(self, chat: Chat, number: int, *, told: bool = True) -> Chat:
        """Make a group a supergroup with another number; `told` is whether the service messages come."""
        new = Chat(number, "supergroup", chat.title, None, chat.bot, dict(chat.others))
        self.chats[number], chat.moved_to = new, number
        if told:
            self._service(chat, migrate_to_chat_id=number)
            self._service(new, migrate_from_chat_id=chat.id)
        return new

    def owe(self, kind: str, value: dict[str, Any]) -> None:
        """Owe the bot an update, unless it did not ask for this kind."""
        if self.allowed is None or kind in self.allowed:
            self.owed.append({"update_id": next(self._updates), kind: value})

    def said(self, chat: Chat, fields: dict[str, Any], **content: Any) -> dict[str, Any]:
        """Write a message of the bot's."""
        reply = fields.get("reply_parameters")
        if chat.shut is not None:
            raise Refused(400, f"Bad Request: {chat.shut}")
        if fields.get("message_thread_id") in chat.closed:
            raise bad("TOPIC_CLOSED")
        message = {
            "message_id": next(chat.numbers),
            "date": int(time.time()),
            "chat": chat.seen(),
            "from": BOT,
            **content,
            **self._threaded(chat, fields.get("message_thread_id")),
            **({"reply_markup": fields["reply_markup"]} if "reply_markup" in fields else {}),
        }
        if reply is not None:
            message |= self._replied(chat, reply)
        self.messages[chat.id, message["message_id"]] = message
        return message

    def _replied(self, chat: Chat, reply: dict[str, Any]) -> dict[str, Any]:
        to = self.messages.get((reply.get("chat_id", chat.id), reply["message_id"]))
        if to is None:
            if reply.get("allow_sending_without_reply"):
                return {}
            raise bad("message to be replied not found")
        shown = {key: value for key, value in to.items() if key != "reply_to_message"}
        thread = to.get("message_thread_id") if to.get("is_topic_message") else None
        return {"reply_to_message": shown, **self._threaded(chat, thread)}

    def _threaded(self, chat: Chat, topic: int | None) -> dict[str, Any]:
        if topic is None:
            return {}
        if chat.topics is None or topic not in chat.topics:
            raise bad("message thread not found")
        return {"message_thread_id": topic, "is_topic_message": True}

    def _service(self, chat: Chat, **content: Any) -> None:
        message = {"message_id": next(chat.numbers), "date": int(time.time()), "chat": chat.seen()}
        self.owe("message", message | {"from": person(1)} | content)


def _standing(status: str) -> dict[str, Any]:
    """Return the bot's standing with every field that its kind has."""
    standing: dict[str, Any] = {"status": status, "user": BOT}
    if status == "kicked":
        return standing | {"until_date": 0}
    if status != "administrator":
        return standing
    rights = (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
        "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
        "can_edit_stories can_delete_stories"
    )
    return standing | dict.fromkeys(rights.split(), False)


def is_text_too_long(text: str, longest: int) -> bool:
    """Say whether a text has more UTF-16 units than Telegram takes."""
    return units(text) > longest
