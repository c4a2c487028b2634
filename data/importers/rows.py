"""A task table → its printed rows: merges carried down, 同上 resolved, totals and notes left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.importers.columns import Column, Field, read_head
from data.importers.document import Cell, Table
from data.importers.draft import RowWarning
from data.importers.grid import compact, join_wraps, own_cells, squeeze
from data.importers.headings import Heads, heads_at, settle_tasks, with_guessed_task
from data.importers.ranks import lowest_rank, rank_of

_DITTO = re.compile(r"(?:同上|同前|同上行|〃|″|′′|”|\"|''|々|同左?上)[。.]?")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总数|平均)[:：]?.{0,12}")
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|附注|注释|注解|填报说明)[:：\d].*|[*＊※].*|(?:填报|填表|制表|审核|联系)(?:单位|人|日期)[:：].*",
    re.DOTALL,
)
_FORM_LINE = re.compile(
    r"(?:填报|填表|制表|审核|审批|联系|报送|主要|分管|编制|签发|经办|复核|单位)?(?:单位|部门|人|领导|负责人|日期|时间|电话)"
    r"(?:\(.{1,6}\))?:.*",
    re.DOTALL,
)
"""审核人：张三 beside 填报人：李四, at the foot of a form."""
_SECTION = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]+[）)]?\s*[、．.，]?|第[一二三四五六七八九十\d]+[部类章项方大]\S*|[IVXⅠ-Ⅹ]+[、.]|[\dA-Z]{1,2}[、.．])"
)
_LONGEST_SECTION = 60
_DEEPEST_HEADS = 30
"""A whole notice may be typed into a sheet above the heads."""


@dataclass
class PrintedRow:
    """One row with the texts of its fields; the cells tell which rows share a merged one."""

    number: str = ""
    number_cell: int = 0
    heading: str | None = None
    detail: str = ""
    detail_cell: int = 0
    section: str | None = None
    scope: str | None = None
    chapter: str | None = None
    units: list[tuple[Column, str]] = field(default_factory=list)
    deadline: str | None = None
    inherited: bool = False
    steps: list[tuple[Column, str]] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    ordinal: int = 0
    bound: bool = False
    """Whether the table has a deadline column at all."""


@dataclass
class Reading:
    """The rows of a table, and what was left out with the reason."""

    rows: list[PrintedRow] = field(default_factory=list)
    warnings: list[RowWarning] = field(default_factory=list)
    heads: Heads | None = None


def find_heads(table: Table) -> Heads | None:
    """Find the first heads in the upper rows of `table`: a title or 单位：… may stand over them."""
    for number in range(min(len(table.grid), _DEEPEST_HEADS)):
        if heads := heads_at(table, number):
            return with_guessed_task(heads, table)
    return None


def read_rows(table: Table, heads: Heads, *, ordinal: int = 0) -> Reading:
    """Read the rows of a task table under `heads`, which may be printed again or change further down."""
    return _Walk(table, settle_tasks(heads), ordinal).read()


class _Walk:
    """Goes down a table with the last filled cell of each column and the last section row."""

    def __init__(self, table: Table, heads: Heads, ordinal: int) -> None:
        self._table, self._heads, self._ordinal = table, heads, ordinal
        self._above: dict[int, tuple[str, int]] = {}
        self._section: str | None = None
        self._out = Reading(heads=heads)
        self._out.warnings += [
            RowWarning(None, column.head, f"没有任务列，按文字最长的“{column.head}”列读取任务，请核对")
            for column in dict.fromkeys(heads.columns)
            if column and column.field is Field.DETAIL and read_head(column.head) is None
        ]
        self._last: PrintedRow | None = None
        first = [compact(row[0].text) for row in table.grid if row and row[0]]
        self._lowest = lowest_rank(first)

    def read(self) -> Reading:
        """Give the rows with the warnings, in order."""
        self._name_rows_above()
        number = self._heads.last + 1
        while number < len(self._table.grid):
            found = heads_at(self._table, number)
            if found and (found.assigns or found.key == self._heads.key):
                self._turn(found)
                number = found.last + 1
                continue
            self._row(number)
            number += 1
        return self._out

    def _name_rows_above(self) -> None:
        """Name the rows that stand over the heads of their own table: nobody says what their columns are."""
        for number in range(self._heads.first):
            if own := [cell for cell in own_cells(self._table, number) if compact(cell.text)]:
                self._leave(own, "在表头上方，未作为任务导入")

    def _turn(self, found: Heads) -> None:
        """Take heads that come again: at a page break nothing changes, otherwise another table begins."""
        if found.key != self._heads.key:
            self._heads = settle_tasks(found)
            self._above = {}

    def _row(self, number: int) -> None:
        own = [cell for cell in own_cells(self._table, number) if compact(cell.text)]
        if not own:
            return
        if self._set_aside(number, own):
            return
        row = self._fields(number)
        if not row.detail:
            text = " ".join(squeeze(cell.text) for cell in own)
            self._out.warnings.append(RowWarning(None, text, "这一行没有任务内容，未作为任务导入"))
            return
        self._ordinal += 1
        row.ordinal = self._ordinal
        self._out.rows.append(row)

    def _set_aside(self, number: int, own: list[Cell]) -> bool:
        """Take a row that is no task: a section's title, a total, a note under the table."""
        words = [compact(cell.text) for cell in own]
        lead = words[0] if not re.fullmatch(r"[\d.]+", words[0]) or len(words) < 2 else words[1]
        if all(_FORM_LINE.fullmatch(word) for word in words):
            self._leave(own, "表注，不是任务")
            return True
        if _TOTAL.fullmatch(words[0]) or (_TOTAL.fullmatch(lead) and len(lead) <= 4):
            self._leave(own, "合计行，不是任务")
            return True
        if self._is_numbered_section(number, own):
            number_words = squeeze(own[0].text).rstrip("、.．")
            mark = "" if number_words.endswith(("）", ")")) else "、"
            self._section, self._above = f"{number_words}{mark}{squeeze(own[1].text)}", {}
            return True
        if not self._is_alone(number, own):
            return False
        text = join_wraps(own[0].text)
        if _NOTE.fullmatch(words[0]):
            self._leave(own, "表注，不是任务")
        elif len(text) <= _LONGEST_SECTION and (
            _SECTION.match(text) or own[0].colspan > 1 or "。" not in text
        ):
            self._section = text
            self._above = {}
        else:
            self._leave(own, "通栏文字，未作为任务导入")
        return True

    def _is_numbered_section(self, number: int, own: list[Cell]) -> bool:
        """Whether a row holds only 一 and a title, in a table whose tasks have numbers of a lower rank."""
        rank = rank_of(own[0].text) if len(own) == 2 else None
        if rank is None or rank >= self._lowest or self._reaches(number):
            return False
        column = self._column_at(own[0].column)
        return column is not None and column.field is Field.NUMBER

    def _reaches(self, number: int) -> bool:
        """Whether a filled cell from above is merged into the row."""
        return any(cell and cell.row < number and compact(cell.text) for cell in self._table.grid[number])

    def _is_alone(self, number: int, own: list[Cell]) -> bool:
        """Whether one cell is all that the row prints, and no merged cell from above reaches into it."""
        if len(own) != 1:
            return False
        cell, width = own[0], len(self._table.grid[number])
        if cell.colspan == width:
            return True
        task = self._column_at(cell.column)
        is_task = task is not None and task.field is Field.DETAIL and cell.colspan < 2
        return not self._reaches(number) and (
            cell.colspan * 2 >= width or not is_task or bool(_NOTE.fullmatch(compact(cell.text)))
        )

    def _leave(self, own: list[Cell], why: str) -> None:
        text = " ".join(squeeze(cell.text) for cell in own)
        self._out.warnings.append(RowWarning(None, text, why))

    def _column_at(self, position: int) -> Column | None:
        columns = self._heads.columns
        return columns[position] if position < len(columns) else None

    def _fields(self, number: int) -> PrintedRow:
        """Read the cells of one row by the meaning of their columns."""
        row = PrintedRow(section=self._section, bound=self._heads.has(Field.DEADLINE))
        for column, cells in self._by_column(number):
            self._take(row, column, cells, number)
        self._complete(row, number)
        return row

    def _by_column(self, number: int) -> Iterator[tuple[Column, list[Cell]]]:
        """Give each column with its cells in this row: more than one where a wide head is divided."""
        grid = self._table.grid[number]
        position = 0
        while position < len(grid):
            column = self._column_at(position)
            cells = [cell] if (cell := grid[position]) else []
            start = position
            position += 1
            while position < len(grid) and column is not None and self._column_at(position) is column:
                if (cell := grid[position]) and all(cell is not other for other in cells):
                    cells.append(cell)
                position += 1
            if column is not None and cells:
                yield column, cells
            elif cells and cells[0].row == number and compact(cells[0].text) and cells[0].column == start:
                yield Column(Field.EXTRA, f"第{start + 1}列"), cells

    def _take(self, row: PrintedRow, column: Column, cells: list[Cell], number: int) -> None:
        cell, carried = cells[0], cells[0].row < number
        if column.field is Field.DETAIL and len(cells) > 1:
            row.scope = (
                "；".join(join_wraps(other.text) for other in cells[1:] if compact(other.text)) or None
            )
        elif len(cells) > 1:
            cell = Cell("\n".join(other.text for other in cells), cell.row, cell.column)
        text, key, ditto = self._resolve(column, cell, number)
        match column.field:
            case Field.NUMBER:
                row.number, row.number_cell = text, key
            case Field.HEADING:
                row.heading = join_wraps(text) or row.heading
            case Field.DETAIL:
                row.detail, row.detail_cell = join_wraps(text), key
            case Field.SECTION:
                row.section = join_wraps(text) or row.section
            case Field.SCOPE:
                row.scope = join_wraps(text) or None
            case Field.CHAPTER:
                row.chapter = squeeze(text) or None
            case Field.UNITS:
                row.units.append((column, text))
            case Field.DEADLINE:
                self._deadline(row, column, text, inherited=carried or (not compact(cell.text) and not ditto))
            case Field.QUARTER:
                if compact(text):
                    row.steps.append((column, join_wraps(text)))
            case _:
                if compact(text):
                    row.extra[column.head] = join_wraps(text)

    def _deadline(self, row: PrintedRow, column: Column, text: str, *, inherited: bool) -> None:
        """Keep the first deadline column as the deadline, any further one beside it."""
        shown = squeeze(text) if "\n" not in text.strip() else join_wraps(text)
        if not shown:
            return
        if row.deadline is None:
            row.deadline, row.inherited = shown, inherited
        else:
            row.extra[column.head] = shown

    def _resolve(self, column: Column, cell: Cell, number: int) -> tuple[str, int, bool]:
        """Give a cell's text, a key of the cell it comes from, and whether it says 同上.

        An empty number, heading, section or deadline is that of the row above, as in a table without merges.
        """
        words = compact(cell.text)
        ditto = bool(_DITTO.fullmatch(words))
        position = cell.column
        if (ditto or (not words and column.field in _CARRIED)) and position in self._above:
            text, key = self._above[position]
            return text, key, ditto
        if ditto:
            self._out.warnings.append(RowWarning(None, cell.text, f"“{words}”上方没有可参照的内容"))
            return "", id(cell), True
        if words:
            self._above[position] = (cell.text, id(cell))
        return cell.text, id(cell), False

    def _complete(self, row: PrintedRow, number: int) -> None:
        """Take the heading as the task where the detail is empty, or else the detail of the row above."""
        if row.detail:
            if row.heading == row.detail and self._is_one_cell(number):
                row.heading = None
            self._last = row
            return
        before = self._last
        if row.heading and (before is None or before.heading != row.heading):
            row.detail, row.heading = row.heading, None
            row.detail_cell = -number
        elif before is not None and self._says_who_or_when(number) and before.section == row.section:
            row.detail, row.detail_cell = before.detail, before.detail_cell
            row.heading = before.heading
        self._last = row

    def _says_who_or_when(self, number: int) -> bool:
        """Whether a row prints units or a date of its own, and not only what it inherits."""
        bounds = (Field.UNITS, Field.DEADLINE, Field.QUARTER)
        return any(
            compact(cell.text) and (column := self._column_at(cell.column)) and column.field in bounds
            for cell in own_cells(self._table, number)
        )

    def _is_one_cell(self, number: int) -> bool:
        """Whether heading and detail are one cell of this row, merged across."""
        fields = (Field.HEADING, Field.DETAIL)
        cells = [
            cell
            for position, cell in enumerate(self._table.grid[number])
            if (column := self._column_at(position)) and column.field in fields
        ]
        return len({id(cell) for cell in cells}) == 1


_CARRIED = frozenset({Field.NUMBER, Field.HEADING, Field.SECTION, Field.DEADLINE})
