"""A task in words: its label, a title short enough for a phone, its status and its due date; pure."""

import unicodedata
from datetime import date
from functools import lru_cache

from data.units.values import Role
from data.wording.dates import say_date, say_left
from data.wording.language import Language

TITLE_WIDTH = 22  # in Chinese characters: one line of a phone
TITLE_LEAST = 8  # a first sentence shorter than this says too little
CUT_LEAST = 12  # and so does a title that was cut at a pause before this
SENTENCE_ENDS = "。；;！？!?"
PAUSES = "，、：,:"
PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "〔": "〕"}

STATUSES = {
    Language.ZH: {
        "pending": "未开始",
        "doing": "进行中",
        "submitted": "待审核",
        "done": "已办结",
        "returned": "已退回",
        "void": "不涉及",
    },
    Language.EN: {
        "pending": "not started",
        "doing": "in progress",
        "submitted": "under review",
        "done": "done",
        "returned": "returned",
        "void": "not applicable",
    },
}

ROLES = {
    Language.ZH: {Role.LEAD: "责任", Role.SUPERVISE: "主管", Role.GUIDE: "指导", Role.ASSIST: "配合"},
    Language.EN: {
        Role.LEAD: "responsible",
        Role.SUPERVISE: "supervises",
        Role.GUIDE: "guides",
        Role.ASSIST: "assists",
    },
}


def say_item(item: str, scope: str | None = None, language: Language = Language.ZH) -> str:
    """Say the label of an item, with the scope that tells its rows apart."""
    label = f"item {item}" if language is Language.EN else f"第{item}项"
    return f"{label}〔{shorten(scope, 12)}〕" if scope else label


def say_status(status: str, language: Language = Language.ZH) -> str:
    """Say a status in words; a word that is no status stays as it is."""
    return STATUSES[language].get(status, status)


def say_role(role: Role, language: Language = Language.ZH) -> str:
    """Say what a unit owes to a task."""
    return ROLES[language][role]


def say_due(
    due: date, today: date, language: Language = Language.ZH, *, status: str = "pending", soft: bool = False
) -> str:
    """Say a due date with its weekday and how far it is; a finished task is no longer counted down."""
    spoken = say_date(due, today, language)
    if status == "done":
        return _join(spoken, say_status(status, language), language)
    if soft:
        return _join(spoken, _say_target(due, today, language), language)
    return _join(spoken, say_left((due - today).days, language), language)


def _say_target(due: date, today: date, language: Language) -> str:
    if language is Language.EN:
        return "target date passed" if due < today else f"target, {say_left((due - today).days, language)}"
    return "目标日期已过" if due < today else f"争取完成，{say_left((due - today).days)}"


def _join(first: str, second: str, language: Language) -> str:
    return f"{first}, {second}" if language is Language.EN else f"{first}，{second}"


@lru_cache(maxsize=4096)
def short_title(detail: str, width: int = TITLE_WIDTH) -> str:
    """Cut the first sentence of a `detail` at a pause, so that it fits `width` Chinese characters."""
    whole = _flat(detail)
    first = _first_sentence(whole)
    return first if width_of(first) <= width else _cut(first, width)


def shorten(text: str, width: int) -> str:
    """Cut a `text` that is wider than `width` Chinese characters, and show that it was cut."""
    flat = _flat(text)
    return flat if width_of(flat) <= width else f"{_fitting(flat, width - 1)}…"


def _flat(text: str) -> str:
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")  # no marks that turn the line
    joined = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in seen)
    return " ".join(joined.split())


def _first_sentence(text: str) -> str:
    for at, sign in enumerate(text):
        if sign in SENTENCE_ENDS and width_of(text[:at]) >= TITLE_LEAST:
            return text[:at]
    return text.rstrip(SENTENCE_ENDS)


def _cut(text: str, width: int) -> str:
    head = _fitting(text, width - 1)
    pause = max(
        (at for at, sign in enumerate(head) if sign in PAUSES and not _open_pair(head[:at])), default=0
    )
    if width_of(head[:pause]) >= CUT_LEAST:
        return f"{head[:pause]}…"
    opened = _open_pair(head)
    if opened is not None and width_of(head[:opened]) >= CUT_LEAST:
        return f"{head[:opened]}…"
    return f"{head}…"


def _open_pair(text: str) -> int | None:
    """Find the first bracket or quote of `text` that is not closed in it."""
    waiting: list[tuple[int, str]] = []
    for at, sign in enumerate(text):
        if sign in PAIRS:
            waiting.append((at, PAIRS[sign]))
        elif waiting and sign == waiting[-1][1]:
            waiting.pop()
    return waiting[0][0] if waiting else None


def _fitting(text: str, width: float) -> str:
    used = 0.0
    for at, sign in enumerate(text):
        used += width_of(sign)
        if used > width:
            return text[:at]
    return text


def width_of(text: str) -> float:
    """Return how wide a `text` is, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
