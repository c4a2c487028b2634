"""The Telegram application: built from the settings, run by polling or as a webhook, and watched."""

import asyncio
import json
import logging
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Protocol

from telegram import Bot as TelegramBot
from telegram import Update, User
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

from bot.config import Config, Telegram
from bot.log import blot
from bot.watchdog import Patience, Pulse, Signs, Step, must_yield
from data.errors import ConfigError, DubanError
from handlers.telegram.backlog import Backlog
from handlers.telegram.context import HOUSE, DubanContext, House
from handlers.telegram.manners import Manners, Noted
from handlers.telegram.moving import mover
from handlers.telegram.ordering import InOrder
from handlers.telegram.registry import Bot, introduce, register
from scheduler.pacing import Pace

logger = logging.getLogger(__name__)

POLL_LASTS = timedelta(seconds=30)
"""How long Telegram holds a poll open where nothing happens."""

CONNECT_SECONDS, ANSWER_SECONDS, POOL_SECONDS = 10.0, 20.0, 20.0
"""How long a connection, an answer and a free connection of the pool are waited for."""

WORKERS = 2
"""How many questions are answered at once: more would only wait for each other and for the database."""

POOL = 8
"""Connections to Telegram: at each call the library looks at all of them."""

LOOK_AT_WEBHOOK = 60.0
"""Seconds between two questions whether Telegram still knows the webhook."""

REJECTED = "Telegram 不认这个 token：请核对 [telegram] token。"
SECOND = "同一个 token 已有另一个 Duban（或别的程序）在运行：本进程退出，请只留一个。"
SILENT = "很久没有收到 Telegram 的消息，重新连接也没有用，退出等待重启；请检查网络或 [telegram] proxy。"
OTHER_WEBHOOK = "webhook 已被别的程序改掉，本进程退出；请只留一个 Duban。"


class TelegramUnreachable(DubanError):
    """Telegram cannot be reached with these settings."""


@dataclass(frozen=True, slots=True)
class Clients:
    """The two HTTP clients of a bot: one for what it says, one that waits for updates."""

    speaking: BaseRequest
    listening: BaseRequest


@dataclass(frozen=True, slots=True)
class Watch:
    """What watches over the running bot."""

    pulse: Pulse = field(default_factory=lambda: Pulse(Signs()))
    patience: Patience = field(default_factory=Patience)


def open_clients(settings: Telegram, house: House, pulse: Pulse) -> Clients:
    """Make the HTTP clients, each with its own pool, timeouts and the proxy."""
    speaking = _client(settings, pool=POOL)
    return Clients(speaking, Listening(settings, pulse, house.backlog))


def build(config: Config, house: House, clients: Clients, noted: Noted = lambda chat: None) -> Bot:
    """Build the application with its handlers; nothing is sent yet. `noted` is told of each message."""
    settings = config.telegram
    if not config.token:
        raise ConfigError(
            "还没有机器人的 token：请向 @BotFather 申请，写进 config.toml 的 [telegram] token，"
            "或环境变量 DUBAN_TELEGRAM__TOKEN。没有 token 也可以先试用：duban demo"
        )
    application: Bot = (
        Application.builder()
        .token(config.token)
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .request(clients.speaking)
        .get_updates_request(clients.listening)
        .rate_limiter(Manners(mover(house), noted=noted))
        .context_types(ContextTypes(context=DubanContext))
        .concurrent_updates(InOrder())
        .build()
    )
    application.bot_data[HOUSE] = house
    register(application)
    return application


def run(config: Config, house: House, watch: Watch, background: "OpenBackground | None" = None) -> None:
    """Run until the process is told to stop; raise TelegramUnreachable where it cannot go on."""
    clients = open_clients(config.telegram, house, watch.pulse)
    pace = Pace()
    application = build(config, house, clients, lambda chat: pace.used(chat, time.monotonic()))
    if config.telegram.webhook_url is None:
        source: Source = Polling(application, watch, clients.listening, house.backlog)
    else:
        house.backlog.always_open()
        source = Webhook(application, watch, config.telegram)
    beside = background(application, pace) if background is not None else None
    _run(config, application, source, watch, beside)


def run_alone(config: Config, house: House, watch: Watch, background: "OpenBackground") -> None:
    """Run what goes on in the background, and listen to nobody; errors as with `run`."""
    pace = Pace()
    application = build(config, house, open_clients(config.telegram, house, watch.pulse))
    _run(config, application, Deaf(watch), watch, background(application, pace))


def _run(
    config: Config, application: Bot, source: "Source", watch: Watch, background: "Background | None"
) -> None:
    try:
        asyncio.run(_until_signal(application, source, watch, background))
    except InvalidToken:
        raise TelegramUnreachable(REJECTED) from None
    except Conflict:
        raise TelegramUnreachable(SECOND) from None
    except TelegramError as error:
        raise TelegramUnreachable(
            f"连不上 Telegram，请检查网络或 [telegram] proxy：{blot(error.message, config.secrets())}"
        ) from None


async def serve(
    application: Bot,
    source: "Source",
    watch: Watch,
    stopped: asyncio.Event,
    background: "Background | None" = None,
) -> None:
    """Start, listen, and go on until `stopped` is set, or the watchdog raises its reason."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WORKERS, "duban"))
    try:
        await _initialize(application, watch.patience)
        await _introduce(application)
        watch.pulse.start()
        await source.open()
        await application.start()
        if background is not None:
            background.start()
        await _until(stopped, source)
    finally:
        if background is not None:
            await background.stop()
        await source.close()
        if application.running:
            await application.stop()
        await application.shutdown()
        # An application that never came up leaves its connections open.
        await application.bot.shutdown()
    watch.pulse.end()


async def who_am_i(config: Config) -> User:
    """Ask Telegram for the bot's own account; raise TelegramUnreachable with the reason."""
    settings = config.telegram
    bot = TelegramBot(config.token, base_url=settings.base_url, request=_client(settings, pool=1))
    try:
        async with bot:
            return await bot.get_me()
    except InvalidToken:
        raise TelegramUnreachable(REJECTED) from None
    except TelegramError as error:
        raise TelegramUnreachable(blot(error.message, config.secrets())) from None


class Background(Protocol):
    """What runs beside the conversations: the scheduler."""

    def start(self) -> None:
        """Begin, in the running event loop."""

    async def stop(self) -> None:
        """End cleanly, whether it began or not."""


OpenBackground = Callable[[Bot, Pace], Background]
"""Builds what runs beside, which sends with the bot at the pace that is shared with the answers."""


class Source(Protocol):
    """Where updates come from."""

    async def open(self) -> None:
        """Begin to receive updates."""

    async def watch(self) -> None:
        """Watch until something is beyond mending, and raise it."""

    async def close(self) -> None:
        """Receive no more."""


class Polling:
    """Updates are fetched; a silence leads to a new connection, and in the end to giving up."""

    def __init__(self, application: Bot, watch: Watch, client: BaseRequest, backlog: Backlog[Update]) -> None:
        self._updater = application.updater
        self._watch = watch
        self._client = client
        self._backlog = backlog
        self._lost = False
        self._second: Conflict | None = None

    async def open(self) -> None:
        """Begin to poll, after taking away a webhook."""
        if self._updater is not None:
            await self._updater.start_polling(
                timeout=POLL_LASTS,
                bootstrap_retries=1,
                allowed_updates=Update.ALL_TYPES,
                error_callback=self._failed,
            )

    async def watch(self) -> None:
        """Look at the pulse now and then."""
        pulse, patience = self._watch.pulse, self._watch.patience
        while True:
            await asyncio.sleep(patience.look)
            if self._second is not None:
                raise self._second
            match pulse.next_step(patience):
                case Step.GIVE_UP:
                    raise TelegramUnreachable(SECOND if pulse.conflicts else SILENT)
                case Step.RECONNECT:
                    logger.warning("Telegram has not been heard for %.0f s: connecting anew", pulse.silence)
                    await self._reconnect()
                case Step.WAIT:
                    self._found_again()

    async def close(self) -> None:
        """Stop polling."""
        if self._updater is not None and self._updater.running:
            await self._updater.stop()

    async def _reconnect(self) -> None:
        # The old connection goes first: where it hangs, everything else would wait for it.
        await self._client.shutdown()
        try:
            await self.close()
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("the old connection ended with: %s", error.message)
        await self._client.initialize()
        self._backlog.reopen()
        try:
            await self.open()
        except InvalidToken:
            raise
        except NetworkError as error:
            logger.warning("Telegram is still out of reach: %s", error.message)

    def _failed(self, error: TelegramError) -> None:
        """Note that a poll failed; say so once, not each time."""
        pulse = self._watch.pulse
        if isinstance(error, Conflict):
            pulse.conflicts += 1
            if must_yield(pulse.age, pulse.conflicts, self._watch.patience, heard=pulse.heard):
                self._second = error
        if not self._lost:
            logger.warning("polling fails, and is tried again: %s", error.message)
        self._lost = True

    def _found_again(self) -> None:
        if self._lost and self._watch.pulse.silence < self._watch.patience.look:
            self._lost = False
            logger.info("polling works again")


class Webhook:
    """Telegram calls; it is asked now and then whether it still does."""

    def __init__(self, application: Bot, watch: Watch, settings: Telegram) -> None:
        if not settings.webhook_secret or not settings.webhook_secret.get_secret_value():
            raise ConfigError("webhook 方式要设置 [telegram] webhook_secret，否则谁都可以冒充 Telegram。")
        self._secret = settings.webhook_secret.get_secret_value()
        self._application = application
        self._watch = watch
        self._settings = settings

    async def open(self) -> None:
        """Listen, and tell Telegram where."""
        if self._application.updater is None:
            return
        await self._application.updater.start_webhook(
            listen=self._settings.webhook_listen,
            port=self._settings.webhook_port,
            # A proxy may hand on the address's path or cut it off: the secret says who calls.
            url_path=".*",
            webhook_url=self._settings.webhook_url,
            secret_token=self._secret,
            bootstrap_retries=1,
            allowed_updates=Update.ALL_TYPES,
        )
        self._watch.pulse.beat()
        logger.info("listening as %s", self._settings.webhook_url)

    async def watch(self) -> None:
        """Ask Telegram now and then whether the webhook is still ours."""
        pulse, patience = self._watch.pulse, self._watch.patience
        while True:
            await asyncio.sleep(min(LOOK_AT_WEBHOOK, patience.quiet / 2))
            try:
                found = await self._application.bot.get_webhook_info()
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("Telegram does not answer: %s", error.message)
            else:
                if found.url != self._settings.webhook_url:
                    raise TelegramUnreachable(OTHER_WEBHOOK)
                pulse.beat()
            if pulse.next_step(patience) is Step.GIVE_UP:
                raise TelegramUnreachable(SILENT)

    async def close(self) -> None:
        """Listen no more; Telegram keeps what comes until the next start."""
        if self._application.updater is not None and self._application.updater.running:
            await self._application.updater.stop()


@dataclass(frozen=True, slots=True)
class Deaf:
    """No updates at all: another process answers."""

    watching: Watch

    async def open(self) -> None:
        """Open nothing."""

    async def watch(self) -> None:
        """Show that the process is alive."""
        while True:
            self.watching.pulse.beat()
            await asyncio.sleep(self.watching.patience.look)

    async def close(self) -> None:
        """Close nothing."""


class Listening(HTTPXRequest):
    """The client that waits for updates: each poll that succeeds is a beat of the pulse."""

    def __init__(self, settings: Telegram, pulse: Pulse, backlog: Backlog[Update]) -> None:
        # The library adds the time for which a poll is held open to what an answer may take.
        super().__init__(**_options(settings, pool=1))
        self._pulse = pulse
        self._backlog = backlog

    # What the library gives is handed on as it comes.
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Poll; only an answer that Telegram itself gave counts."""
        begun = time.monotonic()
        code, answer = await super().do_request(*args, **kwargs)
        if code == HTTPStatus.OK:
            if self._backlog.is_open:
                self._backlog.fetched(_numbers(answer), time.monotonic() - begun)
            self._pulse.beat()
        return code, answer


def _numbers(answer: bytes) -> list[int]:
    """Return the numbers of the updates in an answer."""
    found = json.loads(answer).get("result")
    return [update["update_id"] for update in found] if isinstance(found, list) else []


def _client(settings: Telegram, *, pool: int) -> HTTPXRequest:
    return HTTPXRequest(**_options(settings, pool))


def _options(settings: Telegram, pool: int) -> dict[str, Any]:
    return {
        "connection_pool_size": pool,
        "proxy": settings.proxy,
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "write_timeout": ANSWER_SECONDS,
        "pool_timeout": POOL_SECONDS,
    }


async def _initialize(application: Bot, patience: Patience) -> None:
    """Make the first connection, a bounded number of times."""
    for wait in (*patience.starts, None):
        try:
            await application.initialize()
        except (InvalidToken, BadRequest, Conflict):
            raise
        except TelegramError as error:
            if wait is None:
                raise
            logger.warning("Telegram is out of reach (%s): trying again in %g s", error.message, wait)
            await asyncio.sleep(wait)
        else:
            return


async def _introduce(application: Bot) -> None:
    """Set the menus of commands, and say in the log who the bot is; a failure here stops nothing."""
    try:
        await introduce(application)
    except TelegramError as error:
        logger.warning("the menus of commands could not be set: %s", error.message)
    logger.info("running as @%s", application.bot.username)


async def _until_signal(
    application: Bot, source: Source, watch: Watch, background: Background | None
) -> None:
    """Serve until a signal tells the process to stop."""
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    await serve(application, source, watch, stopped, background)


async def _until(stopped: asyncio.Event, source: Source) -> None:
    """Wait for the signal to stop, or for the reason that the watch raises."""
    watching = asyncio.create_task(source.watch())
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((watching, waiting), return_when=asyncio.FIRST_COMPLETED)
        if watching.done():
            watching.result()
    finally:
        watching.cancel()
        waiting.cancel()
