"""People who write to the bot, and what it says back: the whole application, with the network cut."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from fakes import BOT, CutNetwork
from telegram import Update

from bot.app import build_services
from bot.clients import Clients
from bot.config import Config, Telegram
from bot.telegram import build
from data.database import Database
from handlers.telegram.context import House
from handlers.telegram.flood import Flood, Limits

OPERATOR, CLERK, STRANGER, LEADER = 1, 2, 3, 4
GROUP, OTHER_GROUP, FAR_GROUP = -100, -200, -300
LEADS = "东至县"
UNHURRIED = Limits(person=100_000, chat=100_000)
"""A whole conversation is held in a moment: nobody is told to slow down."""

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""What an administrator may or may not do in a group, as Telegram lists it."""


@dataclass
class Watch:
    """A clock that moves when it is told to."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


class Town:
    """One conversation after the other, in one event loop, as in a running bot with these settings."""

    def __init__(self, database: Database, now: datetime, **settings: Any) -> None:
        self.database = database
        self._settings = settings
        self.clock = Watch(now)
        self.network = CutNetwork()
        self._numbers = count(1)
        self._runner = asyncio.Runner()
        self._start()

    def restart(self) -> None:
        """Let the bot's process end and begin anew; what Telegram has stays."""
        self._runner.run(self.application.shutdown())
        self._start()

    def leave(self) -> None:
        """Let the bot go to sleep."""
        self._runner.run(self.application.shutdown())
        self._runner.close()

    def says(
        self, text: str, *, person: int = CLERK, chat: int = GROUP, topic: int | None = None, **more: Any
    ) -> list[str]:
        """Let somebody write `text`; return what the bot says to it."""
        return self._take({"message": self._message(text, person, chat, topic, more)})

    def edits(self, number: int, text: str, *, person: int = CLERK, chat: int = GROUP) -> list[str]:
        """Let somebody change the message of this number into `text`."""
        message = self._message(text, person, chat, None, {"message_id": number, "edit_date": 1_600_000_001})
        return self._take({"edited_message": message})

    def presses(
        self,
        index: int = 0,
        *,
        person: int = CLERK,
        said: dict[str, Any] | None = None,
        data: str | None = None,
        chat: int | None = None,
        message: int | None = None,
    ) -> list[str]:
        """Let somebody press a button of the bot's last message, or of `said`; the rest is for forgers."""
        said = said or self.network.said[-1]
        shown = self.shown(said)
        if chat is not None:
            shown["chat"] = _chat(chat)
        if message is not None:
            shown["message_id"] = message
        press = {
            "id": "1",
            "from": _user(person),
            "chat_instance": "1",
            "data": data or buttons(said)[index]["callback_data"],
            "message": shown,
        }
        return self._take({"callback_query": press})

    def replying(self) -> dict[str, Any]:
        """Return what makes a message a reply to the bot's last one."""
        return {"reply_to_message": self.shown(self.network.said[-1])}

    def shown(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return a message of the bot as Telegram gives it back."""
        place = {"message_id": self.number_of(said), "date": 1_600_000_000, "chat": _chat(said["chat_id"])}
        topic = said.get("message_thread_id")
        thread = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        return {**place, **thread, "from": BOT, "text": said["text"]}

    def number_of(self, said: dict[str, Any]) -> int:
        """Return the number of a message of the bot."""
        return 1001 + next(at for at, one in enumerate(self.network.said) if one is said)

    def is_put(self, status: str, *, before: str = "left", chat: int = GROUP, by: int = CLERK) -> list[str]:
        """Let somebody put the bot into a chat, or out of it."""
        kind = "private" if chat > 0 else "supergroup"
        change = {
            "chat": _chat(chat) | {"type": kind},
            "from": _user(by),
            "date": 1_600_000_000,
            "old_chat_member": _member(before),
            "new_chat_member": _member(status),
        }
        return self._take({"my_chat_member": change})

    def is_told(self, chat: int, **what: Any) -> list[str]:
        """Let Telegram tell something of a chat by a service message."""
        message = {"message_id": next(self._numbers), "date": 1_600_000_000, "chat": _chat(chat), **what}
        return self._take({"message": message})

    @property
    def last_number(self) -> int:
        """Return the number of the last message that somebody wrote."""
        return self._last

    def _start(self) -> None:
        config = Config(
            folder="/", telegram=Telegram(token="123456:AAAA"), operators=(OPERATOR,), **self._settings
        )
        leaders = {LEADS: frozenset({LEADER})}
        operators, services = frozenset(config.operators), build_services(config, self.database)
        house = House(services, self.clock, operators, leaders, flood=Flood(UNHURRIED))
        self.application = build(config, house, Clients(self.network, self.network))
        self._runner.run(self.application.initialize())

    def _message(
        self, text: str, person: int, chat: int, topic: int | None, more: dict[str, Any]
    ) -> dict[str, Any]:
        self._last = next(self._numbers)
        thread = {"message_thread_id": topic, "is_topic_message": True} if topic is not None else {}
        return {
            "message_id": self._last,
            "date": 1_600_000_000,
            "chat": _chat(chat),
            "from": _user(person),
            "text": text,
            "entities": entities(text),
            **thread,
            **more,
        }

    def _take(self, update: dict[str, Any]) -> list[str]:
        before = len(self.network.said)
        given = Update.de_json({"update_id": next(self._numbers), **update}, self.application.bot)
        self._runner.run(self.application.process_update(given))
        return [said["text"] for said in self.network.said[before:]]


def buttons(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons under a message of the bot."""
    return [key for row in said.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


def labels(said: dict[str, Any]) -> list[str]:
    """Return what stands on the buttons under a message of the bot."""
    return [key["text"] for key in buttons(said)]


def entities(text: str) -> list[dict[str, Any]]:
    """Mark a mention of the bot and a command, as Telegram does; offsets count UTF-16 units."""
    found = []
    at = text.find("@duban_bot")
    if at >= 0:
        offset = len(text[:at].encode("utf-16-le")) // 2
        found.append({"type": "mention", "offset": offset, "length": len("@duban_bot")})
    if text.startswith("/"):
        found.append({"type": "bot_command", "offset": 0, "length": len(text.split()[0])})
    return found


def _chat(chat: int) -> dict[str, Any]:
    title = {GROUP: "住建局工作群", OTHER_GROUP: "财政局工作群"}.get(chat, f"群{chat}")
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "某某"}
    return {"id": chat, "type": "supergroup", "title": title}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "某某"}


def _member(status: str) -> dict[str, Any]:
    rights = dict.fromkeys(RIGHTS, False)
    more = rights if status == "administrator" else {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": BOT, **more}
