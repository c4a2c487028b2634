"""What was said of an assignment besides its number: dates, reasons, proof; and how a button carries it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.actions.values import ProofDraft
from data.models import ProofKind
from data.offers import ABOUT
from handlers.message import Choice, FileKind, Given
from handlers.reporting.wishes import read_wish
from handlers.understanding.query import Language
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

SURE, ENGLISH, UNTIL, WHY, PROOF = "ok", "en", "到:", "由:", "证:"
"""The marks that stand before the words of a button, each by itself."""

LINK = re.compile(r"https?://[^\s<>\"'“”，。；、（）)]+", re.IGNORECASE)
BLANK = "\u2423"
"""Stands for a space within a mark."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said: the words as typed, and what they hold.

    `report` is the one that a decision is about, as the number of its row of history. `sure` says that it
    was read back and confirmed.
    """

    text: str = ""
    until: date | None = None
    reason: str | None = None
    given: tuple[Given, ...] = ()
    report: int | None = None
    sure: bool = False
    language: Language = Language.ZH

    @property
    def links(self) -> tuple[str, ...]:
        """Return the links in the words."""
        return tuple(dict.fromkeys(LINK.findall(self.text)))


def say_again(command: str, target: str, verb: str, told: Told) -> str:
    """Return the words of a button, or what the next message is put behind."""
    marks = [SURE] if told.sure else []
    if told.language is Language.EN:
        marks.append(ENGLISH)
    if told.report is not None:
        marks.append(f"{ABOUT}{told.report}")
    if told.until is not None:
        marks.append(f"{UNTIL}{told.until.isoformat()}")
    if told.reason:
        marks.append(f"{WHY}{_joined(told.reason)}")
    marks += [f"{PROOF}{one.kind.value}:{one.file_id}:{_joined(one.name or '')}" for one in told.given]
    return " ".join(filter(None, (f"/{command}", target, verb, *marks, " ".join(told.text.split()))))


def offer(label: str, command: str, target: str, verb: str, told: Told) -> Choice:
    """Offer a button that says so."""
    return Choice(label, say_again(command, target, verb, told))


def read_told(
    words: Sequence[str],
    given: Sequence[Given],
    region: RegionVocabulary,
    vocabulary: Vocabulary,
    today: date,
) -> Told:
    """Read what stands behind a verb; free words are read for a date and a reason."""
    told, rest = _marked(list(words))
    text = " ".join(rest)
    told = replace(told, text=text, given=tuple(dict.fromkeys((*told.given, *given))))
    if not text:
        return told
    wish = read_wish(text, region, vocabulary, today)
    return replace(told, until=told.until or wish.until, reason=told.reason or wish.reason)


def given_in(words: Sequence[str]) -> tuple[Given, ...]:
    """Return the files that the marks of a button name."""
    return _marked(list(words))[0].given


def language_in(words: Sequence[str]) -> Language | None:
    """Return the language that the marks of a button name, None where they name none."""
    return Language.EN if ENGLISH in words[:2] else None


def _marked(words: list[str]) -> tuple[Told, list[str]]:
    """Take the marks off the front; a word that is no mark ends them."""
    told = Told()
    while words:
        taken = _take(words[0], told)
        if taken is None:
            break
        told = taken
        words.pop(0)
    return told, words


def _take(word: str, told: Told) -> Told | None:
    if word == SURE:
        return replace(told, sure=True)
    if word == ENGLISH:
        return replace(told, language=Language.EN)
    if word.startswith(UNTIL):
        try:
            return replace(told, until=date.fromisoformat(word.removeprefix(UNTIL)))
        except ValueError:
            return None
    if word.startswith(ABOUT):
        number = word.removeprefix(ABOUT)
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        return replace(told, report=int(number)) if is_number else None
    if word.startswith(WHY):
        return replace(told, reason=_parted(word.removeprefix(WHY)))
    if word.startswith(PROOF):
        kind, _, rest = word.removeprefix(PROOF).partition(":")
        file_id, _, name = rest.partition(":")
        if kind in {one.value for one in FileKind} and file_id:
            return replace(told, given=(*told.given, Given(FileKind(kind), file_id, _parted(name) or None)))
    return None


def _joined(text: str) -> str:
    return BLANK.join(text.split())


def _parted(text: str) -> str:
    return text.replace(BLANK, " ")


def proofs_of(told: Told, kept: Sequence[str | None]) -> tuple[ProofDraft, ...]:
    """Return the proof that came with the words: links, and files with the copies `kept` of them."""
    links = [ProofDraft(ProofKind.LINK, link) for link in told.links]
    files = [
        ProofDraft(KINDS[one.kind], one.file_id, one.name, copy)
        for one, copy in zip(told.given, kept, strict=True)
    ]
    return (*links, *files)


KINDS = {FileKind.PHOTO: ProofKind.PHOTO, FileKind.DOCUMENT: ProofKind.FILE}
