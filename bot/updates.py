"""Where updates come from: they are fetched, or Telegram calls; and what watches over that."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.request import BaseRequest

from bot.config import Telegram
from bot.watchdog import Step, Watch, must_yield
from bot.webhook import Door
from data.errors import ConfigError, DubanError
from handlers.telegram.backlog import Backlog
from handlers.telegram.registry import Bot

logger = logging.getLogger(__name__)

KINDS = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
"""What the bot wants to be told of; it makes nothing of anything else."""

POLL_LASTS = timedelta(seconds=30)
"""How long Telegram holds a poll open where nothing happens."""

LOOK_AT_WEBHOOK = 60.0
"""Seconds between two questions whether Telegram still knows the webhook."""

SECOND = "同一个 token 已有另一个 Duban（或别的程序）在运行：本进程退出，请只留一个。"
SILENT = "很久没有收到 Telegram 的消息，重新连接也没有用，退出等待重启；请检查网络或 [telegram] proxy。"
OTHER_WEBHOOK = "webhook 已被别的程序改掉，本进程退出；请只留一个 Duban。"


class TelegramUnreachable(DubanError):
    """Telegram cannot be reached with these settings."""


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
                allowed_updates=KINDS,
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
        self._door = Door(application.bot, self._secret, application.update_queue)

    async def open(self) -> None:
        """Listen, and tell Telegram where."""
        listen, port = self._settings.webhook_listen, self._settings.webhook_port
        try:
            self._door.open(listen, port)
        except OSError as error:
            raise ConfigError(
                f"webhook 听不了 {listen}:{port}（{error.strerror}）："
                "请改 [telegram] webhook_listen、webhook_port，或停掉占用它的程序。"
            ) from None
        await self._tell()
        self._watch.pulse.beat()
        logger.info("listening as %s", self._settings.webhook_url)

    async def _tell(self) -> None:
        """Tell Telegram where to call; a call that is lost is repeated once."""
        for last in (False, True):
            try:
                await self._application.bot.set_webhook(
                    str(self._settings.webhook_url), secret_token=self._secret, allowed_updates=KINDS
                )
            except (InvalidToken, BadRequest):
                raise
            except TelegramError:
                if last:
                    raise
            else:
                return

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
        await self._door.close()


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
