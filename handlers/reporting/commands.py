"""/done, /extend, /progress and /nudge: shorter ways to say what can be said in words."""

import re
from dataclasses import replace

from handlers.conversation import Understood, respond
from handlers.message import Incoming, Reply
from handlers.reporting.words import report_by_words
from handlers.request import Request
from handlers.services import Services

_NUMBERS = re.compile(r"^[（(]?\d{1,4}[)）]?(?:[、,，和\-~至到][（(]?\d{1,4}[)）]?)*$")
_ITEM = re.compile(
    r"^第?[（(]?[\d一二三四五六七八九十百、,，和]+[)）]?(?:项|大项)?$|^[一二三四五六七八九十\d]+-\d+$"
)


def done(request: Request, services: Services) -> Reply:
    """Report an item as done: /done 7 https://…"""
    return _say(request, services, "已办结")


def extend(request: Request, services: Services) -> Reply:
    """Ask for a later date: /extend 9 11月15日 材料没到齐."""
    return _say(request, services, "申请延期", joint=" ")


def progress(request: Request, services: Services) -> Reply:
    """Tell how an item is going: /progress 9 正在征求意见."""
    return _say(request, services, "进展：", understood_by="正在办理")


def nudge(request: Request, services: Services) -> Reply:
    """Have a unit reminded: /nudge 县财政局 第9项."""
    words = " ".join(_spoken(word) for word in request.words)
    return _respond(f"催一下{words}", request, services, (f"催一下{words}",))


def _say(
    request: Request, services: Services, verb: str, understood_by: str = "", joint: str = "，"
) -> Reply:
    """Say of the item that the first words name what `verb` says; the other words go with it.

    They are not understood: whatever they say, it is a report. `understood_by` stands in for them.
    """
    head, rest = split_item(request.words)
    said = f"{head}{verb}"
    text = f"{said}{'' if verb.endswith('：') else joint}{rest}" if rest else said
    return _respond(f"{said}{understood_by}", request, services, (text, rest))


def split_item(words: tuple[str, ...]) -> tuple[str, str]:
    """Take the item, with the unit or plan before it, off the words: (第7项, the rest)."""
    for at, word in enumerate(words[:3]):
        if _ITEM.match(word):
            return " ".join((*words[:at], _spoken(word))), " ".join(words[at + 1 :])
    return "", " ".join(words)


def _spoken(word: str) -> str:
    return f"第{word.strip('（）()')}项" if _NUMBERS.match(word) else word


def _respond(said: str, request: Request, services: Services, words: tuple[str, ...]) -> Reply:
    """Understand what the command stands for, and do it."""
    whole = replace(request, words=words)

    def change(heard: Understood) -> Reply:
        return report_by_words(heard, whole, services)

    incoming = Incoming(text=said, seat=request.seat, now=request.now, language=request.language)
    return respond(incoming, services, change)
