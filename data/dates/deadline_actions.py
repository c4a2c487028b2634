"""Which words of a deadline cell are the deliverable of which date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARKS = "，,。；;、：:！!？?.·—-~/ "
_STRONG = re.compile("[。；;！!]")
_WEAK = re.compile("[，,]")
_JOINERS = re.compile("[、和及与或，,/]?")
_OPENING = re.compile(
    r"(?:自|从|于|在|到|至|截至|截止|截止到|不晚于|不迟于|最迟于?|最晚于?|争取|力争|原则上|拟|努力|并|且|和|及|以及|另)+$"
)
_CLOSING = re.compile(r"^(?:争取|力争|原则上|并|且)+(?=.)|^(?:并|且|和|及)$")
_EMPTY_BRACKETS = re.compile(r"（[，,、；;：:]*）|\([，,、；;：:]*\)|【】|\[\]|“”")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])")
_TO_BE_CONTINUED = re.compile("(?:后|之后|的同时|基础上|同意)[，,]$")


@dataclass(slots=True)
class Piece:
    """A stretch of the cell that was read; `ongoing` words may be a verb that the action needs."""

    start: int
    end: int
    ongoing: bool = False


def actions_of(text: str, pieces: Sequence[Piece]) -> list[str | None]:
    """Return the deliverable of each piece; pieces with only 、 or 和 between them share theirs."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _JOINERS.fullmatch(text, groups[-1][-1].end, piece.start) and not piece.ongoing:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    cuts = [
        0,
        *(_cut(text, ahead, behind) for ahead, behind in zip(groups, groups[1:], strict=False)),
        len(text),
    ]
    actions: list[str | None] = []
    for group, begin, end in zip(groups, cuts, cuts[1:], strict=False):
        actions += [_action(text, begin, end, group)] * len(group)
    return actions


def _cut(text: str, ahead: list[Piece], behind: list[Piece]) -> int:
    """Return where the words of one date end and those of the next begin."""
    begin, end = ahead[-1].end, behind[0].start
    trailing = _trails(text, ahead) and _trails(text, behind)
    strong = [match.end() for match in _STRONG.finditer(text, begin, end)]
    if strong:
        return strong[0] if trailing else strong[-1]
    weak = [match.end() for match in _WEAK.finditer(text, begin, end)]
    if trailing:
        return weak[0] if weak else begin
    while len(weak) > 1 and _TO_BE_CONTINUED.search(text, weak[-2], weak[-1]):
        weak.pop()
    return weak[-1] if weak else end


def _trails(text: str, group: list[Piece]) -> bool:
    """Whether the dates stand behind their deliverable: 完成编制（10月底前），…"""
    begin, end = group[0].start, group[-1].end
    if end < len(text) and text[end] not in "，,。；;）)、":
        return False
    if begin and text[begin - 1] in "（(":
        begin -= 1
    ahead = text[max(0, begin - 1) : begin]
    return ahead not in ("", "；", ";", "。", "、") and (ahead not in "，," or not _is_lead(text, begin - 1))


def _is_lead(text: str, comma: int) -> bool:
    """Whether nothing but another date could stand before the comma."""
    return comma == 0


def _action(text: str, begin: int, end: int, group: list[Piece]) -> str | None:
    """Return what `text[begin:end]` says beside the dates of `group`."""
    parts, at = [], begin
    for piece in group:
        if piece.ongoing and _needs_word(text, piece):
            continue
        parts.append(_OPENING.sub("", text[at : piece.start]))
        at = piece.end
    tail = text[at:end]
    parts.append(_CLOSING.sub("", tail.lstrip("，,、：:；;。. ")))
    return _clean("".join(part for part in parts if part.strip("、和及与或")))


def _needs_word(text: str, piece: Piece) -> bool:
    """Whether 持续 or 长期 is the verb of its clause (持续做好公开), not a date of its own (长期，…)."""
    following = text[piece.end : piece.end + 1]
    return following not in ("", *"，,。；;）)、：:")


def _clean(text: str) -> str | None:
    """Take off punctuation, empty brackets and numbering; nothing left is None."""
    text = _EMPTY_BRACKETS.sub("", text)
    text = _NUMBERING.sub("", text.strip(MARKS))
    for opening, closing in ("（）", "()", "“”"):
        if text.count(opening) > text.count(closing):
            text = text.removeprefix(opening)
        elif text.count(opening) < text.count(closing):
            text = text.removesuffix(closing)
    text = re.sub("^(?:并且?|且|及)|(?<!合)并且?$|且$", "", text.strip(MARKS)).strip(MARKS)
    return text or None
