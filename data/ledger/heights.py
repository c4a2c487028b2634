"""How high a row of the ledger has to be for its wrapped texts; pure."""

import unicodedata
from functools import lru_cache

from data.ledger.columns import COLUMNS, Shape
from data.ledger.rows import Row

LINE_HEIGHT = 13.5
"""The height of one line of the sheet's font, in points."""

HIGHEST = 409.0
"""A row of a workbook is no higher, in points."""

_WRAPPED = [column for column in COLUMNS if column.shape in (Shape.TEXT, Shape.SHORT) and not column.hidden]


def height_of(row: Row) -> float:
    """Return the height that the longest text of a row needs, in points."""
    lines = max(lines_of(str(row.get(column.field) or ""), column.width) for column in _WRAPPED)
    return min(HIGHEST, lines * LINE_HEIGHT + 2)


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float) -> int:
    """Count the lines that a `text` takes in a column of `width` digits."""
    return sum(max(1, -(-_signs(line) // max(2, int(width - 1)))) for line in text.split("\n"))


def _signs(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
