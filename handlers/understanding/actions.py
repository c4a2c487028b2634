"""What a report asks for: which change, until when, and why."""

import re
from calendar import monthrange
from datetime import date

from handlers.understanding.query import ActionKind, ActionRequest
from handlers.understanding.reading import Reading
from handlers.understanding.rows import Row

_REASON = re.compile(
    r"(?:原因|理由|reason)\s*(?:是|为|:|is)*\s*(.+)"
    r"|(?:因为|由于|鉴于|\bbecause(?: of)?|\bdue to|\bsince)\s*(.+)"
    r"|(?:^|[,。;\s])因(?!为|此|而|素)(.+)"
)
_CLAUSE = re.compile(r"[,。;!\n]\s*([^,。;!?\n].*)$")
_NEWS = re.compile(r":\s*(.+)$")
_COURTESY = (
    r"(?:谢谢|感谢|多谢|辛苦|麻烦)(?:了|啦|您|你|领导|大家)*|(?:特此|现)?(?:申请|请示|报告)"
    r"|(?:恳请|敬请|请|望|盼)(?:领导|上级|贵办|贵局|您|县政府办公室|办公室)*(?:予以?|给予)?"
    r"(?:批准|同意|审批|审核|核准|审阅|批示|批复|支持|理解|谅解|知悉|为盼|为荷)(?:为盼|为荷)?"
    r"|(?:please(?: approve| grant it| agree)?|thanks?(?: you)?|many thanks)"
)
_AT_THE_END = re.compile(rf"(?:^|[,，。.;；!！\s])\s*(?:{_COURTESY})[\s。.!！,，;；]*$", re.I)
_AT_THE_BEGIN = re.compile(rf"^\s*(?:{_COURTESY}|你好|您好|领导好)\s*[,，。.;；!！]\s*", re.I)
_WISH = (
    r"(?:第\s*[\d一二三四五六七八九十百]+\s*[项个条]|[（(]\d+[)）]|延期|延后|推迟|顺延|延[到至长]|改到|宽限|晚几天"
    r"|不涉及|[到至]\s*(?:\d|明年|年底|月底|下)|\bitem\b|\bextend|\bpostpone)"
)
_SAID_OF_WISH = re.compile(_WISH, re.I)
_THEN_THE_WISH = re.compile(rf"[,，。;；]\s*(?=[^,，。;；]*{_WISH})", re.I)
_THEN_ITS_DATE = re.compile(
    r"[,，。;；]\s*(?=延?期?[到至]\s*(?:\d+\s*月|明年|年底|月底|下个?月)[^,，。;；]*$)"
)
_TO = re.compile(r"(?<![等直遇赶截收拿])(?:到|至|为)\s*(?:了|在)?$|\b(?:to|until|till|by)\s*(?:the\s*)?$")
_FROM = re.compile(r"(?:从|自|由|原定|原定于|原|本应|截止)$|\bfrom\s*$")
_BEHIND = re.compile(r"昨|前天|前日|上个?月|上周|上个?星期|去年|\byesterday\b|\blast\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WITH_REASON = frozenset({ActionKind.EXTEND, ActionKind.VOID, ActionKind.REOPEN})


def request_of(row: Row, reading: Reading) -> ActionRequest | None:
    """Say what the report or 催办 that `row` recognised asks for; None where it is a question."""
    if row.action is None:
        return None
    until = wished(reading) if row.action is ActionKind.EXTEND else None
    return ActionRequest(row.action, until, _reason(row.action, reading))


def wished(reading: Reading) -> date | None:
    """Return the day that a wish is for: the one behind 到, else the first that is no date of before."""
    periods = [period for period in reading.periods if period.end is not None]
    if not periods:
        return None
    text = reading.text
    aims = [one for one in periods if _TO.search(text[: one.span[0]]) or text[slice(*one.span)][:1] in "到至"]
    fresh = [one for one in periods if not _FROM.search(text[: one.span[0]])]
    chosen = (aims or fresh or periods)[0]
    return ahead(chosen.end, text[slice(*chosen.span)], reading.today) if chosen.end else None


def ahead(day: date, text: str, today: date) -> date:
    """Put a day that was typed without its year into the year in which it is still to come."""
    if day >= today or _YEAR.search(text) or _BEHIND.search(text):
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
        return _told(match[1] if match else _after_numbers(reading) or reading.text)
    match = _REASON.search(reading.text)
    if match:
        return _told(before_wish(reading.text[: match.start()], next(filter(None, match.groups()))))
    if kind not in _WITH_REASON:
        return None
    ends = [cue.end for cue in reading.cues if cue.signs and kind.value in {sign.value for sign in cue.signs}]
    ends += [period.span[1] for period in reading.periods]
    clause = _CLAUSE.search(reading.text[max(ends, default=0) :])
    return _told(clause[1]) if clause else None


def before_wish(before: str, reason: str) -> str:
    """Cut a reason that was said first off at what it is the reason of: 由于疫情，第9项申请延期."""
    pattern = _THEN_ITS_DATE if _SAID_OF_WISH.search(before) else _THEN_THE_WISH
    match = pattern.search(reason)
    return reason[: match.start()] if match else reason


def _after_numbers(reading: Reading) -> str:
    """Give the message without the number of its item."""
    end = max((number.end for number in reading.numbers), default=0)
    return reading.text[end:]


def _told(words: str) -> str | None:
    """Take greetings and thanks off the edges; None where nothing is left."""
    return without_courtesy(words) or None


def without_courtesy(words: str) -> str:
    """Take greetings, thanks and 请批准 off the beginning and the end; what stands inside is kept as said."""
    previous = None
    while previous != words:
        previous = words
        words = _AT_THE_BEGIN.sub("", _AT_THE_END.sub("", words)).strip(" ,，.。;；:：!！\t\n")
    return words
