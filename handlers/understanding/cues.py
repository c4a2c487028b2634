"""Finds the words of `words_zh` and `words_en` in a message, the longest phrase first."""

import re
from collections.abc import Mapping
from functools import cache

from handlers.understanding import words_en, words_zh
from handlers.understanding.signs import Cue, Sign

_BRACES = re.compile(r"\{([^{}]*)\}")


def expand(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `{没,未}完成` is 没完成 and 未完成."""
    match = _BRACES.search(phrase)
    if not match:
        return [phrase] if phrase else []
    head, tail = phrase[: match.start()], phrase[match.end() :]
    return [whole for choice in match[1].split(",") for whole in expand(head + choice + tail)]


Lexicon = dict[str, dict[int, dict[str, frozenset[Sign]]]]
"""First character → length, longest first → phrase → its signs."""


@cache
def lexicon() -> Lexicon:
    """Build the index of all phrases on first use."""
    signs: dict[str, set[Sign]] = {}
    for words, separator in ((words_zh, r"\s+"), (words_en, r"\||\n")):
        for given, phrases in words.PHRASES:
            for pattern in re.split(separator, _without_macros(phrases, words.MACROS)):
                for phrase in expand(pattern):
                    signs.setdefault(" ".join(phrase.split()), set()).update(given)
    return _by_first_character({phrase: frozenset(given) for phrase, given in signs.items() if phrase})


def _without_macros(phrases: str, macros: Mapping[str, str]) -> str:
    """Write out the choices that a table names: <done>."""
    for name, choices in macros.items():
        phrases = phrases.replace(name, choices)
    return phrases


def _by_first_character(signs: dict[str, frozenset[Sign]]) -> Lexicon:
    """Sort phrases by their first character and length, so that a message is read in one pass."""
    index: Lexicon = {}
    for phrase in sorted(signs, key=len, reverse=True):
        index.setdefault(phrase[0], {}).setdefault(len(phrase), {})[phrase] = signs[phrase]
    return index


def find_cues(text: str) -> tuple[Cue, ...]:
    """Find the phrases in `text` from left to right; Latin ones only as whole words."""
    index, found, place, size = lexicon(), [], 0, len(text)
    while place < size:
        cue = _cue_at(text, place, index)
        if cue:
            found.append(cue)
        place = cue.end if cue else _after(text, place)
    return tuple(found)


def _cue_at(text: str, start: int, index: Lexicon) -> Cue | None:
    """Read the longest phrase that begins at `start`."""
    for length, phrases in index.get(text[start], {}).items():
        end = start + length
        signs = phrases.get(text[start:end])
        if signs is not None and not (_latin(text[end - 1 : end]) and _latin(text[end : end + 1])):
            return Cue(start, end, text[start:end], signs)
    return None


def _after(text: str, place: int) -> int:
    """Return where the next word begins: a Latin word is passed over as a whole."""
    end = place + 1
    if _latin(text[place]):
        while end < len(text) and _latin(text[end]):
            end += 1
    return end


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
