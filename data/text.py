"""Widths, brackets, dashes and spaces made equal, so that every reader sees one spelling."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

_EQUAL = {
    "(": "（﹙⁽",
    ")": "）﹚⁾",
    "[": "［〔【〖﹝",
    "]": "］〕】〗﹞",
    '"': "“”„‟＂「」『』",
    "'": "‘’‚‛＇",
    "-": "－‐‑‒–—―−﹣",
    "~": "～〜∼˜",
    "·": "•・‧∙⋅･",
    ".": "．",
    "/": "／∕⁄",
    "%": "％",
    "+": "＋",
    "=": "＝",
    "#": "＃",
    "@": "＠",
    " ": "\t\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",
    "〇": "○◯",
    "月": "⽉",
    "日": "⽇",
    # GB 2312 holds these traditional characters, which are therefore not noticed below.
    "后": "後",
    "于": "於",
    "么": "麽",
    "烟": "菸",
}
"""What a character is written as; Chinese punctuation (，。；：？！、) stays as it is."""

_WIDE = {0xFF00 + low: 0x20 + low for low in (*range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B))}
_TABLE = {ord(char): same for same, chars in _EQUAL.items() for char in chars} | _WIDE

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Controls, marks of writing direction and of no width; the line feed and the tabulator are none."""

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def normalise(text: str) -> str:
    """Return `text` with half-width letters and digits, one kind of bracket, dash and space, simplified.

    Each character keeps its place, except that unseen ones go: see `positions`.
    """
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if text.isascii():
        return text.replace("\t", " ")
    text = text.translate(_TABLE)
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return _simplified(text)
    return text


def positions(text: str) -> Sequence[int]:
    """Return where each character of `normalise(text)` stands in `text`, and at last the length of `text`."""
    if not _UNSEEN.search(text):
        return range(len(text) + 1)
    return [at for at, char in enumerate(text) if not _UNSEEN.match(char)] + [len(text)]


def _simplified(text: str) -> str:
    """Return `text` in simplified characters; GB 2312 holds these, but hardly a traditional one."""
    foreign = {char for char in text if _IDEOGRAPH.match(char) and not _in_gb2312(char)}
    if not foreign:
        return text
    return text.translate({ord(char): _simplify(char) for char in foreign})


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def _simplify(char: str) -> str:
    simple = _converter()(char)
    return simple if len(simple) == 1 else char


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    # Its tables take milliseconds to load, and few questions are in traditional characters.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
