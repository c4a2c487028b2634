"""Fits names and titles into the width that they have; pure apart from the font's measures."""

import re

from data.reports.glyphs import Glyphs

PIECES = re.compile(r"[0-9A-Za-z.,%+/-]+|.", re.DOTALL)  # a number or a word is not torn apart
NEVER_FIRST = "）】》〉”’、，。；：？！…·)]%"
ELLIPSIS = "…"


def wrap(text: str, width: float, size: int, glyphs: Glyphs, lines: int = 2) -> tuple[str, ...]:
    """Break `text` into lines of about equal length, at most `lines` of `width` pixels.

    What is too long for them is cut in the middle.
    """
    flat = " ".join(text.split())
    broken = _break(flat, width, size, glyphs)
    kept = len(flat)
    while len(broken) > lines and kept > 2:
        kept -= 1
        broken = _break(_without_middle(flat, kept), width, size, glyphs)
    return tuple(_even(broken, width, size, glyphs))


def fitting_size(text: str, width: float, size: int, glyphs: Glyphs) -> int:
    """Return the largest size up to `size` at which `text` is at most `width` pixels wide."""
    wide = glyphs.width(text, size)
    return size if wide <= width else max(1, int(size * width / wide))


def _even(broken: list[str], width: float, size: int, glyphs: Glyphs) -> list[str]:
    """Narrow the lines as far as their number allows, so that no sign stands alone on the last one."""
    if len(broken) < 2:
        return broken
    text = "".join(broken)
    narrowest = int(glyphs.width(text, size) / len(broken))
    tries = (_break(text, at, size, glyphs) for at in range(narrowest, int(width), max(1, size // 2)))
    return next((found for found in tries if len(found) == len(broken)), broken)


def _break(text: str, width: float, size: int, glyphs: Glyphs) -> list[str]:
    broken = [""]
    for piece in PIECES.findall(text):
        fits = glyphs.width(broken[-1] + piece, size) <= width
        if fits or not broken[-1] or piece in NEVER_FIRST:
            broken[-1] += piece
        else:
            broken.append(piece.lstrip())
    return broken


def _without_middle(text: str, kept: int) -> str:
    """Keep `kept` signs of `text`: a region's name in front and 局 or 办公室 at the end tell units apart."""
    head = (kept + 1) // 2
    return text[:head] + ELLIPSIS + text[len(text) - (kept - head) :]
