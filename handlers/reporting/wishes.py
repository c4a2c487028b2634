"""A wish for a later date, or why something is so, as people type it; pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from data.dates.numerals import read_number
from handlers.understanding.actions import ahead, before_wish, in_year, wished, without_courtesy
from handlers.understanding.cleaning import clean
from handlers.understanding.reading import read
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

_BECAUSE = re.compile(
    r"(?:原因|理由|reason)\s*(?:是|为|[:：]|is)*\s*(?P<a>.+)"
    r"|(?:因为|由于|鉴于|\bbecause(?: of)?\b|\bdue to\b)\s*(?P<b>.+)"
    r"|(?:^|[，,。;；\s])因(?!为|此|而|素)(?P<c>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"[，,。;；！!\n]+|[:：](?!\d)")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_VERBS = (
    r"同意|不同意|不予同意|不予|不准|不批准?|通过|不通过|退回|驳回|打回|撤回|取消|重新办理|回头看|申请|要求|提请|请求|报"
    r"|延期|延长|延后|延迟|推迟|顺延|宽限|延至|延到|延|改期|改到|改为|改成|晚|缓|交|完成|办结|不涉及|extend(?:ed|ing)?|extension|postponed?|reopen(?:ed)?|delay(?:ed)?|request(?:ing)?"
)
_EMPTY = (
    r"请|予以?|一下|办理|上报|报送|提交|一点|点|些|我们|我单位|本单位|我方|[我本][局镇办委乡县]|拟|想|需要|需|要|能不能|可不可以|能否|可否|可以|能|吗|么|再|从|原定于?|原|现"
    r"|到|至|为|于|前|之前|以前|左右|吧|了|的|是|项|办|期限|时间|日期|任务|工作|几天|please|we|us|our|can|could|may|ask|for|an?|the|of"
    r"|to|until|till|from|by|on|in|and|is|it|item|date|needs?|would|like|deadline|due|new|no|with|unit"
)
_SAYS_NOTHING = re.compile(rf"(?:(?:{_VERBS}|{_EMPTY})[\s?？:：、/]*)+", re.IGNORECASE)
_SAID = re.compile(
    rf"^(?:请|我们|我单位|本单位|拟|想|申请|要求|提请|请求)*(?:{_VERBS})+(?:申请)?(?:到|至|为)?",
    re.IGNORECASE,
)
_EDGES = " ，,。;；:：.!！?？、"
_VERB = re.compile(r"延期|延长|延后|推迟|延至|延到|改期|改到|\bextend|\bextension", re.IGNORECASE)
_FORMER = re.compile(r"(?:从|由|自|原定于?|原)\s*\d{1,2}月(?:\d{1,2}[日号]|底)?(?:延期)?")
_DATE_FIRST = re.compile(r"^\s")
_LONGER = re.compile(
    # A bare 11月 or 15日 is a date: only what counts for sure may stand without a verb, or be months.
    r"(?:^(?!\d+\s*日)|延期|延长|延后|推迟|宽限|延|要晚|晚|缓|\bneeds?|extend(?:ed)?(?:\s+\w+){0,2}\s+by|\bby|\bfor)\s*"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十半]{1,3}|an?|one|two|three|four|five|six|ten)\s*(?:more\s+)?"
    r"(?:个\s*)?(?P<of>天|日|周|星期|礼拜|(?<=个)月|(?<=个 )月|年|days?|weeks?|months?)(?!\d)",
    re.IGNORECASE,
)
_ENGLISH = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


@dataclass(frozen=True, slots=True)
class Wish:
    """A new date (inclusive) and a reason, None where nothing is said of it."""

    until: date | None = None
    reason: str | None = None


def read_wish(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> Wish:
    """Read a date and a reason: 11月15日，材料没到齐."""
    bare = _LINK.sub(" ", text)
    because = _BECAUSE.search(bare)
    if because is None:
        reason = _rest(bare, region, vocabulary, today)
        return Wish(_wished(bare, region, vocabulary, today), without_courtesy(reason) or None)
    said = next((part for part in because.groups() if part), "")
    reason = before_wish(bare[: because.start()], said)
    dated = f"{bare[: because.start()]} {said[len(reason) :]}"
    return Wish(_wished(dated, region, vocabulary, today), without_courtesy(reason) or None)


def _wished(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> date | None:
    """Return the day that a text wishes for; what it says of another day in passing is none."""
    return wished(read(clean(text), region, vocabulary, today))


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
    if text.lower() in _ENGLISH:
        return _ENGLISH[text.lower()]
    return int(text) if text.isdecimal() else 2 if text == "两" else read_number(text)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    # The last day of a month stays the last one.
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if whole else min(day.day, last))


def _rest(text: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> str:
    """Return what is said besides the item, the unit, the verb and the date, each clause as it was said."""
    said: list[str] = []
    start = 0
    for mark in (*_PARTS.finditer(text), None):
        part = text[start : mark.start() if mark else len(text)]
        left = _left(part, region, vocabulary, today)
        # A clause that says nothing of the wish is kept with the mark that stood before it.
        joint = text[_end_before(text, start) : start] if said and left == part.strip() else "，"
        said += [joint, left] if left and said else [left] if left else []
        start = mark.end() if mark else len(text)
    return "".join(said)


def _end_before(text: str, start: int) -> int:
    """Return where the marks that end at `start` begin."""
    end = start
    while end and _PARTS.fullmatch(text[end - 1]):
        end -= 1
    return end


def _left(part: str, region: RegionVocabulary, vocabulary: Vocabulary, today: date) -> str:
    """Return a clause whole, unless it says what is wanted: then what is left besides."""
    reading = read(clean(part), region, vocabulary, today)
    dated = [period for period in reading.periods if period.end]
    longer = _LONGER.search(reading.text)
    spans = [(named.start, named.end) for named in reading.names]
    spans += [(number.start, number.end) for number in reading.numbers]
    spans += [period.span for period in dated]
    spans += [longer.span()] if longer else []
    left = _blanked(reading.text, spans)
    if not left.strip() or _SAYS_NOTHING.fullmatch(left.strip(_EDGES)):
        return ""
    wish = bool(reading.numbers or longer or _SAID.match(part.strip()) or _VERB.search(left))
    if not wish and not (dated and _DATE_FIRST.match(left)):
        return part.strip()
    return _bare(left)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _bare(text: str) -> str:
    """Take off the words that say what is wanted, and keep the others as they were said."""
    kept = []
    for word in text.split():
        if _SAYS_NOTHING.fullmatch(word.strip(_EDGES)):
            continue
        kept.append(_SAID.sub("", word, count=1))
    left = _FORMER.sub("", " ".join(filter(None, kept))).strip(_EDGES)
    return "" if len(left) < 2 or _SAYS_NOTHING.fullmatch(left) else left
