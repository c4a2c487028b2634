"""Logging, and no token in it."""

import logging
import re

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class TokenFreeFormatter(logging.Formatter):
    """Formats a record with every bot token blotted out, in messages and tracebacks alike."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted record without a token."""
        return blot(super().format(record))


def blot(text: str) -> str:
    """Return `text` with everything that has the form of a bot token blotted out."""
    return TOKEN.sub("<token>", text)


def start_logging(level: int = logging.INFO) -> None:
    """Log to standard error; the HTTP client is kept quiet, since its lines hold the token's URL."""
    handler = logging.StreamHandler()
    handler.setFormatter(TokenFreeFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
