"""Which phase a question about phases means: the running one, a neighbour, the third, one by name, or all."""

import re
from dataclasses import dataclass
from enum import StrEnum

from data.dates.numerals import NUMBER, read_number


class WhichPhase(StrEnum):
    """How a phase is asked for."""

    NEXT = "next"  # 下一阶段
    PREVIOUS = "previous"  # 上一阶段
    LAST = "last"  # 最后一个阶段
    NUMBERED = "numbered"  # 第三阶段
    NAMED = "named"  # 全面推进阶段
    ALL = "all"  # 一共有几个阶段


@dataclass(frozen=True, slots=True)
class PhaseAsked:
    """The phase that is asked for: its `number`, or the `words` in front of 阶段, which end with its name."""

    which: WhichPhase
    number: int = 0
    words: str = ""


_RULES = (
    (
        WhichPhase.ALL,
        r"(?:[分有](?:为|成)?(?:哪?几|哪些|多少)个?|所有|全部|各个?|每个)阶段"
        r"|how many phases|all (?:the )?phases|which phases are",
    ),
    (WhichPhase.NEXT, r"下一?个?阶段|next phase"),
    (WhichPhase.PREVIOUS, r"上一?个?阶段|previous phase"),
    (WhichPhase.LAST, r"最后一?个?阶段|last phase|final phase"),
)
_NUMBERED = rf"第({NUMBER}+)个?阶段|phase (\d+)|\b(first|second|third|fourth|fifth) phase"
_NAMED = r"[\u4e00-\u9fff]{2,12}(?=阶段)"
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def phase_asked(text: str) -> PhaseAsked | None:
    """Say which phase `text` asks for; None where it means the one of the day."""
    low = text.lower()
    for which, pattern in _RULES:
        if re.search(pattern, low):
            return PhaseAsked(which)
    if found := re.search(_NUMBERED, low):
        number = read_number(found[1] or found[2] or "") or _ORDINALS.index(found[3]) + 1
        return PhaseAsked(WhichPhase.NUMBERED, number=number)
    named = re.search(_NAMED, text)
    return PhaseAsked(WhichPhase.NAMED, words=named[0]) if named else None
