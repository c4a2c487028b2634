"""The Telegram application: built from the settings, run by polling or as a webhook."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot as TelegramBot
from telegram import Update, User
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

from bot.config import Config, Telegram
from data.errors import ConfigError, DubanError
from handlers.telegram.context import HOUSE, DubanContext, House
from handlers.telegram.registry import Bot, menu, register

logger = logging.getLogger(__name__)

START_RETRIES = 5
"""How often the first connection is tried again before the program gives up."""

POLL_LASTS = timedelta(seconds=30)
"""How long Telegram holds a poll open where nothing happens."""

CONNECT_SECONDS, ANSWER_SECONDS, POOL_SECONDS = 10.0, 20.0, 5.0
"""How long a connection, an answer and a free connection of the pool are waited for."""


class TelegramUnreachable(DubanError):
    """Telegram cannot be reached with these settings."""


@dataclass(frozen=True, slots=True)
class Clients:
    """The two HTTP clients of a bot: one for what it says, one that waits for updates."""

    speaking: BaseRequest
    listening: BaseRequest


def build(config: Config, house: House, clients: Clients | None = None) -> Bot:
    """Build the application with its handlers; nothing is sent yet."""
    settings = config.telegram
    clients = clients or _clients(settings)
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
        .rate_limiter(AIORateLimiter(max_retries=3))
        .context_types(ContextTypes(context=DubanContext))
        .concurrent_updates(16)
        .post_init(_introduce)
        .build()
    )
    application.bot_data[HOUSE] = house
    register(application)
    return application


def run(config: Config, application: Bot) -> None:
    """Run until the process is told to stop; raise TelegramUnreachable where it cannot even start."""
    try:
        _run(config.telegram, application)
    except InvalidToken:
        raise TelegramUnreachable("Telegram 不认这个 token：请核对 [telegram] token。") from None
    except Conflict:
        raise TelegramUnreachable("同一个 token 已有另一个 Duban 在运行：请先停掉它。") from None
    except NetworkError as error:
        raise TelegramUnreachable(
            f"连不上 Telegram，请检查网络或 [telegram] proxy：{error.message}"
        ) from None


async def who_am_i(config: Config) -> User:
    """Ask Telegram for the bot's own account; raise TelegramUnreachable with the reason."""
    settings = config.telegram
    bot = TelegramBot(config.token, base_url=settings.base_url, request=_client(settings, pool=1))
    try:
        async with bot:
            return await bot.get_me()
    except TelegramError as error:
        raise TelegramUnreachable(error.message) from None


def _run(settings: Telegram, application: Bot) -> None:
    if settings.webhook_url is None:
        application.run_polling(
            timeout=POLL_LASTS, bootstrap_retries=START_RETRIES, allowed_updates=Update.ALL_TYPES
        )
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
    if not secret:
        raise ConfigError("webhook 方式要设置 [telegram] webhook_secret，否则谁都可以冒充 Telegram。")
    application.run_webhook(
        listen=settings.webhook_listen,
        port=settings.webhook_port,
        webhook_url=settings.webhook_url,
        secret_token=secret,
        bootstrap_retries=START_RETRIES,
        allowed_updates=Update.ALL_TYPES,
    )


def _clients(settings: Telegram) -> Clients:
    return Clients(
        speaking=_client(settings, pool=16),
        listening=_client(settings, pool=1, answer=POLL_LASTS.total_seconds() + ANSWER_SECONDS),
    )


def _client(settings: Telegram, *, pool: int, answer: float = ANSWER_SECONDS) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=pool,
        proxy=settings.proxy,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=answer,
        write_timeout=ANSWER_SECONDS,
        pool_timeout=POOL_SECONDS,
    )


async def _introduce(application: Bot) -> None:
    """Set the menu of commands, and say in the log who the bot is."""
    await application.bot.set_my_commands(menu())
    logger.info("running as @%s", application.bot.username)
