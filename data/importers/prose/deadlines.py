"""The deadline of a task in prose: what its assignment prints, else the date in its words."""

import re
from dataclasses import dataclass, replace
from datetime import date

from data.dates.deadlines import read_deadline
from data.dates.values import Milestone
from data.importers.draft import RowWarning
from data.importers.prose.dates import BEFORE, dated_pieces

_SUBJECT = re.compile(r"^各[^，,。；;]{1,16}?(?:要|应|须|需|应当|必须)?(?:于|在)?$")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as printed, what it means, and what could not be read."""

    text: str | None = None
    milestones: tuple[Milestone, ...] = ()
    warnings: tuple[RowWarning, ...] = ()


def printed_due(
    deadlines: tuple[str, ...], text: str, item: str, year: int | None, issued: date | None
) -> Due:
    """Read the deadline that an assignment prints, else a date before which the text asks."""
    if deadlines:
        return read_due("；".join(deadlines), item, year, issued)
    found = list(dict.fromkeys(match[0] for match in BEFORE.finditer(text)))
    if not found:
        return Due()
    if len(found) == 1:
        return read_due(found[0], item, year, issued, start_before(text, text.index(found[0])))
    if any(_SUBJECT.match(_clause_before(text, words)) for words in found):
        shown = "、".join(found)
        return Due(warnings=(RowWarning(item, shown, "正文里的时间属于不同的单位，未作为时限，请核对"),))
    dues = [(words, read_due(words, item, year, issued)) for words in found]
    milestones = tuple(
        replace(milestone, action=_clause_around(text, words))
        for words, due in dues
        for milestone in due.milestones
    )
    return Due("；".join(found), milestones, tuple(warning for _, due in dues for warning in due.warnings))


def read_due(text: str, item: str, year: int | None, issued: date | None, since: date | None = None) -> Due:
    """Read one deadline; what is left unread is a warning for the row."""
    reading = read_deadline(text, year=year, issued=issued, since=since)
    warnings = tuple(RowWarning(item, unread.text, unread.why) for unread in reading.unread)
    return Due(text, tuple(reading.milestones), warnings)


def start_before(text: str, position: int) -> date | None:
    """Give the day from which a recurring deadline runs: 2020年起，每年2月底前."""
    found = re.search(r"([12]\d{3})年(?:度)?(?:开始|起)[，,]?[^，,。；;]{0,12}$", text[:position])
    return date(int(found[1]), 1, 1) if found else None


def _clause_before(text: str, words: str) -> str:
    """Give what stands before a date in its clause."""
    before = text[: text.index(words)]
    return re.split(r"[，,。；;：:]", before)[-1]


def _clause_around(text: str, words: str) -> str:
    """Give the clauses around a date without the date: the deliverable."""
    sentences = re.findall(r"[^。；;]+", text)
    pieces = [piece for sentence in sentences for piece in dated_pieces(sentence)]
    found = next(piece for piece in pieces if words in piece)
    return re.sub(r"^(?:于|在)?[，, ]*", "", found.replace(words, "", 1)).strip("，, ")
