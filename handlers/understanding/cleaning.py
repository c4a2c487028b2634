"""A message as typed → the text that is understood: one width, one script, no mention, no markup."""

import re
import unicodedata

from data.text import normalise

LONGEST = 500
"""More than this of a message is not read: nobody asks so much in one breath."""

_MENTION = re.compile(r"@[A-Za-z0-9_]+|@")
_MARKUP = re.compile(r"<[^<>]{1,60}>")
_LINK = re.compile(r"https?://[^\s<>\"'“”，。；、（）]+", re.I)
# 己 and 巳 are typed for 已; 自己完成 and 各自己办 are none of these.
_SLIP = re.compile(
    r"(?<![自知辛丁])[己巳](?=经|完成|办[结完好理]|报|交|落实|上报|提交|整改|印发|做[完好]|收到)"
)
_SPACED = re.compile(r"(?<![一-鿿])[一-鿿](?: [一-鿿]){1,7}(?![一-鿿])")
_SPACES = re.compile(r"\s+")
# An English word that touches a Chinese one: Housing Bureau下个月.
_TOUCHING = re.compile(r"(?<=[a-z]{4})(?=[一-鿿])|(?<=[一-鿿])(?=[a-z]{4})")
_DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk", "Mn"}
# ① and ⑴ stand for (1).
_CIRCLED = {chr(first + n): f"({n + 1})" for first in (0x2460, 0x2474) for n in range(20)}
_SIGNS = str.maketrans(
    {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "【": "(", "】": ")", "`": " "} | _CIRCLED
)


def clean(text: str) -> str:
    """Return `text` in half width, simplified, lower case, without mentions, links, markup and odd signs."""
    text = normalise(text[:LONGEST].translate(_SIGNS))
    text = _MARKUP.sub(" ", _MENTION.sub(" ", _LINK.sub(" ", text)))
    if not text.isascii():
        text = "".join(char if _is_kept(char) else " " for char in text)
    text = _SLIP.sub("已", _SPACES.sub(" ", text).strip().lower())
    text = _TOUCHING.sub(" ", text)
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def _is_kept(char: str) -> bool:
    """Tell whether a character says anything: pictures and marks of writing direction do not."""
    return char.isalnum() or unicodedata.category(char) not in _DROPPED
