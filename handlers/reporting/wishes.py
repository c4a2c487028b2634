"""A wish for a later date, or why something is so, as people type it; pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from data.dates.numerals import read_number
from handlers.understanding.actions import ahead, in_year
from handlers.understanding.cleaning import clean
from handlers.understanding.reading import read
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

_BECAUSE = re.compile(
    r"(?:原因|理由|reason)\s*(?:是|为|[:：]|is)*\s*(?P<a>.+)"
    r"|(?:因为|由于|鉴于|\bbecause(?: of)?\b|\bdue to\b)\s*(?P<b>.+)"
    r"|(?:^|[，,。;；\s])因(?!为|此|而|素)(?P<c>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"[，,。;；！!\n]+")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SAID = re.compile(
    r"^(?:请|请求|我们|我单位|本单位|拟|想|需要|需|please|we\s+ask\s+to)?\s*"
    r"(?:同意|不同意|不予同意|不予|不准|通过|不通过|退回|驳回|打回|撤回|取消|重新办理|回头看|申请|要求|提请|报)*"
    r"(?:延期|延长|延后|推迟|延至|延到|改期|改到|办结|不涉及|extend(?:ed)?|extension)?(?:我们|我单位|本单位|[我本][局镇办委乡])?(?:申请)?\s*(?:到|至|为|to|until)?\s*",
    re.IGNORECASE,
)
_DATE_ENDS = re.compile(r"^(?:前|之前|以前|左右|吧|了|完成|办结)+")
_LONGER = re.compile(
    r"(?:延期|延长|延后|推迟|延|extend(?:ed)?(?:\s+\w+)?\s+by|by)\s*(?P<n>\d{1,3}|[一二两三四五六七八九十半]{1,3})\s*个?\s*"
    r"(?P<of>天|日|周|星期|礼拜|月|年|days?|weeks?|months?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A new date (inclusive) and a reason, None where nothing is said of it."""

    until: date | None = None
    reason: str | None = None


def read_wish(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> Wish:
    """Read a date and a reason: 11月15日，材料没到齐."""
    bare = _LINK.sub(" ", text)
    because = _BECAUSE.search(bare)
    dated = bare[: because.start()] if because else bare
    until = date_in(dated, region, vocabulary, today)
    reason = next((part for part in because.groups() if part), "") if because else None
    if reason is None:
        reason = _rest(bare, region, vocabulary, today)
    return Wish(until, _trimmed(reason) or None)


def date_in(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> date | None:
    """Return the last date that a text names; one without its year lies ahead."""
    found = [period.end for period in read(clean(text), region, vocabulary, today).periods if period.end]
    return ahead(found[-1], text, today) if found else None


def later_by(text: str, due: date) -> date | None:
    """Return the day that is as much later than `due` as a text says (延期两周); None where it does not."""
    match = _LONGER.search(text)
    if match is None:
        return None
    number = _count(match["n"])
    of = match["of"].lower()
    if number is None:
        return None
    if of in ("天", "日") or of.startswith("day"):
        return due + timedelta(days=number)
    if of in ("周", "星期", "礼拜") or of.startswith("week"):
        return due + timedelta(weeks=number)
    if of.startswith("年"):
        return in_year(due, due.year + number)
    if match["n"] == "半":
        return due + timedelta(days=15)
    return _months_later(due, number)


def _count(text: str) -> int | None:
    if text == "半":
        return 0
    return int(text) if text.isdecimal() else 2 if text == "两" else read_number(text)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    # The last day of a month stays the last one.
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if whole else min(day.day, last))


def _rest(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> str:
    """Return what is said besides the item, the unit, the verb and the date."""
    said = []
    for part in _PARTS.split(text):
        reading = read(clean(part), region, vocabulary, today)
        dated = [period for period in reading.periods if period.end]
        if not (dated or reading.numbers or _LONGER.search(part)):
            said.append(_SAID.sub("", part.strip(), count=1))
            continue
        spans = [(named.start, named.end) for named in reading.names]
        spans += [(number.start, number.end) for number in reading.numbers]
        spans += [period.span for period in dated]
        said.append(_bare(_blanked(reading.text, spans)))
    return "，".join(left for one in said if len(left := _trimmed(one)) > 1)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _bare(text: str) -> str:
    """Take off the words that say what is wanted, wherever they stand."""
    words = (_DATE_ENDS.sub("", _SAID.sub("", word)) for word in _LONGER.sub(" ", text).split())
    return " ".join(filter(None, words)).strip("的了吧项")


def _trimmed(text: str) -> str:
    return text.strip(" ，,。;；:：.!！\n\t")
