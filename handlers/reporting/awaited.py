"""The message that completes a report: the date, the reason or the proof that was asked for; pure."""

import re

from data.wording.language import Language, Phrase
from handlers.message import Reply

DROPPED = Phrase("好，没有登记。", "All right, nothing was recorded.")

_DROPPED = frozenset({"算了", "取消", "不用了", "不报了", "cancel", "never mind", "forget it"})
_QUESTION = re.compile(
    r"[?？]\s*$|哪些|什么|谁|几项|多少|怎么|有没有|是不是|帮助|^(?:who|what|which|when|how|list|help)\b", re.I
)
_OF_ITS_OWN = re.compile(
    r"^\s*(?:第\s*[\d一二三四五六七八九十百]+\s*[项个条]|[（(]\d+[)）]|item\s+\d+|催|申请延期|同意|不同意|退回|撤回)"
    r"|已经?(?:办结|完成)了?$|^收到[。！!]?$",
    re.I,
)

_DATE_OR_WHY = re.compile(
    r"\d\s*月|\d\s*[日号天周]|月底|年底|下个?月|[一两二三四半]个?(?:周|月|星期|天)|因为|由于|原因|\d{1,2}[./-]\d{1,2}|\bbecause\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)
_OTHERWISE = re.compile(r"^\s*(?:收到|好|知道|明白|已|都|完成|办|正在|还在?|不涉及)|办结|完成了|[?？吗]\s*$")


def complete(awaits: str, text: str, *, given: bool) -> str | None:
    """Return the whole report; None where the message is about something else."""
    if text.startswith("/"):
        return None
    if not text.strip():
        return awaits if given else None
    if _QUESTION.search(text) or (_OF_ITS_OWN.search(text) and not given):
        return None
    return f"{awaits} {text}"


def completes(text: str) -> bool:
    """Tell whether words can hardly be but the date or the reason that was asked for."""
    return _DATE_OR_WHY.search(text) is not None and _OTHERWISE.search(text) is None


def is_dropped(text: str) -> bool:
    """Tell whether somebody leaves what was asked for."""
    return text.strip(" 。.！!").casefold() in _DROPPED


def word_cancelled(language: Language) -> Reply:
    """Say so in the place of the question that was cancelled."""
    return Reply(DROPPED.say(language), replaces=True)


def word_dropped(language: Language) -> Reply:
    """Say that nothing was recorded."""
    return Reply(DROPPED.say(language))
