"""The door at which Telegram calls with updates: who calls is checked before anything is read."""

import asyncio
import hmac
import json
import logging
import socket
from collections import OrderedDict
from http import HTTPStatus
from typing import Any

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.sifting import readable

logger = logging.getLogger(__name__)

MOST_BYTES = 1024 * 1024
"""No update is nearly so long."""

REMEMBERED = 1000
"""So many numbers of updates are known: Telegram calls again where it did not hear the answer."""

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Door:
    """Takes updates in, each once, and puts them into a queue."""

    def __init__(self, bot: Bot, secret: str, updates: "asyncio.Queue[object]") -> None:
        self._bot = bot
        self._secret = secret.encode()
        self._updates = updates
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._server: HTTPServer | None = None

    def open(self, address: str, port: int) -> None:
        """Listen; raise OSError where the address is not free."""
        # A proxy may hand on the address's path or cut it off: the secret says who calls.
        self._server = HTTPServer(
            Application([(".*", _Call, {"door": self})], log_function=lambda call: None),
            max_body_size=MOST_BYTES,
        )
        # Not left to the library, which forgets to close a socket that it cannot bind.
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listening = socket.create_server((address, port), family=family)
        listening.setblocking(False)
        self._server.add_socket(listening)

    async def close(self) -> None:
        """Listen no more; Telegram keeps what it could not bring."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()

    def is_telegram(self, secret: str) -> bool:
        """Tell whether a caller has the secret."""
        return hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret)

    def take(self, body: bytes) -> None:
        """Take one update in; raise ValueError where it is none."""
        given = json.loads(body.decode())
        if not isinstance(given, dict) or not isinstance(given.get("update_id"), int):
            raise ValueError("no update")
        if self._is_taken(given["update_id"]):
            return
        update = Update.de_json(readable(given), self._bot)
        self._updates.put_nowait(update)

    def _is_taken(self, number: int) -> bool:
        if number in self._taken:
            return True
        self._taken[number] = None
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        return False


class _Call(RequestHandler):
    """One call at the door."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, door: Door) -> None:
        self._door = door

    def prepare(self) -> None:
        if not self._door.is_telegram(self.request.headers.get(HEADER, "")):
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def post(self) -> None:
        try:
            self._door.take(self.request.body)
        except ValueError as error:
            logger.warning("a call at the webhook was no update: %s", error)
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None

    # The status says it all, and nothing of a call belongs into the log.
    def log_exception(self, *exc: Any) -> None: ...  # noqa: ANN401

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401
        self.finish()
