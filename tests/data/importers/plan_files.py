"""Writes one logical table as text, Word, workbook and web page, as other programs would."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Cell = str | tuple[str, int, int]
"""A text, or a text with the rows and columns that it covers; covered positions are left out of a row."""
Rows = Sequence[Sequence[Cell]]


def placed(rows: Rows) -> Iterator[tuple[int, int, str, int, int]]:
    """Give row, column, text, height and width of each cell."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            text, high, wide = (cell, 1, 1) if isinstance(cell, str) else cell
            while (number, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(number, number + high) for c in range(column, column + wide)}
            yield number, column, text, high, wide
            column += wide


def width(rows: Rows) -> int:
    return max(column + wide for _, column, _, _, wide in placed(rows))


def write_docx(path: Path, rows: Rows, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    import docx

    document = docx.Document()
    for line in before:
        document.add_paragraph(line)
    add_table(document, rows)
    for line in after:
        document.add_paragraph(line)
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def add_table(document, rows: Rows):
    table = document.add_table(rows=len(rows), cols=width(rows))
    for row, column, text, high, wide in placed(rows):
        cell = table.cell(row, column)
        if high > 1 or wide > 1:
            cell = cell.merge(table.cell(row + high - 1, column + wide - 1))
        cell.text = text
    return table


def write_xlsx(path: Path, rows: Rows, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    fill_sheet(sheet, rows, before, after)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def fill_sheet(sheet, rows: Rows, before: Sequence[str] = (), after: Sequence[str] = ()) -> None:
    span = width(rows)
    lines = [[(line, 1, span)] for line in before] + list(rows) + [[(line, 1, span)] for line in after]
    for row, column, text, high, wide in placed(lines):
        if text:
            sheet.cell(row + 1, column + 1, text)
        if high > 1 or wide > 1:
            sheet.merge_cells(
                start_row=row + 1, start_column=column + 1, end_row=row + high, end_column=column + wide
            )


def write_html(path: Path, rows: Rows, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    body = "".join(f"<p>{line}</p>" for line in before) + html_table(rows)
    body += "".join(f"<p>{line}</p>" for line in after)
    target = path.with_suffix(".html")
    target.write_text(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>', "utf-8")
    return target


def html_table(rows: Rows) -> str:
    lines: dict[int, str] = dict.fromkeys(range(len(rows)), "")
    for row, _, text, high, wide in placed(rows):
        shown = text.replace("\n", "<br>")
        lines[row] += f'<td rowspan="{high}" colspan="{wide}">{shown}</td>'
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines.values()) + "</table>"


def write_txt(path: Path, rows: Rows, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    """Flatten the table as DESIGN.md §2 says: merged down is empty, merged across is missing."""
    grid: list[dict[int, str]] = [{} for _ in rows]
    for row, column, text, high, _ in placed(rows):
        grid[row][column] = text
        for below in range(row + 1, row + high):
            grid[below][column] = ""
    shown = "\n\n".join("\n".join(f"\t{line[column]}" for column in sorted(line)) for line in grid)
    target = path.with_suffix(".txt")
    target.write_text("\n".join([*before, "", shown, "", "", *after]), "utf-8")
    return target


WRITERS: dict[str, Callable[..., Path]] = {
    "txt": write_txt,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_html,
}
