"""Cells laid out as a table, and the text of a cell without its line wraps."""

import re
import unicodedata
from collections.abc import Iterable

from data.importers.document import Cell, Table

WIDEST = 256
"""More columns than any plan has; a span beyond it is a slip or an attack."""

_STOPS = "。；;：:！？!?"
_OPENS_LINE = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、．.]|[①-⑳●○■◆★▲•·\-—*])")


def lay_out(cells: Iterable[Cell], height: int, *, name: str | None = None) -> Table:
    """Lay `cells` on a grid of `height` rows; where extents overlap the first cell keeps the position."""
    placed = list(cells)
    width = min(max((cell.column + cell.colspan for cell in placed), default=0), WIDEST)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in placed:
        for row in range(cell.row, min(cell.row + cell.rowspan, height)):
            for column in range(cell.column, min(cell.column + cell.colspan, width)):
                grid[row][column] = grid[row][column] or cell
    return Table(tuple(tuple(row) for row in grid), name)


def own_cells(table: Table, row: int) -> list[Cell]:
    """Give the cells that begin in `row`, from left to right, each once."""
    seen = {id(cell): cell for cell in table.grid[row] if cell and cell.row == row}
    return list(seen.values())


def compact(text: str) -> str:
    """Write `text` in half width without any white space, to compare it."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text))


def squeeze(text: str) -> str:
    """Take the white space out of a Chinese text that was wrapped or spread: 合  计 → 合计."""
    return re.sub(r"(?<![A-Za-z0-9])[\s\u3000]+|[\s\u3000]+(?![A-Za-z0-9])", "", text)


def join_wraps(text: str) -> str:
    """Join the lines that only a narrow column broke; a line that ends a sentence or opens a list stays."""
    lines = [re.sub(r"[ \t\u3000\xa0]+", " ", line).strip() for line in text.splitlines()]
    joined = ""
    for line in filter(None, lines):
        if not joined:
            joined = line
        elif joined[-1] in _STOPS or _OPENS_LINE.match(line):
            joined += "\n" + line
        else:
            gap = " " if joined[-1].isascii() and joined[-1].isalnum() and line[0].isascii() else ""
            joined += gap + line
    return joined
