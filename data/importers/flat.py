"""Rows of a flattened table → its grid: which cells were merged is inferred from what is empty or missing."""

import re
from collections import Counter
from collections.abc import Sequence

from data.importers.columns import Field, read_head
from data.importers.document import Cell, Table
from data.importers.flat_heads import spread
from data.importers.grid import compact, lay_out
from data.importers.headings import Heads, heads_at
from data.importers.ranks import lowest_rank, rank_of

_DATED = re.compile(r"\d{1,2}月|年底|年\d|季度|持续|长期|每年|每月|\d+日|立即|个月内|工作日|半年")
_UNIT = re.compile(
    r"(?:局|委|办|部|厅|署|政府|单位|部门|中心|街道|镇|乡|公司|法院|检察院|支队|大队|集团|银行|委员会|办公室|镇处)(?:[（(].*[）)])?$"
)
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,3}[部类章])")
_APART = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|注\s*[：:\d]|备注\s*[：:]|说明\s*[：:])")
_REMARKS = re.compile(r"备注|进展|情况|说明|成效|结果|状态|困难|问题|打算|建议|销号|评价")


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    """Lay out the rows of a flattened table with the merges that DESIGN.md §2 says are inferred."""
    whole = _join_parts([list(row) for row in rows])
    width = _width(whole)
    heads = spread(whole, width)
    stretched = [
        list(zip(row, heads[number], strict=True)) if number in heads else _stretch(row, whole, width, number)
        for number, row in enumerate(whole)
    ]
    plain = lay_out(_cells(stretched), len(whole))
    return _merge_down(plain)


def _join_parts(rows: list[list[str]]) -> list[list[str]]:
    """Join the parts of a row that an empty line broke in two: they add up to the width of the head."""
    width = _width(rows)
    joined: list[list[str]] = []
    index = 0
    while index < len(rows):
        end, total = index + 1, len(rows[index])
        while total < width and end < len(rows) and len(rows[end]) < width and not _stands_alone(rows[end]):
            total += len(rows[end])
            end += 1
        if total == width and end > index + 1 and not _stands_alone(rows[index]):
            joined.append([cell for row in rows[index:end] for cell in row])
            index = end
        else:
            joined.append(rows[index])
            index += 1
    return joined


def _stands_alone(row: list[str]) -> bool:
    """Whether a short row is a section's title, a total or a note, not the part of a broken row."""
    return bool(_APART.match(row[0])) or (len(row) == 1 and bool(_SECTION.match(row[0])))


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Tell how many columns the grid has: the most that the head or several rows show."""
    lengths = Counter(len(row) for row in rows)
    often = [length for length, times in lengths.items() if times > 1]
    return max([len(rows[0]), *often]) if rows else 0


def _stretch(
    row: Sequence[str], rows: Sequence[Sequence[str]], width: int, number: int
) -> list[tuple[str, int]]:
    """Pair each cell of a short row with the columns that it covers: one cell covers what is missing."""
    missing = width - len(row)
    if missing <= 0 or not row:
        return [(text, 1) for text in row]
    if len(row) == 1:
        return [(row[0], width)]
    place = _wide_place(_like(row, rows), rows, width, number)
    return [(text, missing + 1 if column == place else 1) for column, text in enumerate(row)]


def _like(row: Sequence[str], rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Give the head of the same length as `row`, which knows best which of its cells is wide, else `row`."""
    return next((other for other in rows if len(other) == len(row) and _is_head(other)), row)


def _is_head(row: Sequence[str]) -> bool:
    return sum(read_head(text) is not None for text in row) * 2 > len(row)


def _wide_place(row: Sequence[str], rows: Sequence[Sequence[str]], width: int, number: int) -> int:
    """Choose the cell of a short row that covers the missing columns."""
    full = [other for other in rows if len(other) == width]
    missing = width - len(row)
    divided = _divided(rows, number, width)
    scores = [
        (
            _fit(row, full, place, missing) + (2 if place == divided else 0),
            _preference(row, rows, place),
            -place,
        )
        for place in range(len(row))
    ]
    return -max(scores)[2]


def _divided(rows: Sequence[Sequence[str]], number: int, width: int) -> int | None:
    """Tell which head the row below divides: it has words only under that one."""
    below = rows[number + 1] if number + 1 < len(rows) else []
    filled = [column for column, text in enumerate(below) if text.strip()]
    heads = all(read_head(below[column]) for column in filled)
    return filled[0] if len(below) == width and filled and filled[0] > 0 and heads else None


def _preference(row: Sequence[str], rows: Sequence[Sequence[str]], place: int) -> int:
    """Prefer to divide the detail: 具体事项 holds 领域 beside the text in the 州 plan."""
    head = next((other for other in rows if len(other) == len(row)), row)
    column = read_head(head[place])
    order = {Field.DETAIL: 4, Field.HEADING: 3, Field.MEASURE: 3, Field.UNITS: 2, Field.DEADLINE: 1}
    return order.get(column.field, 0) if column else 0


def _fit(row: Sequence[str], full: Sequence[Sequence[str]], place: int, missing: int) -> float:
    """Measure how well the cells agree with the full rows, were the one at `place` the wide one."""
    score = 0.0
    for column, text in enumerate(row):
        if column == place:
            continue
        expected = _kind(text)
        position = column + (missing if column > place else 0)
        seen = [_kind(other[position]) for other in full if other[position].strip()]
        if seen and expected:
            score += sum(kind == expected for kind in seen) / len(seen)
    return score


def _kind(text: str) -> str:
    """Tell roughly what a cell is; a head is what stands under it."""
    words = compact(text)
    if not words:
        return ""
    column = read_head(words)
    if column and column.field in (Field.NUMBER, Field.UNITS, Field.DEADLINE):
        return column.field.value
    if re.fullmatch(r"[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)]?[.、]?", words):
        return Field.NUMBER.value
    if len(words) < 40 and _DATED.search(words):
        return Field.DEADLINE.value
    return Field.UNITS.value if _UNIT.search(words) else "text"


def _cells(rows: Sequence[Sequence[tuple[str, int]]]) -> list[Cell]:
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for text, span in row:
            cells.append(Cell(text, number, column, colspan=span))
            column += span
    return cells


def _merge_down(table: Table) -> Table:
    """Let a filled cell cover the empty ones under it, across heads that are printed again."""
    grid = [list(row) for row in table.grid]
    heads: Heads | None = None
    above: list[Cell | None] = [None] * (len(grid[0]) if grid else 0)
    lowest = lowest_rank(row[0].text for row in grid if row and row[0])
    number = 0
    while number < len(grid):
        if found := heads_at(table, number):
            if heads is None or found.key != heads.key:
                above = [None] * len(above)
            heads = found
            number = found.last + 1
            continue
        _merge_row(grid[number], above, heads, lowest)
        number += 1
    return Table(tuple(tuple(row) for row in grid), table.name)


def _merge_row(row: list[Cell | None], above: list[Cell | None], heads: Heads | None, lowest: int) -> None:
    """Fill the empty positions of one row with the cells above them; remember what is now the lowest."""
    filled = [cell for cell in row if cell and cell.text]
    if filled and _is_apart(filled, len(row), lowest):
        above[:] = [None] * len(above)  # a section's row: what is above it goes no further
        return
    for column, cell in enumerate(row):
        if cell is None or cell.text:
            above[column] = cell
        elif (over := above[column]) and _inherits(heads, column):
            row[column] = over


def _is_apart(filled: list[Cell], width: int, lowest: int) -> bool:
    """Whether a row is a section's title, a total or a note, into which nothing is merged from above."""
    first = filled[0]
    if _APART.match(first.text) or first.colspan == width:
        return True
    rank = rank_of(first.text)
    if len(filled) == 2 and first.column == 0 and rank is not None and rank < lowest:
        return filled[1].column == 1
    return len(filled) == 1 and first.column == 0 and not re.fullmatch(r"[\d().、]+", compact(first.text))


def _inherits(heads: Heads | None, column: int) -> bool:
    """Whether an empty cell here was merged; under a quarter, or a remark it is just empty."""
    meaning = heads.columns[column] if heads else None
    if meaning is None:
        return True
    remark = meaning.field is Field.EXTRA and _REMARKS.search(meaning.head)
    return meaning.field is not Field.QUARTER and not remark
