"""Copies of what people sent as proof: a file's number dies with the token, a copy does not."""

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from data.database import Database
from handlers.importing.desk import plain_name
from handlers.message import FileKind, Given
from handlers.reporting.copies import FOLDER, copies_of

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
"""What Telegram gives a bot."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Says where copies will lie while a report is recorded, and fetches them when that is done.

    Nothing is fetched while the database is being written. `pauses` are the seconds before each attempt.
    """

    folder: Path
    wanted: list[tuple[Given, Path]] = field(default_factory=list)
    pauses: tuple[float, ...] = (0.0, 2.0, 10.0)

    @classmethod
    def beside(cls, database: Database) -> "Keeping":
        """Keep copies in the folder of what belongs to the database."""
        return cls(copies_of(database))

    def keep(self, given: Given) -> str | None:
        """Return where the copy of a file will lie, None where Telegram doesn't give it to a bot."""
        if (given.size or 0) > MOST_BYTES:
            return None
        path = self.folder / f"{uuid4().hex[:12]}-{_name_of(given)}"
        self.wanted.append((given, path))
        return f"{FOLDER}/{path.name}"

    async def fetch(self, bot: Bot) -> None:
        """Fetch what is wanted, in a few attempts each; what cannot be had is in the log."""
        for given, path in self.wanted:
            for pause in self.pauses:
                await asyncio.sleep(pause)
                if await _fetched(bot, given, path):
                    break
            else:
                logger.error("a proof could not be fetched: %s", path.name)


def _name_of(given: Given) -> str:
    return plain_name(given.name) if given.name else "照片.jpg" if given.kind is FileKind.PHOTO else "文件"


async def _fetched(bot: Bot, given: Given, path: Path) -> bool:
    """Fetch one file; say whether there is nothing left to try."""
    try:
        file = await bot.get_file(given.file_id)
        content = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        # Not the error itself: what the library says of a file may hold its URL, and that holds the token.
        logger.warning("a proof is not fetched yet: %s", type(error).__name__)
        return isinstance(error, BadRequest)
    try:
        await asyncio.to_thread(_write, path, content)
    except OSError as error:
        logger.warning("a proof cannot be written to %s yet: %s", path.parent, error.strerror)
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
