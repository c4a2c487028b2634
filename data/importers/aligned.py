"""Tables in plain text whose columns are set with spaces: a cell belongs to the head that it stands under."""

import re
import unicodedata
from collections.abc import Sequence

from data.importers.columns import Field, read_head
from data.importers.document import Cell, Table
from data.importers.grid import lay_out

_CELL = re.compile(r"\S+(?: \S+)*")
"""Words; single spaces stand inside a cell, wider gaps part cells."""
_TASKS = (Field.HEADING, Field.DETAIL, Field.MEASURE)
_BOUNDS = (Field.UNITS, Field.DEADLINE, Field.QUARTER)


def aligned_table(lines: Sequence[str]) -> tuple[Table, int] | None:
    """Read a table that begins at the first of `lines`; give it and how many lines it takes."""
    heads = _pieces(lines[0]) if lines and "\t" not in lines[0] and "|" not in lines[0] else []
    if len(heads) < 3 or not _are_heads([text for text, _, _ in heads]):
        return None
    rows: list[list[str]] = [[text for text, _, _ in heads]]
    taken = 1
    for line in lines[1:]:
        pieces = _pieces(line)
        if not line.strip() or (len(pieces) < 2 and not line.startswith((" ", "\u3000"))):
            break
        row = _placed(pieces, heads)
        if row is None:
            break
        if row[0] or sum(map(bool, row)) == len(heads) or len(rows) == 1:
            rows.append(row)
        else:
            rows[-1] = [f"{above}\n{below}".strip() for above, below in zip(rows[-1], row, strict=True)]
        taken += 1
    if len(rows) < 2:
        return None
    cells = [Cell(text, number, column) for number, row in enumerate(rows) for column, text in enumerate(row)]
    return lay_out(cells, len(rows)), taken


def _are_heads(texts: Sequence[str]) -> bool:
    fields = [column.field for text in texts if (column := read_head(text))]
    assigns = any(field in _TASKS for field in fields) and any(field in _BOUNDS for field in fields)
    return assigns and len(fields) * 2 > len(texts)


def _pieces(line: str) -> list[tuple[str, int, int]]:
    """Give the pieces of a line with the columns of a screen at which they begin and end."""
    plain = line.replace("\u3000", "  ")
    found = []
    for match in _CELL.finditer(plain):
        start = _width(plain[: match.start()])
        found.append((match[0], start, start + _width(match[0])))
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _placed(
    pieces: Sequence[tuple[str, int, int]], heads: Sequence[tuple[str, int, int]]
) -> list[str] | None:
    """Put each piece under the head that it begins nearest to; None where two would share one."""
    if len(pieces) == len(heads):
        return [text for text, _, _ in pieces]
    row = [""] * len(heads)
    for text, start, end in pieces:
        nearest = min(
            range(len(heads)), key=lambda at: min(abs(heads[at][1] - start), abs(heads[at][2] - end))
        )
        if row[nearest]:
            return None
        row[nearest] = text
    return row
