"""A message as typed → the text that is understood: one width, one script, no mention, no markup."""

import re
import unicodedata

from data.text import normalise

LONGEST = 500
"""More than this of a message is not read: nobody asks so much in one breath."""

_MENTION = re.compile(r"@[A-Za-z0-9_]+|@")
_MARKUP = re.compile(r"<[^<>]{1,60}>")
_SPACES = re.compile(r"\s+")
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk", "Mn"}
# ① and ⑴ stand for (1).
_CIRCLED = {chr(first + n): f"({n + 1})" for first in (0x2460, 0x2474) for n in range(20)}
_SIGNS = str.maketrans(
    {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "【": "(", "】": ")", "`": " "} | _CIRCLED
)


def clean(text: str) -> str:
    """Return `text` in half width, simplified and lower case, without mentions, markup and control signs."""
    text = normalise(text[:LONGEST].translate(_SIGNS))
    text = _MARKUP.sub(" ", _MENTION.sub(" ", text))
    if not text.isascii():
        text = "".join(char if _is_kept(char) else " " for char in text)
    return _SPACES.sub(" ", text).strip().lower()


def _is_kept(char: str) -> bool:
    """Tell whether a character says anything: pictures and marks of writing direction do not."""
    return char.isalnum() or unicodedata.category(char) not in _DROPPED
