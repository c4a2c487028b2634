"""Tasks of a document that assigns by sentence only: 各省份于2019年11月底前完成……."""

import re
from collections import Counter
from datetime import date

from data.importers.draft import ResponsibilityDraft, RowDraft, RowWarning
from data.importers.prose.blocks import Block
from data.importers.prose.dates import BEFORE, dated_pieces
from data.importers.prose.deadlines import read_due, start_before
from data.units.values import Role

_BACK = re.compile(r"^(?:该|此|本|上述|以上)(?:项)?(?:工作|任务|事项)")
_ACTOR = re.compile(
    r"^(各[^，,。；;、]{1,12}?|[^，,。；;：:的]{1,16}?(?:局|委|办|部|厅|署|院|政府|办公室|办公厅|中心|街道|镇|乡|单位|部门|地区|公司))"
    r"(?=要|应|须|将|需|于|在|负责|组织|完成|建立|制定|出台|推行|开展|牵头|对|以|每|按|$)"
)


def read_sentences(
    blocks: list[Block], *, year: int | None, issued: date | None
) -> tuple[list[RowDraft], list[RowWarning]]:
    """Give one row for each sentence or clause with a printed date before which something must be done."""
    rows: list[RowDraft] = []
    warnings: list[RowWarning] = []
    found = [(block, text) for block in blocks for text in _dated(block)]
    for ordinal, (block, text) in enumerate(found, 1):
        item = _label(block, found) or str(ordinal)
        match = BEFORE.search(text)
        if match is None:
            continue
        due = read_due(match[0], item, year, issued, start_before(text, match.start()))
        over = block.parents[-1] if block.parents else None
        actor = _actor(text, match)
        if not actor and rows and rows[-1].item == item and "上述" in text:
            actor = rows[-1].responsibilities
        rows.append(
            RowDraft(
                item=item,
                detail=re.sub(r"^[，,、 ]+", "", text[match.end() :]) if not match.start() else text,
                heading=_heading(block, over),
                section=over.printed if over else None,
                responsibilities=actor,
                deadline=due.text,
                milestones=due.milestones,
            )
        )
        warnings += due.warnings
        if not rows[-1].responsibilities:
            warnings.append(RowWarning(item, text[:60], "没有写明责任单位，请核对"))
    return rows, warnings


def _heading(block: Block, over: Block | None) -> str | None:
    """Give the title over a sentence; a paragraph of one sentence has none of its own."""
    if block.number:
        return block.title if block.texts else None
    return over.title if over else None


def _dated(block: Block) -> list[str]:
    """Part the words of a block into pieces of one date each."""
    pieces: list[str] = []
    last = ""
    words = "".join(block.texts) or block.line.body
    for sentence in re.findall(r"[^。；;]+[。；;]?", words):
        if BEFORE.search(sentence) and _BACK.match(sentence):
            sentence = last + sentence
        pieces += [piece.strip("，, ") for piece in dated_pieces(sentence) if BEFORE.search(piece)]
        last = sentence
    return pieces


def _actor(text: str, dated: re.Match[str]) -> tuple[ResponsibilityDraft, ...]:
    """Give the unit that is the subject of a sentence, wherever its date stands."""
    without = text[: dated.start()] + text[dated.end() :]
    clauses = [re.sub(r"^(?:于|在|原则上|\d{4}年起)*", "", clause) for clause in re.split(r"[，,]", without)]
    for clause in clauses[:3]:
        found = _ACTOR.match(clause.strip())
        if found:
            return (ResponsibilityDraft(found[1], None, Role.LEAD),)
    return ()


def _label(block: Block, found: list[tuple[Block, str]]) -> str | None:
    """Give the number of the paragraph, with its section in front where it comes again."""
    numbered = block if block.number else next((parent for parent in reversed(block.parents)), None)
    if numbered is None or numbered.number is None:
        return None
    others = {id(other): other.number for other, _ in found if other.number}
    if Counter(others.values())[numbered.number] > 1 and numbered.parents:
        return f"{numbered.parents[-1].number}-{numbered.number}"
    return numbered.number
