"""Tasks in running text: a numbered paragraph that carries its assignment is a task."""

from collections import Counter
from datetime import date

from data.importers.document import Document
from data.importers.draft import RowDraft, RowWarning
from data.importers.prose_blocks import Block, Segment, read_blocks
from data.importers.prose_deadlines import printed_due
from data.importers.prose_lines import read_lines
from data.importers.prose_sentences import read_sentences


def read_rows(
    document: Document, *, year: int | None, issued: date | None
) -> tuple[list[RowDraft], list[RowWarning]]:
    """Read the tasks of a document that has no task table, with what could not be read as warnings."""
    blocks = read_blocks(read_lines(document))
    if any(_tasks(block) for block in blocks):
        return _assigned_rows(blocks, year, issued)
    return read_sentences(blocks, year=year, issued=issued)


def _tasks(block: Block) -> list[Segment]:
    """Give the stretches of a block that are tasks: they have words, and a unit or a date."""
    return [
        segment
        for segment in block.segments
        if (segment.assignment.units or segment.assignment.deadlines)
        and (segment.text.strip() or block.title or segment.assignment.heading)
    ]


def _assigned_rows(
    blocks: list[Block], year: int | None, issued: date | None
) -> tuple[list[RowDraft], list[RowWarning]]:
    """Give one row for each stretch of text that an assignment closes."""
    labels = _labels(blocks)
    rows: list[RowDraft] = []
    warnings: list[RowWarning] = []
    for block in blocks:
        for segment in _tasks(block):
            item = labels[id(block)]
            text, assignment = segment.text.strip(), segment.assignment
            due = printed_due(assignment.deadlines, text, item, year, issued)
            rows.append(
                RowDraft(
                    item=item,
                    detail=text or block.title or "",
                    heading=assignment.heading or _heading(block, blocks),
                    section=_section(block, blocks),
                    responsibilities=assignment.units,
                    deadline=due.text,
                    milestones=due.milestones,
                    extra=dict(assignment.extra),
                )
            )
            warnings += due.warnings
            warnings += [
                RowWarning(item, words, "分工说明未能归入某个单位，请核对") for words in assignment.unread
            ]
    return rows, warnings + _unassigned(blocks)


def _rows_below(block: Block, blocks: list[Block]) -> list[Block]:
    """Give the unnumbered paragraphs right under a block that carry tasks."""
    return [
        other
        for other in blocks
        if not other.number and other.parents and other.parents[-1] is block and _tasks(other)
    ]


def _heading(block: Block, blocks: list[Block]) -> str | None:
    """Give the title of a task: its own, or that of the bare title line over an unnumbered paragraph."""
    if block.number:
        return None if _tasks(block) and _rows_below(block, blocks) else block.title
    over = block.parents[-1] if block.parents else None
    return over.title if over and not _tasks(over) and not over.texts else None


def _section(block: Block, blocks: list[Block]) -> str | None:
    """Give the printed heading over a task, with its number; a title over several paragraphs is theirs."""
    if block.number and _tasks(block) and _rows_below(block, blocks):
        return block.printed
    parents = block.parents
    if not block.number and _heading(block, blocks):
        parents = parents[:-1]
    return parents[-1].printed if parents else None


def _labels(blocks: list[Block]) -> dict[int, str]:
    """Label each block with tasks: a number that comes again gets its section in front (二-3)."""
    tasks = [block for block in blocks if _tasks(block)]
    labels: dict[int, str] = {}
    for ordinal, block in enumerate(tasks, 1):
        given = next(
            (segment.assignment.number for segment in block.segments if segment.assignment.number), None
        )
        labels[id(block)] = given or block.number or _ordinal(block, blocks) or str(ordinal)
    for depth in range(1, 4):
        counts = Counter(labels.values())
        for block in tasks:
            label = labels[id(block)]
            over = [parent.number for parent in block.parents if parent.number]
            if counts[label] > 1 and block.number and len(over) >= depth:
                labels[id(block)] = f"{over[-depth]}-{label}"
    return _number_rest(tasks, labels)


def _number_rest(tasks: list[Block], labels: dict[int, str]) -> dict[int, str]:
    """Tell apart what bears the same number in the same section, by its order."""
    seen: Counter[str] = Counter()
    for block in tasks:
        label = labels[id(block)]
        seen[label] += 1
        if seen[label] > 1:
            labels[id(block)] = f"{label}-{seen[label]}"
    return labels


def _ordinal(block: Block, blocks: list[Block]) -> str | None:
    """Number an unnumbered paragraph under the number over it: the second task under （一） is 一-2."""
    over = next((parent for parent in reversed(block.parents) if parent.number), None)
    if over is None:
        return None
    below = _rows_below(over, blocks)
    own = len(_tasks(over))
    before = sum(len(_tasks(other)) for other in below[: below.index(block)]) if block in below else 0
    if not own and len(below) == 1:
        return over.number
    return f"{over.number}-{own + before + 1}"


def _unassigned(blocks: list[Block]) -> list[RowWarning]:
    """Name the numbered paragraphs that stand among tasks and say neither who nor when."""
    warnings = []
    for block in blocks:
        if not block.number or _tasks(block) or not (block.texts or block.title):
            continue
        beside = [
            other for other in blocks if other.parents == block.parents and other.line.rank == block.line.rank
        ]
        below = any(block in other.parents for other in blocks)
        if not below and sum(bool(_tasks(other)) for other in beside) * 2 >= len(beside):
            warnings.append(
                RowWarning(block.number, block.line.text[:60], "没有写明责任单位和时限，未作为任务导入")
            )
    return warnings
