"""Small real classes that stand for the world outside."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import count
from typing import Any

from telegram.request import BaseRequest, RequestData

from scheduler.sender import Post

BOT = {
    "id": 77,
    "is_bot": True,
    "first_name": "督办",
    "username": "duban_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


class CutNetwork(BaseRequest):
    """Telegram as far as the bot sees it: records what is said and answers as Telegram would."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.pressed: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.menus: list[dict[str, Any]] = []
        self.statuses: dict[tuple[int, int], str] = {}
        """What Telegram says of (chat, person): a member where it says nothing."""
        self._messages = 1000

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        given = request_data.parameters if request_data else {}
        result = self._result(url.rsplit("/", 1)[-1], given)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _result(self, method: str, given: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return BOT
            case "sendMessage":
                self.said.append(given)
                self._messages += 1
                chat = {"id": given["chat_id"], "type": "private" if given["chat_id"] > 0 else "supergroup"}
                return {
                    "message_id": self._messages,
                    "date": 1_600_000_000,
                    "chat": chat,
                    "from": BOT,
                    "text": given["text"],
                }
            case "sendPhoto" | "sendDocument":
                self.files.append(given)
                number = 100_000 + len(self.files)
                chat = {"id": given["chat_id"], "type": "supergroup"}
                return {"message_id": number, "date": 1_600_000_000, "chat": chat, "from": BOT}
            case "editMessageText":
                self.edited.append(given)
                return True
            case "setMyCommands":
                self.menus.append(given)
                return True
            case "getChatMember":
                return self._member(int(given["chat_id"]), int(given["user_id"]))
            case "answerCallbackQuery":
                self.pressed.append(given)
                return True
            case _:
                return True

    def _member(self, chat: int, person: int) -> dict[str, Any]:
        status = self.statuses.get((chat, person), "member")
        user = {"id": person, "is_bot": False, "first_name": "某某"}
        return {"status": status, "user": user, **({"until_date": 0} if status == "kicked" else {})}


class FakeSender:
    """Records what is sent and edited; calls `meanwhile` each time, and fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[Post] = []
        self.edited: list[tuple[int, Post]] = []
        self.asked = 0
        self.fails: dict[int, deque[Exception]] = defaultdict(deque)
        self.meanwhile: Callable[[Post], Any] = lambda post: None
        self._waits: dict[int, asyncio.Event] = {}
        self._begun: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._numbers = count(1)

    def fail(self, chat: int, *errors: Exception) -> None:
        """Let the next calls for a chat raise."""
        self.fails[chat].extend(errors)

    def hold(self, chat: int) -> asyncio.Event:
        """Let calls for a chat wait until the event is set."""
        return self._waits.setdefault(chat, asyncio.Event())

    def begun(self, chat: int) -> asyncio.Event:
        """Return what is set as soon as a call for a chat has come."""
        return self._begun[chat]

    def texts(self, chat: int | None = None) -> list[str]:
        """Return what arrived, in one chat or in all."""
        return [post.text for post in self.sent if chat in (None, post.telegram_id)]

    async def send(self, post: Post) -> int:
        """Take a message."""
        await self._pass(post)
        self.sent.append(post)
        return next(self._numbers)

    async def edit(self, post: Post, message: int) -> None:
        """Take a message in another's place."""
        await self._pass(post)
        self.edited.append((message, post))

    async def ask(self) -> None:
        """Be there, or fail as chat 0 is told to."""
        self.asked += 1
        if self.fails[0]:
            raise self.fails[0].popleft()

    async def _pass(self, post: Post) -> None:
        self.meanwhile(post)
        self._begun[post.telegram_id].set()
        if post.telegram_id in self._waits:
            await self._waits[post.telegram_id].wait()
        await asyncio.sleep(0)
        if self.fails[post.telegram_id]:
            raise self.fails[post.telegram_id].popleft()
