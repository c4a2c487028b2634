"""What a message is about: the words that are left once entities, cues and filler are taken out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.understanding.signs import Cue, Sign
from handlers.understanding.words_zh_talk import EDGES

_ASKED = frozenset({Sign.WHO, Sign.UNITNOUN, Sign.ASKTIME, Sign.TIMEPOINT, Sign.WHICH, Sign.DETAIL})
SHORTEST_PRINTED = 4
"""A run of printed words must be this long before it takes a cue in: 汇总编制办事一本通."""

HARD = frozenset(
    {
        Sign.ASKTIME,
        Sign.TIMEPOINT,
        Sign.NEXT,
        Sign.DUE,
        Sign.OVERDUE,
        Sign.WHO,
        Sign.WHICH,
        Sign.RATE,
        Sign.UNDONE,
        Sign.WHETHER_DONE,
        Sign.FINISHED,
        Sign.UNITNOUN,
        Sign.HELP,
        Sign.EXTEND,
        Sign.VOID,
    }
)
"""Signs that no printed text takes in: these words ask."""

_BRACKETS = re.compile(r"[()（）\"《》]")
_QUOTED = re.compile(r"[\"《]([^\"《》]{2,40})[\"》]")
_ALWAYS_EMPTY = frozenset("的了吗呢么啊和与及跟")
_COUNTERS = _ALWAYS_EMPTY | frozenset("个项件条家次")
_COUNTED = re.compile(r"[0-9]*[个项件条家]?")
_PIECE = re.compile(r"[^\s,，。.;；:：!！?？、~…/\\|*+=<>\[\]{}\ue000&]+")


@dataclass(frozen=True, slots=True)
class Remainder:
    """A stretch of text that nothing explains; `printed` says that the region's plans print such words."""

    start: int
    end: int
    text: str
    printed: bool


def printed_runs(text: str, grams: frozenset[str]) -> list[tuple[int, int]]:
    """Find the stretches of `text` whose pairs of characters all stand in print; brackets are passed over."""
    places = [place for place, char in enumerate(text) if not _BRACKETS.match(char)]
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for here, following in pairwise(places):
        if text[here] + text[following] in grams:
            start = here if start is None else start
            end = following + 1
        elif start is not None:
            runs.append((start, end))
            start = None
    if start is not None:
        runs.append((start, end))
    return runs


def without_printed(text: str, cues: Iterable[Cue], runs: Sequence[tuple[int, int]]) -> tuple[Cue, ...]:
    """Drop the cues that are part of printed words: 汇总 in 汇总编制办事一本通 asks for no summary."""
    cues = tuple(cues)
    asked = any(not _ASKED.isdisjoint(cue.signs) for cue in cues)
    return tuple(
        cue
        for cue in cues
        if cue.signs & HARD
        or not any(_inside(text, cue, run) or (asked and _is_printed_task(cue, run)) for run in runs)
    )


def _is_printed_task(cue: Cue, run: tuple[int, int]) -> bool:
    """Tell whether a word of reports is printed as a task: 回头看谁负责 opens nothing again."""
    return Sign.REOPEN in cue.signs and run[0] <= cue.start and cue.end <= run[1]


def _inside(text: str, cue: Cue, run: tuple[int, int]) -> bool:
    """Tell whether a run holds a cue and more words that mean something: not 个 in 个领域."""
    start, end = run
    if not (start <= cue.start and cue.end <= end and end - start >= SHORTEST_PRINTED):
        return False
    around = text[start : cue.start] + text[cue.end : end]
    # 公众参与 is printed as one word; which unit takes part stands in no plan's text.
    least = 2 if Sign.ROLE_ASSIST in cue.signs and cue.start - start >= 2 else 3
    return sum(char not in _COUNTERS and char.isalpha() for char in around) >= least


def remainders(text: str, masked: str, grams: frozenset[str]) -> tuple[Remainder, ...]:
    """Find what is left of `text` where `masked` has it, trimmed of what means nothing at an edge."""
    found = []
    for match in _PIECE.finditer(masked):
        start, end = _trimmed(text, match.start(), match.end(), grams)
        words = _BRACKETS.sub("", text[start:end])
        if words and words not in EDGES and not _COUNTED.fullmatch(words):
            found.append(Remainder(start, end, words, _is_printed(words, grams)))
    return tuple(found)


def _trimmed(text: str, start: int, end: int, grams: frozenset[str]) -> tuple[int, int]:
    """Move the edges inwards over brackets and empty words, but not into printed words."""
    while start < end and _empty(text, start, start + 1, grams):
        start += 1
    while start < end and _empty(text, end - 1, end - 2, grams):
        end -= 1
    return start, end


def _empty(text: str, place: int, beside: int, grams: frozenset[str]) -> bool:
    """Tell whether the character at `place` means nothing; `beside` is the next one inwards."""
    char = text[place]
    if _BRACKETS.match(char) or not char.isalnum():
        return True
    low, high = sorted((place, beside))
    if char in _ALWAYS_EMPTY:
        return not (char == "与" and low >= 0 and place == high and text[low] + char in grams)
    if char not in EDGES:
        return False
    return not (low >= 0 and high < len(text) and text[low] + text[high] in grams)


def _is_printed(words: str, grams: frozenset[str]) -> bool:
    """Tell whether most pairs of `words` stand in print; without grams everything may."""
    if len(words) < 2:
        return False
    pairs = [words[place : place + 2] for place in range(len(words) - 1)]
    return not grams or sum(pair in grams for pair in pairs) * 2 >= len(pairs)


def quoted(text: str) -> str | None:
    """Return what stands in quotation marks, None where nothing does."""
    match = _QUOTED.search(text)
    return _BRACKETS.sub("", match[1]).strip() if match else None
