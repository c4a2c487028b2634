"""The rank of a printed number: 一 stands over （一）, that over 1, and that over 1.1 and （1）."""

import re
from collections.abc import Iterable

from data.importers.grid import compact

_RANKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]?"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)[、.]?"),
    re.compile(r"\d{1,3}[、.]?"),
    re.compile(r"\d{1,2}(?:[.\-]\d{1,2}){1,2}|\(\d{1,3}\)[、.]?"),
)


def rank_of(text: str) -> int | None:
    """Give the rank of the number that `text` is, 0 being the highest; None if it is no number."""
    words = compact(text)
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.fullmatch(words)), None)


def lowest_rank(texts: Iterable[str]) -> int:
    """Give the lowest rank among `texts`, -1 where none is a number."""
    return max((rank for text in texts if (rank := rank_of(text)) is not None), default=-1)
