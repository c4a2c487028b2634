"""The pairs of neighbouring signs by which tasks about a subject are found; pure."""

import re

_PASSED_OVER = re.compile(r"[\W_]+")


def plain(text: str | None) -> str:
    """Return `text` without brackets, quotes, punctuation and spaces: 村（居）务公开 is 村居务公开."""
    return _PASSED_OVER.sub("", text or "").lower()


def pairs_of(text: str | None) -> frozenset[str]:
    """Return the pairs of neighbouring signs in `text`, brackets passed over."""
    signs = plain(text)
    return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))
