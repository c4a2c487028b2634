"""The periods of a question, left to right; and the one period that a whole text names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from data import text as spelling
from data.dates.periods.fallback import read_full_date
from data.dates.periods.frames import OPENING, POINTS, Phrase, read_frame, read_list
from data.dates.periods.recurring import ADVERBS, read_recurring
from data.dates.periods.rules import NUMERALS, LazyPattern, Reading
from data.dates.values import Period

_ASKS_AHEAD = LazyPattern("到期|要|该|截止|期限|due|deadline", re.IGNORECASE)
_NUMERALS = frozenset(NUMERALS)
_NO_NUMBER_AFTER = frozenset(NUMERALS + "十百千第#$¥￥_")
_ITEM = LazyPattern(r"(?:items?|nos?\.?|tasks?|rows?) *$", re.IGNORECASE)
"""After these a number is an item's: item 12月底前 is item 12, by the end of the month."""
_SPACES = LazyPattern("(?<=[\u3400-\uffff]) ++|(?<! ) ++(?=[\u3400-\uffff])")
_ISSUE = LazyPattern(r"[(\[]\d{4}[)\]]$")
"""〔2020〕18号 is a document's number."""

_STARTS = "".join(sorted(POINTS.starts | OPENING | set("每天半目今")))


@lru_cache(maxsize=1)
def _start() -> re.Pattern[str]:
    """Return where a phrase may begin: at certain characters, and at the beginning of a word."""
    han = "".join(re.escape(char) for char in _STARTS if not (char.isascii() and char.isalpha()))
    return re.compile(f"[{han}]|(?<![a-zA-Z])[a-zA-Z]")


def find_periods(text: str, today: date, *, past: bool = False) -> tuple[Period, ...]:
    """Return each period that the question names; `past` when it is about what was done."""
    plain, places = _plain(text)
    due = not past and bool(_ASKS_AHEAD.search(plain))
    read = _scan(Reading(plain, today, POINTS, past=past, due=due))
    found = _without_vague([pair for pair in read if not pair[1].void])
    return tuple(_period(phrase, at, text, places) for at, phrase in found)


def read_period(text: str, now: date) -> Period | None:
    """Return the one period that the whole text names, None where it names none."""
    plain, places = _plain(text)
    due = bool(_ASKS_AHEAD.search(plain))
    read = _scan(Reading(plain, now, POINTS, whole=True, due=due))
    found = _without_vague([pair for pair in read if not pair[1].void])
    if found:
        at, phrase = found[0]
        return _period(phrase, at, text, places)
    if read:
        return None
    adverb = ADVERBS.get(plain.strip().lower())
    if adverb:
        return Period(None, None, adverb, text, (0, len(text)), "adverb")
    day = read_full_date(plain, now)
    return Period(day, day, None, text, (0, len(text)), "dateparser") if day else None


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return the text as the rules read it, and where each of its characters stands in `text`."""
    plain = spelling.normalise(text)
    places = spelling.positions(text) if len(plain) != len(text) else range(len(text) + 1)
    if " " not in plain or not _SPACES.search(plain):
        return plain, places
    kept = [at for begin, end in _kept(plain) for at in range(begin, end)]
    return "".join(plain[at] for at in kept), [*(places[at] for at in kept), places[len(plain)]]


def _kept(plain: str) -> Iterator[tuple[int, int]]:
    """Give what is left without the spaces beside a Chinese character: 2008年 十二月."""
    at = 0
    while spaces := _SPACES.search(plain, at):
        yield at, spaces.start()
        at = spaces.end()
    yield at, len(plain)


def _scan(reading: Reading) -> list[tuple[int, Phrase]]:
    """Read the text from left to right, with the phrases that name no day at all (2月30日)."""
    found: list[tuple[int, Phrase]] = []
    text, at = reading.text, 0
    search = _start().search
    while True:
        match = search(text, at)
        if match is None:
            return found
        at = match.start()
        phrases = _read_at(reading, at)
        for phrase in phrases:
            _add(found, max(at, phrase.begin), phrase)
        at = max(phrases[-1].stop, at + 1) if phrases else at + 1


def _read_at(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """Read the phrase that begins at `at`, with those listed after it."""
    text = reading.text
    if text[at] in _NUMERALS and at and not _may_begin_number(text, at):
        return ()
    recurring = read_recurring(text, at)
    if recurring is not None:
        return (Phrase(recurring[1], recurring[2], rrule=recurring[0], void=recurring[0] is None),)
    phrase = read_frame(reading, at)
    return read_list(reading, phrase) if phrase else ()


def _may_begin_number(text: str, at: int) -> bool:
    """Whether a number may begin at `at`: not within one, after a letter or dot, or after `item`."""
    before = text[at - 1]
    if before in _NO_NUMBER_AFTER or (before == "." and at > 1 and text[at - 2].isdigit()):
        return False
    if before in ")]" and _ISSUE.search(text, max(0, at - 6), at):
        return False
    if text[at] in "0123456789" and before.isascii() and before.isalpha():
        return False
    return not (before in " .smowk" and _ITEM.search(text, max(0, at - 8), at))


def _add(found: list[tuple[int, Phrase]], at: int, phrase: Phrase) -> None:
    """Add a phrase; one that ends joins one that began right before it: 2010年之后2018年之前."""
    if found and phrase.before and phrase.end:
        place, last = found[-1]
        if (
            last.start
            and last.end is None
            and not last.rrule
            and at - last.stop <= 1
            and phrase.end > last.start
        ):
            found[-1] = (
                place,
                replace(
                    phrase, start=last.first or last.start, before=False, rule=f"{last.rule}, {phrase.rule}"
                ),
            )
            return
    found.append((at, phrase))


def _without_vague(found: list[tuple[int, Phrase]]) -> list[tuple[int, Phrase]]:
    """Leave out 快到期 beside a period that is named, and all but the first where none is."""
    if len(found) < 2:
        return found
    named = [pair for pair in found if pair[1].grain != "soon"]
    if any(not phrase.rrule for _, phrase in named):
        return named
    vague = [pair for pair in found if pair[1].grain == "soon"][:1]
    return sorted([*named, *vague], key=lambda pair: pair[0])


def _period(phrase: Phrase, at: int, text: str, places: Sequence[int]) -> Period:
    span = places[at], places[phrase.stop - 1] + 1
    return Period(
        phrase.start, phrase.end, phrase.rrule, text[span[0] : span[1]], span, phrase.rule, phrase.before
    )
