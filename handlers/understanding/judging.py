"""Which row of the intent table wins for a message, and which other question stands in it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from handlers.understanding.intents import LISTS, QUESTIONS, WEAK, facets, first_fit
from handlers.understanding.query import ActionKind, Intent
from handlers.understanding.reading import Reading
from handlers.understanding.report_intents import REPORTS
from handlers.understanding.rows import Row, bits_of
from handlers.understanding.signs import Sign

_END = re.compile(r"[,。;!?]+|\. |(?=另外|顺便|\balso\b)")
_ASKED = frozenset({Sign.ASK, Sign.WHO, Sign.WHICH, Sign.ASKTIME, Sign.COUNT, Sign.LIST, Sign.TIMEPOINT})
_OVERVIEW = frozenset({Intent.LIST, Intent.HELP})
# The second of these adds nothing to the answer of the first.
_TOLD_TOGETHER = {
    (Intent.PHASE, Intent.WHEN),
    (Intent.PHASE, Intent.NEXT),
    (Intent.DOMAIN, Intent.WHO),
    (Intent.WHO, Intent.DOMAIN),
    (Intent.DETAIL, Intent.WHEN),
    (Intent.DETAIL, Intent.WHO),
    (Intent.DUE, Intent.LIST),
    (Intent.OVERDUE, Intent.LIST),
    (Intent.OVERDUE, Intent.PROGRESS),
    (Intent.DUE, Intent.PROGRESS),
    (Intent.NEXT, Intent.WHEN),
    (Intent.NEXT, Intent.DUE),
    (Intent.DUE, Intent.NEXT),
    (Intent.GUIDELINE, Intent.DOMAIN),
    (Intent.REMIND, Intent.PROGRESS),
    (Intent.REMIND, Intent.DUE),
    (Intent.REMIND, Intent.WHEN),
    (Intent.REMIND, Intent.OVERDUE),
    (Intent.ONGOING, Intent.LIST),
    (Intent.ONGOING, Intent.DUE),
    (Intent.SUMMARY, Intent.PROGRESS),
    (Intent.PROGRESS, Intent.SUMMARY),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The row that won, the part of the message that it was read from, and a second intent."""

    row: Row | None
    part: Reading
    also: Intent | None = None


def judge(reading: Reading, extra: frozenset[Sign]) -> Judgement:
    """Judge the message clause by clause; as a whole where no clause says enough by itself.

    `extra` are signs that come from the message before.
    """
    parts = _clauses(reading)
    strong = [(row, part) for part in parts if (row := _strong(_signs(part, reading) | extra))]
    if len(parts) == 1 or not strong:
        row, also = _best(reading.signs() | extra, reading)
        return Judgement(row, reading, also)
    return _first(strong, reading, extra)


def _first(strong: list[tuple[Row, Reading]], reading: Reading, extra: frozenset[Sign]) -> Judgement:
    """Answer the first clause that asks something, unless the next one only narrows it."""
    row, part = strong[0]
    rest = strong[1:]
    while rest and row.intent in _OVERVIEW:
        (row, part), rest = rest[0], rest[1:]
    wish = next((one for one, _ in rest if one.action is ActionKind.EXTEND), None)
    told = row.action is ActionKind.PROGRESS or (row.action is None and _ASKED.isdisjoint(part.signs()))
    if told and wish is not None:
        return Judgement(wish, reading)  # 还没办完，申请延期到… asks for more than it tells
    _, facet = _best(_signs(part, reading) | extra, part)
    also = facet or next((other.intent for other, its in rest if _is_other(row, other, its)), None)
    if also is None or not part.names_anything():
        part = reading
    return Judgement(row, part, also)


def _is_other(row: Row, other: Row, part: Reading) -> bool:
    """Tell whether a later clause asks for something else worth naming."""
    if other.intent is row.intent or (row.intent, other.intent) in _TOLD_TOGETHER:
        return False
    if other.intent is Intent.REMIND:
        return True
    if row.intent is Intent.REPORT and _ASKED.isdisjoint(part.signs()):
        return False
    return other.intent not in (Intent.HELP, Intent.REPORT)


def _clauses(reading: Reading) -> list[Reading]:
    """Cut the message at its punctuation."""
    starts = [0, *(match.end() for match in _END.finditer(reading.text)), len(reading.text)]
    spans = [(start, end) for start, end in pairwise(starts) if end - start > 1]
    return [reading.part(start, end) for start, end in spans] if len(spans) > 1 else [reading]


def _signs(part: Reading, reading: Reading) -> frozenset[Sign]:
    """Give the signs of a clause; one that names nothing is about what the message names."""
    if part.names_anything():
        return part.signs()
    return (part.signs() - {Sign.BARE}) | reading.entity_signs()


def _strong(signs: frozenset[Sign]) -> Row | None:
    row = _ordered(signs)
    return row if row and not row.weak else None


def _ordered(signs: frozenset[Sign]) -> Row | None:
    """Return the first row of the whole table that fits."""
    bits = bits_of(signs)
    asked = facets(bits)
    return (
        first_fit(REPORTS, bits)
        or first_fit(QUESTIONS, bits)
        or (asked[0] if asked else None)
        or first_fit(LISTS, bits)
        or first_fit(WEAK, bits)
    )


def _best(signs: frozenset[Sign], reading: Reading) -> tuple[Row | None, Intent | None]:
    """Return the row that wins; of several facets the one said first, and the next as the other intent."""
    row = _ordered(signs)
    asked = facets(bits_of(signs))
    if row is None or row not in asked or len(asked) == 1:
        return row, None
    first, second, *_ = sorted(asked, key=lambda facet: _place(facet, reading))
    told = (first.intent, second.intent) in _TOLD_TOGETHER
    return first, None if told or _shares_words(first, second, reading) else second.intent


def _place(row: Row, reading: Reading) -> int:
    """Give where the words that a facet rests on begin."""
    return min((cue.start for cue in reading.cues if cue.signs & row.every[0]), default=len(reading.text))


def _shares_words(first: Row, second: Row, reading: Reading) -> bool:
    """Tell whether two facets rest on the same words."""
    return _place(first, reading) == _place(second, reading)
