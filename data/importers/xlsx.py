"""A workbook → blocks: a table for each visible sheet, with its merges; hidden sheets are named."""

import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DocumentError
from data.importers.document import Cell, Document, Paragraph, Table
from data.importers.grid import WIDEST, lay_out
from data.importers.slim import MOST_ROWS, slim, uncalculated

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_DECIMALS = re.compile(r"#?,?#*0\.(0+)_?\s?")


def read_xlsx(path: Path) -> Document:
    """Read the visible sheets of a workbook as tables; its formulas give the values that were stored."""
    from openpyxl import load_workbook  # a cold start need not load it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(slim(path), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
        raise DocumentError(f"{path.name} 无法打开。请用 WPS 或 Excel 另存为 .xlsx 后再导入。") from None
    blocks: list[Paragraph | Table] = []
    notes: list[str] = []
    if empty := uncalculated(path):
        notes.append(f"有{empty}个公式没有存下结果，未能读取。请用 WPS 或 Excel 打开，保存一次后再导入。")
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"工作表“{sheet.title}”是隐藏的，未导入。")
            continue
        notes += _hidden_parts(sheet)
        if table := _table(sheet):
            blocks.append(table)
    book.close()
    return Document(path.stem, tuple(blocks), tuple(notes))


def _hidden_parts(sheet: "Worksheet") -> list[str]:
    """Say which rows and columns are hidden: they are read all the same."""
    rows = [
        number for number, shape in sheet.row_dimensions.items() if shape.hidden and number <= sheet.max_row
    ]
    columns = [name for name, shape in sheet.column_dimensions.items() if shape.hidden]
    notes = []
    if rows:
        shown = "、".join(str(number) for number in rows[:10])
        notes.append(f"工作表“{sheet.title}”有{len(rows)}个隐藏行（第{shown}行），已照常读取，请核对。")
    if columns:
        notes.append(f"工作表“{sheet.title}”有隐藏列（{'、'.join(columns[:10])}列），已照常读取，请核对。")
    return notes


def _table(sheet: "Worksheet") -> Table | None:
    """Lay a sheet out from its first filled row and column to its last."""
    merged = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    # The cells that exist, not iter_rows: one stray format in row 1,048,576 would make it build every cell.
    found = [
        (row, column, _shown(cell))
        for (row, column), cell in sheet._cells.items()
        if row <= MOST_ROWS and column <= WIDEST and cell.value is not None
    ]
    filled = [(row, column) for row, column, text in found if text]
    if not filled:
        return None
    top, left = min(row for row, _ in filled), min(column for _, column in filled)
    # A title merged to the end of the sheet makes the table no wider than what is filled.
    bottom, right = max(row for row, _ in filled) + 1, max(column for _, column in filled) + 1
    texts = {(row, column): text for row, column, text in found}
    covered = _covered(merged)
    cells = []
    for row in range(top, bottom):
        for column in range(left, right):
            if (row, column) in covered:
                continue
            high, wide = merged.get((row, column), (1, 1))
            cells.append(Cell(texts.get((row, column), ""), row - top, column - left, high, wide))
    return lay_out(cells, bottom - top, name=sheet.title)


def _covered(merged: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Give the positions under a merged cell other than its first."""
    return {
        (row + down, column + across)
        for (row, column), (high, wide) in merged.items()
        for down in range(min(high, MOST_ROWS))
        for across in range(min(wide, WIDEST))
        if down or across
    }


def _shown(cell: "SheetCell") -> str:
    """Write a value as the sheet shows it: a date as 2020年9月30日, a whole number without .0."""
    value = cell.value
    if isinstance(value, datetime | date):
        return _day(value, str(cell.number_format or ""))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        if "%" in str(cell.number_format or ""):
            return f"{value * 100:g}%"
        if value.is_integer():
            return str(int(value))
        decimals = _DECIMALS.fullmatch(str(cell.number_format or ""))
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:g}"
    return str(value).strip()


def _day(value: date, number_format: str) -> str:
    """Write a date to the part that its format shows: yyyy年m月 has no day."""
    shape = number_format.lower()
    if "d" not in shape and "日" not in shape and ("m" in shape or "月" in shape):
        return f"{value.year}年{value.month}月"
    return f"{value.year}年{value.month}月{value.day}日"
