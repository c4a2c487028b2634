"""What a report asks for: which change, until when, and why."""

import re
from calendar import monthrange
from datetime import date

from handlers.understanding.intents import Row
from handlers.understanding.query import ActionKind, ActionRequest
from handlers.understanding.reading import Reading

_REASON = re.compile(
    r"(?:原因|理由|reason)\s*(?:是|为|:|is)*\s*(.+)"
    r"|(?:因为|由于|鉴于|\bbecause(?: of)?|\bdue to|\bsince)\s*(.+)"
    r"|(?:^|[,。;\s])因(?!为|此|而|素)(.+)"
)
_CLAUSE = re.compile(r"[,。;!\n]\s*([^,。;!?\n].*)$")
_NEWS = re.compile(r":\s*(.+)$")
_POLITE = re.compile(
    r"^(?:请|望|恳请|谢谢|麻烦|辛苦)[^,。;]*$|(?:[,。;!]\s*)?(?:请|望|恳请|谢谢|麻烦|辛苦)[^,。;]{0,12}$|[.。!,;\s]+$|please.*$|thanks.*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITH_REASON = frozenset({ActionKind.EXTEND, ActionKind.VOID, ActionKind.REOPEN})


def request_of(row: Row, reading: Reading) -> ActionRequest | None:
    """Say what the report or 催办 that `row` recognised asks for; None where it is a question."""
    if row.action is None:
        return None
    until = None
    if row.action is ActionKind.EXTEND and reading.periods:
        end = reading.periods[-1].end
        until = ahead(end, reading.text, reading.today) if end is not None else None
    return ActionRequest(row.action, until, _reason(row.action, reading))


def ahead(day: date, text: str, today: date) -> date:
    """Put a day that was typed without its year into the year in which it is still to come."""
    if day >= today or _YEAR.search(text):
        return day
    return next(
        (moved for year in (today.year, today.year + 1) if (moved := in_year(day, year)) >= today), day
    )


def in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February is the 28th where there is none."""
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _reason(kind: ActionKind, reading: Reading) -> str | None:
    """Find why, or what the news is; the words of the message itself."""
    if kind is ActionKind.PROGRESS:
        match = _NEWS.search(reading.text)
        return _told(match[1] if match else _after_numbers(reading))
    match = _REASON.search(reading.text)
    if match:
        return _told(next(filter(None, match.groups())))
    if kind not in _WITH_REASON:
        return None
    ends = [cue.end for cue in reading.cues if cue.signs and kind.value in {sign.value for sign in cue.signs}]
    ends += [period.span[1] for period in reading.periods]
    clause = _CLAUSE.search(reading.text[max(ends, default=0) :])
    return _told(clause[1]) if clause else None


def _after_numbers(reading: Reading) -> str:
    """Give the message without the number of its item."""
    end = max((number.end for number in reading.numbers), default=0)
    return reading.text[end:]


def _told(words: str) -> str | None:
    """Take greetings and thanks off; None where nothing is left."""
    previous = None
    while previous != words:
        previous, words = words, _POLITE.sub("", words).strip(" ,。;:!")
    return words or None
