"""A choice of the message before, picked by words instead of by its button: 是的, 第2个, 全部, 取消; pure."""

import re
from collections.abc import Sequence

from data.dates.numerals import read_number
from data.offers import REPORT, REVIEW
from handlers.message import Choice
from handlers.reporting.deeds import CANCEL, UNDO

_ACTS = (f"/{REPORT} ", f"/{REVIEW} ", f"/{UNDO} ")
_YES = re.compile(
    r"(?:是的?|对[的呀]?|没错|确认|确定|好的?|嗯嗯?|可以|行|yes|yes please|confirm|ok|okay|right|correct)",
    re.I,
)
_NO = re.compile(r"(?:不|不是|不对|取消|算了|不用了|不要|错了|no|cancel|never ?mind)", re.I)
_ALL = re.compile(r"(?:全部|都是|所有|全都|都|全部都是|all|all of them|both)", re.I)
_PLACE = re.compile(r"(?:第\s*)?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?:个|条)?")
_ITEM = re.compile(
    r"(?:第\s*(?P<a>\d{1,3})\s*项|[（(](?P<b>\d{1,3})[)）]|item\s+(?P<c>\d{1,3}))(?:的?吧)?", re.I
)
_EDGES = " 。.!！,，~～?？"


def picked(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the offered change that `text` picks; None where it says anything else.

    A message that offers a single change is answered with 是 or 不; one that asks which, with a place, an
    item, the words of a button, or 全部.
    """
    acts = [choice for choice in choices if choice.says.startswith(_ACTS)]
    said = text.strip().rstrip(_EDGES) if not text.strip().endswith(("?", "？")) else ""
    if not said or len(said) > 20 or not acts:
        return None
    cancel = next((choice for choice in acts if choice.says.split(" ")[2:3] == [CANCEL]), None)
    if cancel is None:
        return None
    offered = [choice for choice in acts if choice is not cancel]
    if _NO.fullmatch(said):
        return cancel
    if len(offered) == 1:
        return offered[0] if _YES.fullmatch(said) or said == offered[0].label else None
    return _of_several(said, offered)


def _of_several(said: str, offered: Sequence[Choice]) -> Choice | None:
    """Pick by the button's words, by all, by item, or by place in the list."""
    if same := next((choice for choice in offered if choice.label == said), None):
        return same
    together = next((choice for choice in offered if choice.label.startswith(("全部", "All "))), None)
    if _ALL.fullmatch(said):
        return together
    single = [choice for choice in offered if choice is not together]
    if match := _ITEM.fullmatch(said):
        number = match["a"] or match["b"] or match["c"]
        fitting = [one for one in single if re.search(rf"(?:第|item )0*{number}(?!\d)", one.label)]
        return fitting[0] if len(fitting) == 1 else None
    match = _PLACE.fullmatch(said)
    if match is None:
        return None
    place = (
        int(match["n"])
        if match["n"].isdecimal()
        else 2
        if match["n"] == "两"
        else read_number(match["n"]) or 0
    )
    return single[place - 1] if 0 < place <= len(single) else None
