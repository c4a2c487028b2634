"""Tasks in running text: a numbered paragraph that carries its assignment is a task."""

from collections import Counter
from datetime import date

from data.importers.document import Document
from data.importers.draft import RowDraft, RowWarning
from data.importers.prose.blocks import Block, Segment, read_blocks
from data.importers.prose.deadlines import printed_due
from data.importers.prose.lines import read_lines
from data.importers.prose.sentences import read_sentences

Below = dict[int, list[Block]]
"""The unnumbered paragraphs with tasks under a block, by the identity of that block."""
_UNREAD = "分工说明未能归入某个单位，请核对"


def read_rows(
    document: Document, *, year: int | None, issued: date | None
) -> tuple[list[RowDraft], list[RowWarning]]:
    """Read the tasks of a document that has no task table, with what could not be read as warnings.

    Where no paragraph names a unit nothing is assigned: dates alone make no plan.
    """
    blocks = read_blocks(read_lines(document))
    if any(_tasks(block) for block in blocks):
        rows, warnings = _assigned_rows(blocks, year, issued)
    else:
        rows, warnings = read_sentences(blocks, year=year, issued=issued)
    return (rows if any(row.responsibilities for row in rows) else []), warnings


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
    below = _unnumbered(blocks)
    labels = _labels(blocks, below)
    rows: list[RowDraft] = []
    warnings: list[RowWarning] = []
    for block in blocks:
        for segment in _tasks(block):
            item = labels[id(block)]
            text, assignment = segment.text.strip(), segment.assignment
            due = printed_due(assignment.deadlines, text, item, year, issued)
            heading = assignment.heading or _heading(block, below)
            rows.append(
                RowDraft(
                    item=item,
                    detail=text or heading or "",
                    heading=heading if text else None,
                    section=_section(block, below),
                    responsibilities=assignment.units,
                    deadline=due.text,
                    milestones=due.milestones,
                    extra=dict(assignment.extra),
                )
            )
            warnings += due.warnings
            warnings += [RowWarning(item, words, _UNREAD) for words in assignment.unread]
    return rows, warnings + _without_task(blocks) + _unassigned(blocks)


def _unnumbered(blocks: list[Block]) -> Below:
    """Give the unnumbered paragraphs with tasks that stand right under each block."""
    below: Below = {}
    for block in blocks:
        if not block.number and block.parents and _tasks(block):
            below.setdefault(id(block.parents[-1]), []).append(block)
    return below


def _heading(block: Block, below: Below) -> str | None:
    """Give the title of a task: its own, or that of the bare title line over an unnumbered paragraph."""
    if block.number:
        return None if _tasks(block) and id(block) in below else block.title
    over = block.parents[-1] if block.parents else None
    return over.title if over and not _tasks(over) and not over.texts else None


def _section(block: Block, below: Below) -> str | None:
    """Give the printed heading over a task, with its number; a title over several paragraphs is theirs."""
    if block.number and _tasks(block) and id(block) in below:
        return block.printed
    parents = block.parents
    if not block.number and _heading(block, below):
        parents = parents[:-1]
    return parents[-1].printed if parents else None


def _labels(blocks: list[Block], below: Below) -> dict[int, str]:
    """Label each block with tasks: a number that comes again gets its section in front (二-3)."""
    tasks = [block for block in blocks if _tasks(block)]
    labels: dict[int, str] = {}
    for ordinal, block in enumerate(tasks, 1):
        given = next(
            (segment.assignment.number for segment in block.segments if segment.assignment.number), None
        )
        labels[id(block)] = given or block.number or _ordinal(block, below) or str(ordinal)
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


def _ordinal(block: Block, below: Below) -> str | None:
    """Number an unnumbered paragraph under the number over it: the second task under （一） is 一-2."""
    over = next((parent for parent in reversed(block.parents) if parent.number), None)
    if over is None:
        return None
    beside = below.get(id(over), [])
    own = len(_tasks(over))
    before = sum(len(_tasks(other)) for other in beside[: beside.index(block)]) if block in beside else 0
    if not own and len(beside) == 1:
        return over.number
    return f"{over.number}-{own + before + 1}"


def _without_task(blocks: list[Block]) -> list[RowWarning]:
    """Name the assignments before which no task stands."""
    return [
        RowWarning(block.number, segment.assignment.text[:60], "写了责任单位或时限，前面没有对应的任务")
        for block in blocks
        for segment in block.segments
        if segment.assignment.units and segment not in _tasks(block)
    ]


def _unassigned(blocks: list[Block]) -> list[RowWarning]:
    """Name the numbered paragraphs that stand among tasks and say neither who nor when."""
    levels: dict[tuple[int, ...], list[Block]] = {}
    for block in blocks:
        if block.number:
            levels.setdefault((*(id(parent) for parent in block.parents), block.line.rank), []).append(block)
    over = {id(parent) for block in blocks for parent in block.parents}
    return [
        RowWarning(block.number, block.line.text[:60], "没有写明责任单位和时限，未作为任务导入")
        for level in levels.values()
        if sum(bool(_tasks(block)) for block in level) * 2 >= len(level)
        for block in level
        if not _tasks(block) and id(block) not in over
    ]
