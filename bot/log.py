"""Logging, and no token in it."""

import logging
import re
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
SHORTEST_SECRET = 6
"""Anything shorter would blot out words that are no secret."""

CHATTY = ("httpx", "httpcore", "telegram.ext", "telegram.ext.Updater")
"""Their lines hold the token's URL, or the traceback of each poll that fails, which bot/updates.py tells."""


UNREAD = ("Received data was", "invalid JSON data")
"""Words of the library's lines that hold what people wrote; bot/sifting.py tells of it in its own."""


class TokenFreeFormatter(logging.Formatter):
    """Formats a record with every bot token and secret blotted out, in messages and tracebacks alike."""

    def __init__(self, words: str, secrets: Sequence[str] = ()) -> None:
        super().__init__(words)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted record without a token."""
        return blot(super().format(record), self._secrets)


def blot(text: str, secrets: Sequence[str] = ()) -> str:
    """Return `text` with the `secrets`, and what has the form of a bot token, blotted out."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "<secret>")
    return TOKEN.sub("<token>", text)


def _is_no_update(record: logging.LogRecord) -> bool:
    """Tell whether a line may be written: what people say to the bot is nothing for the log."""
    said = str(record.msg)
    return not (record.name.startswith("telegram") and any(words in said for words in UNREAD))


def start_logging(level: int = logging.INFO, secrets: Sequence[str] = ()) -> None:
    """Log to standard error; what nobody caught is written there too, without the `secrets`."""
    handler = logging.StreamHandler()
    handler.setFormatter(TokenFreeFormatter(FORMAT, secrets))
    handler.addFilter(_is_no_update)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.CRITICAL)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(blot("".join(traceback.format_exception(kind, error, trace)), secrets))

    sys.excepthook = uncaught
