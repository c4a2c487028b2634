"""Which words of a deadline cell are the deliverable of which date."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.dates.deadlines.cell import compiled

MARKS = "，,。；;、：:！!？?.·—-~/ "
_STRONG = "[。；;！!]"
_WEAK = "[，,]"
_JOINERS = "[、和及与或/]?|以及"
_OPENING = (
    r"(?:自|从|于|在|到|至|截至|截止|截止到|不晚于|不迟于|最迟于?|最晚于?|(?:最迟|最晚)?不(?:得)?超过"
    r"|争取|力争|原则上|拟|努力|并|且|和|及|以及|另|[之随其此以]后|今后|后续|(?<!\d)\d{1,2}[.．])+$"
)
_CLOSING = r"^(?:争取|力争|原则上|并|且)+(?=.)|^(?:并|且|和|及)$"
_EMPTY_BRACKETS = r"（[，,、；;：:]*）|\([，,、；;：:]*\)|【】|\[\]|“”"
_NUMBERING = r"^(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])"
_CONJUNCTIONS = "^(?:并且?|且|及(?![时早]))|(?<!合)并且?$|且$"
_TO_BE_CONTINUED = "(?:后|之后|的同时|基础上|同意)[，,]$"


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
        if groups and _are_listed(text, groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    cuts = [0, *(_cut(text, groups, index) for index in range(1, len(groups))), len(text)]
    actions: list[str | None] = []
    for group, (begin, end) in zip(groups, pairwise(cuts), strict=True):
        actions += [_action(text, begin, end, group)] * len(group)
    return actions


def _are_listed(text: str, ahead: Piece, behind: Piece) -> bool:
    """Whether two dates stand in one list (10月10日、11月10日前分别报送)."""
    if ahead.ongoing or behind.ongoing:
        return False
    if text[ahead.end : behind.start] in ("，", ","):
        return text.startswith(("分别", "各"), behind.end)
    return compiled(_JOINERS).fullmatch(text, ahead.end, behind.start) is not None


def _cut(text: str, groups: list[list[Piece]], index: int) -> int:
    """Return where the words of the dates ahead of group `index` end and its own begin."""
    begin, end = groups[index - 1][-1].end, groups[index][0].start
    is_last = index + 1 == len(groups)
    trailing = _trails(text, groups[index - 1], "，,、") and _trails(
        text, groups[index], "" if is_last else "，,"
    )
    bracket = text.rfind("（", begin, end - 1)
    if not trailing and bracket >= 0 and "）" not in text[bracket:end]:
        return bracket
    strong = [match.end() for match in compiled(_STRONG).finditer(text, begin, end)]
    if strong:
        return strong[0] if trailing else strong[-1]
    weak = [match.end() for match in compiled(_WEAK).finditer(text, begin, end)]
    if trailing:
        return weak[0] if weak else begin + len(text[begin:end]) - len(text[begin:end].lstrip("）)、"))
    while len(weak) > 1 and compiled(_TO_BE_CONTINUED).search(text, weak[-2], weak[-1]):
        weak.pop()
    if not weak and text.startswith("、", begin):
        return begin
    return weak[-1] if weak else end


def _trails(text: str, group: list[Piece], marks: str) -> bool:
    """Whether the dates stand behind their deliverable (完成编制，10月底前；…); `marks` may follow them."""
    begin, end = group[0].start, group[-1].end
    if end < len(text) and text[end] not in "。；;）)" + marks:
        return False
    if text[max(0, begin - 1) : begin] in ("（", "("):
        begin -= 1
    return begin > 0 and text[begin - 1] not in "；;。、"


def _action(text: str, begin: int, end: int, group: list[Piece]) -> str | None:
    """Return what `text[begin:end]` says beside the dates of `group`."""
    parts, at = [], begin
    for piece in group:
        if piece.ongoing and _needs_word(text, piece):
            continue
        parts.append(compiled(_OPENING).sub("", text[at : piece.start]))
        at = piece.end
    tail = text[at:end]
    parts.append(compiled(_CLOSING).sub("", tail.lstrip("，,、：:；;。. ")))
    return _clean("".join(part for part in parts if part.strip("、和及与或")))


def _needs_word(text: str, piece: Piece) -> bool:
    """Whether 持续 or 长期 is the verb of its clause (持续做好公开), not a date of its own (长期，…)."""
    following = text[piece.end : piece.end + 1]
    return following not in ("", *"，,。；;）)、：:")


def _clean(text: str) -> str | None:
    """Take off punctuation, empty brackets and numbering; nothing left is None."""
    text = compiled(_EMPTY_BRACKETS).sub("", text)
    text = compiled(_NUMBERING).sub("", text.strip(MARKS))
    if text.startswith("（") and text.endswith("）") and text.count("（") == 1:
        text = text[1:-1]
    for opening, closing in ("（）", "()", "“”"):
        if text.count(opening) > text.count(closing):
            text = text.removeprefix(opening)
        elif text.count(opening) < text.count(closing):
            text = text.removesuffix(closing)
    return compiled(_CONJUNCTIONS).sub("", text.strip(MARKS)).strip(MARKS) or None
