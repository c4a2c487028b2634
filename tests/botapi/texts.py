"""What Telegram makes of a text: its length in UTF-16 units, and the entities in it."""

import re
from typing import Any

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

# \w holds Chinese characters too: a mention that touches one is no mention for Telegram.
MENTION = re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")
COMMAND = re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{3,31})?(?!\w)")
URL = re.compile(r"https?://[\x21-\x7e]+")


def units(text: str) -> int:
    """Count UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def entities(text: str) -> list[dict[str, Any]]:
    """Find the entities that Telegram marks by itself in a plain text."""
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in (("mention", MENTION), ("bot_command", COMMAND), ("url", URL))
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def named(text: str, kind: str) -> list[str]:
    """Return the words of `text` that are entities of a kind."""
    spread = text.encode("utf-16-le")
    return [
        spread[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in entities(text)
        if entity["type"] == kind
    ]
