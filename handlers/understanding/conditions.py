"""What narrows a question beside units, items and periods: 除…外, 逾期超过N天, 每年7月."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data.dates.numerals import NUMBER, read_number
from data.dates.values import Period

Span = tuple[int, int]

_WHAT = r"(?P<what>[^,。;?!:]{1,40}?)"
_EXCEPT = (
    re.compile(rf"除(?:了|去|开|却)?{_WHAT}(?:之外|以外|除外|外(?!部)|(?=[,;]))"),
    re.compile(
        rf"(?:不含|不包括|不包含|不算|不要|不看|排除|去掉|剔除|撇开){_WHAT}(?:的(?=[,。;?!]|$)|(?=[,。;?!]|$|的?任务))"
    ),
    re.compile(rf"(?:^|(?<=[,。;])){_WHAT}除外"),
    re.compile(
        rf"\b(?:except(?: for)?|excluding|other than|apart from|besides) {_WHAT}"
        r"(?=[,。;?!]|$| (?:is|are|has|have|due|overdue|this|next|what|which)\b)"
    ),
)
_MAY_EXCEPT = re.compile(r"[除不排去剔撇]|except|excluding|other than|apart|besides")
_LATE_BY = re.compile(
    rf"(?:逾期|超期|过期)(?:了|已)?(?P<over>超过|大于|多于|超|已满|满|达)?(?:了)?(?P<count>\d+|{NUMBER}+|半)个?"
    r"(?P<unit>天|日|周|星期|礼拜|月)(?P<least>以上|及以上|或以上)?"
    r"|overdue (?:by |for )?(?P<more>more than|over|at least) (?P<number>\d+) (?P<what>day|week|month)s?"
)
_DAYS = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "月": 30,
    "day": 1,
    "week": 7,
    "month": 30,
}
_MONTHS = re.compile(r"BYMONTH=([\d,]+)")


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a message leaves out: `what` names it, `words` are the words around that only say so."""

    what: Span
    words: tuple[Span, ...]


def find_excluded(text: str) -> tuple[Excluded, ...]:
    """Find 除…外, 不含…, except …: whether units or items stand in them is for the caller to see."""
    if not _MAY_EXCEPT.search(text):
        return ()
    found: list[Excluded] = []
    for pattern in _EXCEPT:
        for match in pattern.finditer(text):
            (start, end), what = match.span(), match.span("what")
            if not any(start < other.words[-1][1] and other.words[0][0] < end for other in found):
                found.append(Excluded(what, ((start, what[0]), (what[1], end))))
    return tuple(found)


def late_since(text: str, today: date) -> Period | None:
    """Return until when what is late by so many days was due: 逾期超过30天, 逾期一周以上."""
    match = _LATE_BY.search(text)
    if match is None:
        return None
    counted = match["count"] or match["number"]
    count = 0.5 if counted == "半" else read_number(counted)
    at_least = match["least"] or match["over"] in ("满", "已满", "达") or match["more"] == "at least"
    if not count or not (at_least or match["over"] or match["more"]):
        return None
    days = int(count * _DAYS[match["unit"] or match["what"]]) + (not at_least)
    return Period(None, today - timedelta(days=days), span=match.span(), rule="late by so many days")


def months_of(rrule: str | None) -> frozenset[int]:
    """Return the months that a recurring period names: 每年7月."""
    match = _MONTHS.search(rrule or "")
    return frozenset(map(int, match[1].split(","))) if match else frozenset()
