"""The language of a message: that of its function words, since names are Chinese in either."""

import re

from handlers.understanding.cues import find_cues
from handlers.understanding.query import Language

_LATIN = re.compile(r"[a-z]{2,}")
_HAN = re.compile(r"[㐀-鿿]")
_FUNCTION = re.compile("[第项的了吗呢是在有要没谁哪几请和把给么吧这那个还都什怎催到下上本列]")


def language_of(text: str, masked: str) -> Language | None:
    """Say in which language `text` is, by `masked` where its names are blanked; None where it only names."""
    if any(_HAN.search(cue.phrase) for cue in find_cues(masked)) or _FUNCTION.search(masked):
        return Language.ZH
    if _LATIN.search(masked) or (text.isascii() and _LATIN.search(text)):
        return Language.EN
    return None
