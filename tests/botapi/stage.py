"""The whole application before a loopback Bot API: people speak, and the bot's answers come back."""

import asyncio
import threading
from pathlib import Path
from typing import Any

from botapi.server import BotApi
from botapi.world import Chat

from bot.clients import open_clients
from bot.config import Config, Telegram
from bot.telegram import build, serve
from bot.updates import Polling, Webhook
from bot.watchdog import Patience, Pulse, Signs, Watch
from data.clock import Clock
from data.database import Database
from handlers.services import Services
from handlers.telegram.context import House

OPERATOR, CLERK, OTHER = 1, 2, 3
GROUP = -1001

BRISK = Patience(quiet=60.0, look=0.05, starts=(0.05, 0.05))
"""A patience for tests: they wait for nothing that a person would wait for."""


class Stage:
    """The application in a thread of its own, beside the server that plays Telegram."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        clock: Clock,
        *,
        patience: Patience = BRISK,
        signs: Signs | None = None,
        **telegram: Any,
    ) -> None:
        self.api = api
        settings = Telegram(
            token=telegram.pop("token", api.token),
            base_url=api.base_url,
            base_file_url=api.base_file_url,
            **telegram,
        )
        self.config = Config(folder=Path("/"), telegram=settings, operators=(OPERATOR,))
        self.house = House(Services(database), clock, frozenset(self.config.operators))
        self.watch = Watch(Pulse(signs or Signs(address="")), patience)
        self.error: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        with api.scene() as world:
            if not world.chats:
                world.group(GROUP, "住建局工作群")
                for person in (OPERATOR, CLERK, OTHER):
                    world.private(person)

    def begin(self) -> None:
        """Let the application begin, whether it comes up or not."""
        self._thread.start()

    def __enter__(self) -> "Stage":
        self.begin()
        waiting = "setWebhook" if self.config.telegram.webhook_url else "deleteWebhook"
        self.api.wait(lambda: self.api.made(waiting) or self.error)
        return self

    def __exit__(self, *exc: object) -> None:
        self.end()

    def end(self) -> None:
        """Tell the application to end, and wait until it has."""
        if self._loop is not None and self._stopped is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
        self.ends()

    def ends(self, seconds: float = 10) -> BaseException | None:
        """Wait until the application has ended, and return what it ended with."""
        self._thread.join(seconds)
        assert not self._thread.is_alive(), "the bot does not end"
        return self.error

    def says(self, text: str, who: int = CLERK, chat: int = GROUP, **more: Any) -> str:
        """Let somebody write; return the text of the bot's answer there."""
        return str(self.answer(text, who, chat, **more)["text"])

    def answer(self, text: str, who: int = CLERK, chat: int = GROUP, **more: Any) -> dict[str, Any]:
        """Let somebody write; return the message that the bot answers with."""
        before = len(self.api.sent(chat))
        with self.api.scene() as world:
            world.written(world.chats[chat], text, who, **more)
        return self._next(chat, before)

    def presses(self, message: dict[str, Any], label: str, who: int = CLERK) -> str:
        """Let somebody press a button of the bot's message; return what comes of it, pop-up or message."""
        (data,) = (
            button["callback_data"]
            for row in message["reply_markup"]["inline_keyboard"]
            for button in row
            if label in button["text"]
        )
        return self.forges(message, data, who)

    def forges(self, message: dict[str, Any], data: str, who: int = CLERK) -> str:
        """Let somebody send callback data; return what comes of it: the pop-up, else the next message."""
        chat = message["chat"]["id"]
        before = len(self.api.sent(chat))
        with self.api.scene() as world:
            press = world.presses[world.pressed(who, message, data)]
        self.api.wait(lambda: press.answered)
        if press.answered and "text" in press.answered:
            return str(press.answered["text"])
        return str(self._next(chat, before)["text"])

    def is_silent_to(self, text: str, who: int = CLERK, chat: int = GROUP, **more: Any) -> bool:
        """Let somebody write, and say whether the bot answers nothing before what it is asked next there."""
        before = len(self.api.sent(chat))
        with self.api.scene() as world:
            world.written(world.chats[chat], text, who, **more)
        reply = self.answer("/help@duban_bot", OPERATOR, chat)
        return len(self.api.sent(chat)) == before + 1 and "/help" in reply["reply_to_message"]["text"]

    def chat(self, number: int = GROUP) -> Chat:
        """Return a chat of the world."""
        return self.api.world.chats[number]

    def _next(self, chat: int, before: int) -> dict[str, Any]:
        sent = self.api.wait(lambda: self.api.sent(chat)[before:])
        return dict(sent[0])

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self.error = error
        with self.api.scene():
            pass

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        clients = open_clients(self.config.telegram, self.house, self.watch.pulse)
        application = build(self.config, self.house, clients)
        if self.config.telegram.webhook_url:
            self.house.backlog.always_open()
            source: Any = Webhook(application, self.watch, self.config.telegram)
        else:
            source = Polling(application, self.watch, clients.listening, self.house.backlog)
        await serve(application, source, self.watch, self._stopped)
