"""What is said in plain words for a file or the units behind a summary: 出一张图, 台账, 各单位; pure."""

import re
from dataclasses import replace
from datetime import date, timedelta

from data.reports.spans import Span, month_of, week_of
from data.text import normalise
from data.wording.language import Language
from handlers.message import ChatRole, Seat
from handlers.summaries.orders import WHOLE, Order, Shown, say_order
from handlers.understanding.query import Intent, Query

_ZH = re.compile(
    r"(?:请|麻烦)?"
    r"(?P<verb>(?:帮我|给我|替我)?(?:发|出|生成|做|导出|下载|要|来|看|画)?(?:一下)?一?(?:份|张|个)?)"
    r"(?P<period>本周|这周|上周|本月|这个月|上月|上个月)?的?(?:督办)?"
    r"(?P<what>图表|图片|图|台账|通报文件|通报|日历)(?:文件)?(?:发我|给我|发一下)?吧?"
)
_EN = re.compile(
    r"(?P<verb>send|make|draw|show|give)?(?: me)?(?: the| an?)? ?"
    r"(?:(?P<period>this week|last week|this month|last month)'?s? ?)?"
    r"(?P<what>chart|picture|ledger|bulletin|calendar)"
)
_WHAT = {
    "图表": Shown.PICTURE,
    "图片": Shown.PICTURE,
    "图": Shown.PICTURE,
    "chart": Shown.PICTURE,
    "picture": Shown.PICTURE,
    "台账": Shown.LEDGER,
    "ledger": Shown.LEDGER,
    "通报文件": Shown.BULLETIN,
    "通报": Shown.BULLETIN,
    "bulletin": Shown.BULLETIN,
    "日历": Shown.CALENDAR,
    "calendar": Shown.CALENDAR,
}
_LAST = frozenset({"上周", "上月", "上个月", "last week", "last month"})
_UNITS = frozenset({"各单位", "各单位情况", "各单位怎么样", "各单位呢", "units", "each unit"})


def as_figures(
    text: str, seat: Seat, before: Query | None, today: date, language: Language = Language.ZH
) -> str | None:
    """Return the command that `text` stands for after the question `before`; None where it is another."""
    plain = normalise(text).strip(" 。.!！?？").casefold()
    summed = before if before is not None and before.intent is Intent.SUMMARY else None
    region = seat.region or (before.region if before is not None else None)
    if region is None:
        return None
    if summed is not None and plain in _UNITS:
        everybody = replace(summed, units=())
        units = _order(Shown.UNITS, region, None, seat, everybody, today)
        return say_order(replace(units, unit=None, english=language is Language.EN))
    found = _ZH.fullmatch(plain) or _EN.fullmatch(plain)
    # 通报 alone is the summary in words: the document is what somebody has made.
    if found is None or (found["what"] == "通报" and not found["verb"]):
        return None
    order = _order(_WHAT[found["what"]], region, found["period"], seat, summed, today)
    return say_order(replace(order, english=language is Language.EN))


def _order(
    what: Shown, region: str, said: str | None, seat: Seat, summed: Query | None, today: date
) -> Order:
    start, end = _days(said, summed, today)
    unit = None if what in WHOLE else _unit(seat, summed)
    return Order(what, region, start, end, today, _plan(summed), unit)


def _days(said: str | None, summed: Query | None, today: date) -> Span:
    """Return the days that the words name, else those of the summary before, else this week."""
    if said is not None:
        of = month_of if "月" in said or "month" in said else week_of
        start, end = of(today)
        return of(start - timedelta(days=1)) if said in _LAST else (start, end)
    if summed is not None and summed.period is not None and summed.period.start and summed.period.end:
        return summed.period.start, summed.period.end
    return week_of(today)


def _plan(summed: Query | None) -> str | None:
    return summed.plan if summed is not None else None


def _unit(seat: Seat, summed: Query | None) -> str | None:
    """Return the unit that the summary was about, in a unit's chat its own."""
    if summed is not None and len(summed.units) == 1:
        return summed.units[0].name
    return seat.unit if seat.role is ChatRole.UNIT and not seat.office else None
