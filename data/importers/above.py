"""What stands above the heads inside a task table: a title, 填报单位：…, or a whole notice in a sheet."""

import re
from dataclasses import replace

from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.draft import RowWarning
from data.importers.grid import compact, own_cells
from data.importers.rows import find_heads

_FORM_LINE = re.compile(r"(?:填报|填表|制表|报送|编制|审核|联系|单位|部门|日期|时间|计量).{0,8}[：:]")
_MOST_WORDS = 4
"""填报单位：, its name, 日期： and a day; a row of more cells is one of the table."""


def lift(document: Document) -> tuple[Document, list[RowWarning]]:
    """Give the document with the rows above each task table's heads as paragraphs before it.

    A line of the form (填报单位：…) is named, since nothing is read from it.
    """
    blocks: list[Paragraph | Table] = []
    warnings: list[RowWarning] = []
    for block in document.blocks:
        heads = find_heads(block) if isinstance(block, Table) else None
        if not isinstance(block, Table) or heads is None or not heads.assigns or not heads.first:
            blocks.append(block)
            continue
        if _holds_rows(block, heads.first):
            blocks.append(block)
            continue
        for number in range(heads.first):
            texts = [cell.text.strip() for cell in own_cells(block, number) if compact(cell.text)]
            blocks += [Paragraph(line.strip()) for line in "  ".join(texts).splitlines() if line.strip()]
            if any(_FORM_LINE.match(compact(text)) for text in texts):
                warnings.append(RowWarning(None, " ".join(texts), "表头上方的说明，未作为任务导入"))
        blocks.append(_below(block, heads.first))
    return replace(document, blocks=tuple(blocks)), warnings


def _holds_rows(table: Table, first: int) -> bool:
    """Whether what stands above row `first` is a part of the table: whole rows, or a cell merged down."""
    reaches = any(cell and cell.row < first for cell in table.grid[first])
    filled = ([cell for cell in own_cells(table, row) if compact(cell.text)] for row in range(first))
    return reaches or any(len(cells) > _MOST_WORDS for cells in filled)


def _below(table: Table, first: int) -> Table:
    """Give the table from row `first` on, its cells counted from there."""
    moved: dict[int, Cell] = {}
    rows = tuple(
        tuple(
            moved.setdefault(id(cell), replace(cell, row=cell.row - first)) if cell else None for cell in row
        )
        for row in table.grid[first:]
    )
    return Table(rows, table.name)
