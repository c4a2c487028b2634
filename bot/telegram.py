"""The Telegram application: built from the settings, run until it is told to stop, and watched."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from telegram import Bot as TelegramBot
from telegram import User
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes, Defaults

from bot.clients import Clients, open_clients, speaking
from bot.config import Config
from bot.log import blot
from bot.updates import SECOND, Deaf, Polling, Source, TelegramUnreachable, Webhook
from bot.watchdog import Patience, Watch
from data.errors import ConfigError
from handlers.telegram.context import HOUSE, DubanContext, House
from handlers.telegram.manners import Manners, Noted
from handlers.telegram.moving import mover
from handlers.telegram.ordering import InOrder
from handlers.telegram.registry import Bot, introduce, register
from scheduler.pacing import Pace

logger = logging.getLogger(__name__)

WORKERS = 2
"""How many questions are answered at once: more would only wait for each other and for the database."""

REJECTED = "Telegram 不认这个 token：请核对 [telegram] token。"


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
        # What is answered may be deleted by then: the answer stands alone rather than not at all.
        .defaults(Defaults(allow_sending_without_reply=True))
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
    except BadRequest as error:
        raise TelegramUnreachable(
            f"Telegram 不接受 [telegram] 里的设置：{blot(error.message, config.secrets())}"
        ) from None
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
    introducing: asyncio.Task[None] | None = None
    try:
        if not await _is_first(_initialize(application, watch.patience), stopped):
            return
        watch.pulse.start()
        await source.open()
        await application.start()
        # Beside: where Telegram asks to wait with the menus, nobody else waits for them.
        introducing = asyncio.create_task(_introduce(application))
        if background is not None:
            background.start()
        await _until(stopped, source)
    finally:
        if introducing is not None:
            introducing.cancel()
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
    bot = TelegramBot(config.token, base_url=settings.base_url, request=speaking(settings, pool=1))
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


async def _is_first(starting: Coroutine[Any, Any, None], stopped: asyncio.Event) -> bool:
    """Tell whether the start was done before the signal to stop came; raise what it failed with."""
    begun, waiting = asyncio.create_task(starting), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((begun, waiting), return_when=asyncio.FIRST_COMPLETED)
        if begun.done():
            begun.result()
        return begun.done()
    finally:
        begun.cancel()
        waiting.cancel()


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
