"""The language of a message: that of its function words, since names are Chinese in either."""

import re

from handlers.understanding.cues import find_cues
from handlers.understanding.query import Language

_LATIN = re.compile(r"[a-z]{2,}")
_HAN = re.compile(r"[㐀-鿿]")
_FUNCTION = re.compile("[第项的了吗呢是在有要没谁哪几请和把给么吧这那个还都什怎催到下上本列]")
_NO_WORDS = re.compile(
    r"https?://\S+|@\w+"
    r"|^/weekly(?:@\w+)?\s+(?:this|last|next)\s*$"
    r"|^/(?:bind|start)(?:@\w+)?\s+"
    r"(?:[A-Z0-9]{5}[- ]?[A-Z0-9]{5}|(?=\S*\d)[A-Za-z0-9]{4,8}-?[A-Za-z0-9]{4,8})\s*$"
    r"|^/(?:figures|report|review|undo|name|import)\b[\s\S]*"
    r"|^/\w+"
)
"""What is in no language: a link, a mention, the name of a command, and the words of a button."""


def language_of(text: str, masked: str) -> Language | None:
    """Say in which language `text` is, by `masked` where its names are blanked; None where it only names."""
    if any(_HAN.search(cue.phrase) for cue in find_cues(masked)) or _FUNCTION.search(masked):
        return Language.ZH
    if _LATIN.search(masked) or (text.isascii() and _LATIN.search(text)):
        return Language.EN
    return None


def words_of(text: str) -> str:
    """Return the words of a message, without what is in no language."""
    return _NO_WORDS.sub(" ", text)


def is_mixed(text: str) -> bool:
    """Tell whether a message has Chinese signs and Latin words: then its names have to be known."""
    words = words_of(text).casefold()
    return bool(_HAN.search(words) and _LATIN.search(words))


def guess_language(text: str) -> Language | None:
    """Say in which language a message is, by its letters alone; None where it has no words."""
    words = words_of(text).casefold()
    if _HAN.search(words):
        return Language.ZH
    return Language.EN if _LATIN.search(words) else None
