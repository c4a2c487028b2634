"""Finds the words of the tables `words_…` in a message, the longest phrase first."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from handlers.understanding import (
    words_en,
    words_en_reports,
    words_en_talk,
    words_zh,
    words_zh_reports,
    words_zh_talk,
)
from handlers.understanding.signs import Cue, Sign

TABLES = (
    *((words, r"\s+") for words in (words_zh, words_zh_reports, words_zh_talk)),
    *((words, r"\||\n") for words in (words_en, words_en_reports, words_en_talk)),
)
"""The tables of words, each with what parts its phrases."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def expand(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `{没,未}完成` is 没完成 and 未完成."""
    match = _BRACES.search(phrase)
    if not match:
        return [phrase] if phrase else []
    head, tail = phrase[: match.start()], phrase[match.end() :]
    return [whole for choice in match[1].split(",") for whole in expand(head + choice + tail)]


Words = dict[int, dict[str, frozenset[Sign]]]
"""Length, longest first → phrase → its signs."""


@cache
def words_from(char: str) -> Words:
    """Return the phrases that begin with `char`, written out when a message first has that character."""
    signs: dict[str, frozenset[Sign]] = {}
    for pattern, given in _patterns().get(char, ()):
        for phrase in (" ".join(phrase.split()) for phrase in expand(pattern)):
            if phrase.startswith(char):
                signs[phrase] = signs.get(phrase, given) | given
    words: Words = {}
    for phrase in sorted(signs, key=len, reverse=True):
        words.setdefault(len(phrase), {})[phrase] = signs[phrase]
    return words


@cache
def _patterns() -> Mapping[str, Sequence[tuple[str, frozenset[Sign]]]]:
    """Sort the patterns of both languages by the characters with which their phrases may begin."""
    found: dict[str, list[tuple[str, frozenset[Sign]]]] = {}
    for words, separator in TABLES:
        for given, phrases in words.PHRASES:
            signs = frozenset(given)
            for pattern in re.split(separator, _without_macros(phrases, words.MACROS)):
                for char in _first_characters(pattern.lstrip()):
                    found.setdefault(char, []).append((pattern, signs))
    return found


def _first_characters(pattern: str) -> set[str]:
    """Give the characters with which the phrases of a pattern may begin."""
    match = _BRACES.match(pattern)
    if not match:
        return set(pattern[:1])
    tail = pattern[match.end() :]
    firsts = (choice.lstrip()[:1] for choice in match[1].split(","))
    return {char for first in firsts for char in (first or _first_characters(tail.lstrip()))}


def _without_macros(phrases: str, macros: Mapping[str, str]) -> str:
    """Write out the choices that a table names: <done>."""
    for name, choices in macros.items():
        phrases = phrases.replace(name, choices)
    return phrases


def find_cues(text: str) -> tuple[Cue, ...]:
    """Find the phrases in `text` from left to right; Latin ones only as whole words."""
    found, place, size = [], 0, len(text)
    while place < size:
        cue = _cue_at(text, place)
        if cue:
            found.append(cue)
        place = cue.end if cue else _after(text, place)
    return tuple(found)


def _cue_at(text: str, start: int) -> Cue | None:
    """Read the longest phrase that begins at `start`."""
    for length, phrases in words_from(text[start]).items():
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
