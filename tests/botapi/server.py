"""A loopback HTTP server that plays the Telegram Bot API, in its own thread, and logs all calls."""

import asyncio
import contextlib
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botapi import http, shapes
from botapi.errors import Refused, bad
from botapi.http import Request, Response
from botapi.methods import call
from botapi.world import TOKEN, World

SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto"})


@dataclass(frozen=True)
class Call:
    """A call that came, and what came of it."""

    method: str
    fields: dict[str, Any]
    result: Any = None
    refused: Refused | None = None


@dataclass
class Fault:
    """What goes wrong with the next calls of a method.

    `refused` is answered instead; `lost` closes the connection after the call was carried out, `dropped`
    before; `delay` waits first. The method `file` is the fetching of a file, cut off in the middle if `lost`.
    """

    method: str
    refused: Refused | None = None
    times: int = 1
    lost: bool = False
    dropped: bool = False
    delay: float = 0


@dataclass
class Limits:
    """Flood limits: messages a minute in a group, and a second over all chats."""

    group_minute: int = 20
    overall_second: int = 30
    _sent: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat: int, now: float) -> None:
        """Count a message; refuse the one too many, and say how long to wait."""
        for key, most, span in ((0, self.overall_second, 1.0), (chat, self.group_minute, 60.0)):
            sent = self._sent.setdefault(key, deque())
            while sent and now - sent[0] > span:
                sent.popleft()
            if key <= 0 and len(sent) >= most:
                wait = int(span - (now - sent[0])) + 1
                raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for key in {0, chat}:
            self._sent[key].append(now)


class BotApi:
    """The server; `world` is changed by tests under `scene()`, which wakes a waiting poll."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.world = World()
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._counts: Counter[str] = Counter()
        self.limits: Limits | None = None
        self.webhook: dict[str, Any] = {"url": ""}
        self.proxy: str | None = None
        self.longest_poll = 50.0
        self.port = 0
        self._changed = threading.Condition()
        self._poll: asyncio.Future[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "BotApi":
        ready = threading.Event()
        self._loop.call_soon(lambda: self._loop.create_task(self._listen(ready)))
        self._thread.start()
        assert ready.wait(5)
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @property
    def base_url(self) -> str:
        """The address to which the library adds token and method."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address to which the library adds token and file path."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @contextlib.contextmanager
    def scene(self) -> Iterator[World]:
        """Change the world; what the bot is owed is delivered afterwards."""
        with self._changed:
            yield self.world
            self._changed.notify_all()
        self._loop.call_soon_threadsafe(self._wake)
        if self.webhook["url"]:
            self._push()

    def wait(self, until: Callable[[], Any], seconds: float = 10) -> Any:
        """Wait until something is true of the log or the world, and return it; fail after `seconds`."""
        with self._changed:
            found = self._changed.wait_for(until, seconds)
        assert found, f"nothing came; the last calls were {self.calls[-5:]}"
        return found

    def sent(self, chat: int | None = None) -> list[dict[str, Any]]:
        """Return the messages that the bot sent, to one chat or to all."""
        return [
            done.result
            for done in list(self.calls)
            if done.method in SENDS and done.refused is None and chat in (None, done.fields["chat_id"])
        ]

    def made(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [done for done in list(self.calls) if done.method == method]

    def count(self, method: str) -> int:
        """Return how many calls of one method came since the start."""
        return self._counts[method]

    def forget(self) -> None:
        """Forget calls and messages, so that a long run is not slowed down by them."""
        with self._changed:
            self.calls.clear()
            self.world.messages.clear()

    def deliver(self, update: dict[str, Any] | bytes, **headers: str) -> int:
        """Send an update to the webhook as its proxy would; return the status, 0 where nobody listens."""
        assert self.proxy is not None
        given = {"Content-Type": "application/json"} | {
            key.replace("_", "-"): v for key, v in headers.items()
        }
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        request = urllib.request.Request(self.proxy, body, given, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            return 0

    def _push(self) -> None:
        while self.world.owed:
            update, secret = self.world.owed.pop(0), self.webhook.get("secret_token", "")
            until = time.monotonic() + 5
            while self.deliver(update, X_Telegram_Bot_Api_Secret_Token=secret) != 200:
                # Telegram, too, calls again where nobody listens yet.
                assert time.monotonic() < until, "the webhook takes nothing"
                with self._changed:
                    self._changed.wait(0.02)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _listen(self, ready: threading.Event) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        with contextlib.suppress(asyncio.CancelledError):
            await server.serve_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await http.converse(reader, writer, self._answer)

    async def _answer(self, request: Request) -> Response:
        if request.path.startswith("/file/bot"):
            return self._download(request.path, self._fault("file"))
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if token != self.token:
            return Response.of(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        fault = self._fault(method)
        if fault is not None:
            await asyncio.sleep(fault.delay)
        if fault is not None and (fault.dropped or fault.refused):
            self._log(Call(method, request.fields, refused=fault.refused))
            return Response(0, None) if fault.dropped else _refusal(fault.refused)
        response = await self._carried_out(method, request)
        return Response(0, None) if fault is not None and fault.lost else response

    async def _carried_out(self, method: str, request: Request) -> Response:
        try:
            fields = shapes.read(method, request.fields, request.files)
            result = await self._result(method, fields)
        except Refused as refused:
            self._log(Call(method, dict(request.fields), refused=refused))
            return _refusal(refused)
        self._log(Call(method, fields, result))
        return Response.of(200, {"ok": True, "result": result})

    async def _result(self, method: str, fields: dict[str, Any]) -> Any:
        match method:
            case "getUpdates":
                return await self._updates(fields)
            case "setWebhook":
                return self._set_webhook(fields)
            case "deleteWebhook":
                self.webhook = {"url": ""}
                return True
            case "getWebhookInfo":
                shown = {key: value for key, value in self.webhook.items() if key != "secret_token"}
                return shown | {"has_custom_certificate": False, "pending_update_count": len(self.world.owed)}
        if method in SENDS and self.limits is not None:
            self.limits.check(fields["chat_id"], time.monotonic())
        with self._changed:
            return call(self.world, method, fields)

    async def _updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook["url"]:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if self._poll is not None and not self._poll.done():
            self._poll.cancel()
        mine = self._poll = self._loop.create_future()
        self.world.allowed = fields.get("allowed_updates") or None
        offset, limit = fields.get("offset", 0), min(fields.get("limit", 100), 100)
        with self._changed:
            self.world.owed = [update for update in self.world.owed if update["update_id"] >= offset]
            self._changed.notify_all()
        until = self._loop.time() + min(fields.get("timeout", 0), self.longest_poll)
        try:
            while not self.world.owed and (left := until - self._loop.time()) > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(mine), left)
                if self._poll is mine:
                    mine = self._poll = self._loop.create_future()
        except asyncio.CancelledError:
            if not mine.cancelled():
                raise
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            ) from None
        return self.world.owed[:limit]

    def _set_webhook(self, fields: dict[str, Any]) -> bool:
        if not fields["url"].startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = fields.get("secret_token", "")
        if (
            not all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in secret)
            or len(secret) > 256
        ):
            raise bad("secret token contains unallowed characters")
        self.webhook = {"url": fields["url"]} | ({"secret_token": secret} if secret else {})
        return True

    def _download(self, path: str, fault: Fault | None) -> Response:
        if fault is not None and fault.refused is not None:
            return _refusal(fault.refused)
        # The library writes the colon of a token as %3A here.
        token, _, rest = urllib.parse.unquote(path).removeprefix("/file/bot").partition("/")
        content = self.world.files.get(rest.removeprefix("files/"))
        if token != self.token or content is None:
            return Response.of(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        cut = len(content) // 2 if fault is not None and fault.lost else None
        return Response(200, content, "application/octet-stream", cut)

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in (method, "*") and fault.times > 0:
                with self._changed:
                    fault.times -= 1
                    self._changed.notify_all()
                return fault
        return None

    def _log(self, done: Call) -> None:
        with self._changed:
            self.calls.append(done)
            self._counts[done.method] += 1
            self._changed.notify_all()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)


def _refusal(refused: Refused | None) -> Response:
    assert refused is not None
    return Response.of(refused.code, refused.payload())
