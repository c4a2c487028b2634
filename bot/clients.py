"""The two HTTP clients of the bot, with timeouts, pools and the proxy; one of them waits for updates."""

import json
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies

from telegram import Update
from telegram.request import BaseRequest, HTTPXRequest

from bot.config import Telegram
from bot.direct import Direct
from bot.sifting import sift
from bot.watchdog import Pulse
from handlers.telegram.backlog import Backlog
from handlers.telegram.context import House

CONNECT_SECONDS, ANSWER_SECONDS, POOL_SECONDS = 10.0, 20.0, 20.0
"""How long a connection, an answer and a free connection of the pool are waited for."""

POOL = 8
"""Connections to Telegram: at each call the library looks at all of them."""

_FIRST = re.compile(rb'"update_id"\s*:\s*(\d+)')


@dataclass(frozen=True, slots=True)
class Clients:
    """The two HTTP clients of a bot: one for what it says, one that waits for updates."""

    speaking: BaseRequest
    listening: BaseRequest


def open_clients(settings: Telegram, house: House, pulse: Pulse) -> Clients:
    """Make the HTTP clients, each with its own pool, timeouts and the proxy."""
    return Clients(speaking(settings, pool=POOL), Listening(settings, pulse, house.backlog))


def speaking(settings: Telegram, *, pool: int) -> BaseRequest:
    """Make the client with which the bot speaks: a lean one, but the library's own through a proxy."""
    if settings.proxy or getproxies().keys() - {"no"}:
        return HTTPXRequest(**_options(settings, pool))
    return Direct(pool=pool, connect=CONNECT_SECONDS, answer=ANSWER_SECONDS, free=POOL_SECONDS)


class Listening(HTTPXRequest):
    """The client that waits for updates: each poll that succeeds is a beat of the pulse."""

    def __init__(self, settings: Telegram, pulse: Pulse, backlog: Backlog[Update]) -> None:
        # The library adds the time for which a poll is held open to what an answer may take.
        super().__init__(**_options(settings, pool=1))
        self._pulse = pulse
        self._backlog = backlog
        self._first: bytes | None = None

    # What the library gives is handed on as it comes.
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Poll; only an answer that Telegram itself gave counts."""
        begun = time.monotonic()
        code, answer = await super().do_request(*args, **kwargs)
        if code == HTTPStatus.OK:
            answer = self._readable(answer)
            if self._backlog.is_open:
                self._backlog.fetched(_numbers(answer), time.monotonic() - begun)
            self._pulse.beat()
        return code, answer

    def _readable(self, answer: bytes) -> bytes:
        """Leave out what the library cannot read: it would ask for the same updates for ever.

        That is looked for only in an answer that comes again, since it costs as much as the reading itself.
        """
        found = _FIRST.search(answer)
        first = found[1] if found else None
        again, self._first = first is not None and first == self._first, first
        return sift(answer) if again else answer


def _numbers(answer: bytes) -> list[int]:
    """Return the numbers of the updates in an answer."""
    found = json.loads(answer).get("result")
    return [update["update_id"] for update in found] if isinstance(found, list) else []


def _options(settings: Telegram, pool: int) -> dict[str, Any]:
    return {
        "connection_pool_size": pool,
        "proxy": settings.proxy,
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "write_timeout": ANSWER_SECONDS,
        "pool_timeout": POOL_SECONDS,
    }
