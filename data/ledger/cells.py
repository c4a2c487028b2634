"""What people type into a ledger: statuses in words, days in any format; pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.dates.deadlines import read_deadline
from data.dates.values import MilestoneKind
from data.statuses import FINISHED, Status
from data.text import normalise

_WORDS = {
    Status.DONE: "已办结 办结 已完成 完成 全部完成 已全部完成 按期完成 按时完成 已销号 销号 办毕 完毕 "
    "办结完毕 已落实 落实 已办 已办理 已做完 做完 完 √ ✓ ✔ done completed complete finished closed",
    Status.DOING: "进行中 办理中 正在办理 推进中 正在推进 持续推进 正在进行 正在落实 落实中 在办 "
    "已启动 已开始 处理中 基本完成 部分完成 启动 doing inprogress ongoing started",
    Status.PENDING: "未开始 未启动 未办理 尚未开始 尚未启动 还没开始 没开始 待办 "
    "待启动 未办 notstarted pending todo",
    Status.SUBMITTED: "待审核 待审 已上报 已报 已报送 已提交 审核中 待销号 已报待审 submitted underreview",
    Status.RETURNED: "已退回 退回 退回整改 退回重办 returned",
    Status.VOID: "不涉及 无关 不适用 无此任务 无此项任务 void n/a na notapplicable",
}
_STATUS = {word: status for status, words in _WORDS.items() for word in words.split()}
_OPEN = "未完成 未办结 没完成 没办结 尚未完成 尚未办结 逾期 已逾期 逾期未完成 open overdue"
_UNFINISHED = frozenset(_OPEN.split())
_PERCENT = re.compile(r"(?:已?完成|进度)?(?:约)?(\d{1,3}(?:\.\d+)?)%(?:已?完成)?")

_DAYS = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"),
)
_LATIN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|[ T](?:上午|下午)?\d{1,2}:\d{2}.*$")
_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
SERIALS = range(20_000, 110_000)
"""Which numbers are days: from 1954 to 2201."""

EPOCH = date(1899, 12, 30)
YEARS = range(1950, 2200)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that says nothing that is understood."""

    text: str


def read_status(value: object, printed: Status) -> Status | Unreadable:
    """Read a status; `printed` is what stood there: 未完成 says nothing new about what is unfinished."""
    text = said(value)
    share = _share(value, text)
    if share is not None:
        return Status.DONE if share >= 1 else Status.DOING if share > 0 else Status.PENDING
    word = re.sub(r"[\s。.,，;；!！、]", "", normalise(text)).casefold()
    if word in _UNFINISHED and printed not in FINISHED:
        return printed
    return _STATUS.get(word, Unreadable(text))


def _share(value: object, text: str) -> float | None:
    """Read how much is done: 100%, or 1 in a cell that is shown as a share."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if 0 <= value <= 1 else value / 100 if value <= 100 else None
    match = _PERCENT.fullmatch(normalise(text).replace(" ", ""))
    return float(match[1]) / 100 if match and float(match[1]) <= 100 else None


def read_day(value: object, hint: date | None, epoch: date = EPOCH) -> date | Unreadable | None:
    """Read a day, None where the cell is empty; without a year it is the first one not before `hint`.

    `epoch` is day 0 of the workbook's serial numbers.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = said(value)
    if not text:
        return None
    found = _serial(value, text, epoch) or _first(text, hint)
    return found if found is not None and found.year in YEARS else Unreadable(text)


def _serial(value: object, text: str, epoch: date) -> date | None:
    number = None
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value) < 10_000_000:
        number = int(value)
    elif _SERIAL.fullmatch(text):
        number = int(float(text))
    return epoch + timedelta(days=number) if number is not None and number in SERIALS else None


def _first(text: str, hint: date | None) -> date | None:
    """Read a day in the year of `hint`, or in the next: 1月15日 beside a due date in December is after it."""
    found = _written(text, hint.year if hint else None)
    if found is None or hint is None or found >= hint:
        return found
    return _written(text, hint.year + 1)


def _written(text: str, year: int | None) -> date | None:
    plain = _WEEKDAY.sub("", _TIME.sub("", normalise(text).strip())).replace(" ", "")
    for pattern in _DAYS:
        match = pattern.fullmatch(plain)
        if match:
            return _day(match.groupdict().get("y") or year, match["m"], match["d"])
    latin = _LATIN.fullmatch(plain)
    return _latin_day(latin) if latin else _deadline(text, year)


def _latin_day(match: re.Match[str]) -> date | None:
    """Read 30/9/2020 or 9/30/2020; where both would be a day nothing is guessed."""
    first, second = int(match[1]), int(match[2])
    if first > 12 or first == second:
        return _day(match[3], second, first)
    return _day(match[3], first, second) if second > 12 else None


def _day(year: str | int | None, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if year is not None else None
    except ValueError:
        return None


def _deadline(text: str, year: int | None) -> date | None:
    """Read a deadline as a plan prints it: 2020年9月底前."""
    reading = read_deadline(text, year=year)
    if reading.unread or len(reading.milestones) != 1:
        return None
    only = reading.milestones[0]
    return only.due if only.kind is MilestoneKind.BY and not only.soft else None


def said(value: object) -> str:
    """Return what a cell says as text; a whole number without .0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
