"""Where the heads of a table stand, in one row or several, and which column has which meaning."""

import re
from dataclasses import dataclass, replace

from data.importers.columns import LONGEST_HEAD, Column, Field, combine, read_head
from data.importers.document import Cell, Table
from data.importers.grid import compact, own_cells, squeeze

_MOST_SUB_HEADS = 2
_TASK_FIELDS = (Field.HEADING, Field.DETAIL, Field.MEASURE)
_PROGRESS = re.compile(r"进展|完成情况|落实情况|推进情况|工作情况|进度情况|办理情况")
_LEANING = re.compile(
    r"姓名|名称|(?:联系)?电话|手机(?:号码?)?|联系方式|职务|时间|日期|备注|说明|标准|数量|金额"
)
"""Heads that say nothing without the one above them: 责任人 over 姓名 and 电话."""
_LEVEL = re.compile(r"[一二三四]级")
_BODY = re.compile(r"[。；;]|^[（(]?\d+[）)]?$|\d{4}年\d|等.{0,6}(?:单位|部门)$")


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns by grid position, and the rows in which their heads stand."""

    columns: tuple[Column | None, ...]
    first: int
    last: int

    @property
    def key(self) -> tuple[str, ...]:
        """The heads as printed, to tell the same table again after a page break."""
        return tuple(dict.fromkeys(column.head for column in self.columns if column))

    def has(self, *fields: Field) -> bool:
        """Whether a column of one of `fields` is there."""
        return any(column and column.field in fields for column in self.columns)

    def spans(self, field: Field) -> list[tuple[int, int]]:
        """Give the grid positions (first, last) of each column of `field`; one head may cover several."""
        found: list[tuple[int, int]] = []
        before: Column | None = None
        for position, column in enumerate(self.columns):
            if column and column.field is field:
                if column is before:
                    found[-1] = (found[-1][0], position)
                else:
                    found.append((position, position))
            before = column
        return found

    @property
    def assigns(self) -> bool:
        """Whether this is the head of a task table: tasks, and who or until when."""
        if self.has(Field.INDICATOR) and not self.has(Field.DEADLINE, Field.HEADING, Field.QUARTER):
            return False
        bound = self.has(Field.UNITS, Field.DEADLINE, Field.QUARTER)
        return bound and self.has(*_TASK_FIELDS)


def heads_at(table: Table, row: int) -> Heads | None:
    """Read `row`, and the row below where it divides a head, as heads; None if they are none."""
    cells = [cell for cell in own_cells(table, row) if compact(cell.text)]
    if len(cells) < 2 or any(_is_body(cell) for cell in cells):
        return None
    known = [column for cell in cells if (column := read_head(cell.text))]
    if len(known) < 2 or len(known) * 2 < len(cells):
        return None
    fields = [column.field for column in known]
    if len(set(fields)) < 2:
        return None
    if fields.count(Field.QUARTER) == 1 and not {Field.UNITS, Field.DEADLINE} & set(fields):
        return None  # 春季绿化工作 beside 3月 is a task with its deadline
    below = _sub_heads(table, row, cells)
    columns = [_column(table, row, below, position) for position in range(len(table.grid[row]))]
    last = max(cell.row + cell.rowspan - 1 for cell in cells if cell.row == row and cell.rowspan <= 3)
    return Heads(_same_objects(columns), row, min(max(last, row + len(below)), len(table.grid) - 1))


def _is_body(cell: Cell) -> bool:
    words = compact(cell.text)
    if len(words) > LONGEST_HEAD and len(re.sub(r"\([^()]*\)", "", words)) > LONGEST_HEAD:
        return True
    if not _BODY.search(words):
        return False
    column = read_head(words)
    return column is None or column.field is not Field.QUARTER  # 2025年1月 may be a head


def _sub_heads(table: Table, row: int, heads: list[Cell]) -> list[int]:
    """Give the rows under `row` that divide its heads: 责任单位 over 牵头单位 and 配合单位."""
    found: list[int] = []
    spread = {cell.column for cell in heads}
    for above in range(row, row + _MOST_SUB_HEADS):
        below = _dividing(table, above, spread)
        if not below:
            break
        found.append(above + 1)
        spread |= {cell.column for cell in below}
    return found


def _dividing(table: Table, row: int, spread: set[int]) -> list[Cell]:
    """Give the cells of the row under `row` if they are heads and divide what stands above them."""
    if row + 1 >= len(table.grid):
        return []
    below = [cell for cell in own_cells(table, row + 1) if compact(cell.text)]
    if any(_is_body(cell) or (cell.column in spread and not _is_wide(table, row, cell)) for cell in below):
        return []
    known = sum(read_head(cell.text) is not None for cell in below)
    return below if known and known * 2 >= len(below) else []


def _is_wide(table: Table, row: int, cell: Cell) -> bool:
    """Whether the head above `cell` covers more than one column, merged or by an empty neighbour."""
    above = table.grid[row][cell.column]
    if above and above.colspan > cell.colspan:
        return True
    after = cell.column + cell.colspan
    neighbour = table.grid[row][after] if after < len(table.grid[row]) else None
    return neighbour is not None and not compact(neighbour.text) and neighbour.row == row


def _parent(table: Table, row: int, position: int) -> str:
    """Give the head over `position`; an empty one belongs to the head on its left."""
    for column in range(position, -1, -1):
        cell = table.grid[row][column]
        if cell and compact(cell.text):
            return cell.text
    return ""


def _column(table: Table, row: int, below: list[int], position: int) -> Column | None:
    above = table.grid[row][position]
    for lower in reversed(below):
        child = table.grid[lower][position]
        if child and child.row == lower and compact(child.text):
            parent = _parent(table, lower - 1, position)
            column = combine(parent, child.text) or Column(Field.EXTRA, squeeze(child.text))
            alone = read_head(parent) is None and _stands_alone(table, lower, child)
            return replace(column, head=squeeze(child.text)) if alone else column
    if above is None or not compact(above.text):
        return None
    return read_head(above.text) or Column(Field.EXTRA, squeeze(above.text))


def _stands_alone(table: Table, row: int, cell: Cell) -> bool:
    """Whether a lower head says enough by itself: 责任领导 under 责任分工, but not 姓名 or one of two."""
    words = compact(cell.text)
    alike = sum(compact(other.text) == words for other in own_cells(table, row))
    return alike == 1 and not _LEANING.fullmatch(words)


def _same_objects(columns: list[Column | None]) -> tuple[Column | None, ...]:
    """Use one object where neighbours are the same head, so that a wide head is one column."""
    result: list[Column | None] = []
    for column in columns:
        result.append(result[-1] if result and column is not None and column == result[-1] else column)
    return tuple(result)


def with_guessed_task(heads: Heads, table: Table) -> Heads:
    """Take the unknown column with the longest texts as the task, where units and dates but no task stand."""
    dated = heads.has(Field.DEADLINE, Field.QUARTER) and heads.has(Field.UNITS)
    if heads.assigns or not dated or heads.has(Field.INDICATOR):
        return heads
    lengths = {
        first: sum(len(compact(cell.text)) for row in table.grid[heads.last + 1 :] if (cell := row[first]))
        for first, _ in heads.spans(Field.EXTRA)
        if (column := heads.columns[first]) and read_head(column.head) is None
    }
    if not lengths:
        return heads
    chosen = max(lengths, key=lambda first: (lengths[first], -first))
    return replace(heads, columns=_with_fields(heads, {chosen: Field.DETAIL}))


def settle_tasks(heads: Heads) -> Heads:
    """Choose among the task columns: the most specific one is the detail, the one before it the heading."""
    tasks = [(first, heads.columns[first]) for field in _TASK_FIELDS for first, _ in heads.spans(field)]
    tasks.sort(key=lambda pair: pair[0])
    tasks, reported = _planned(heads, tasks)
    chosen: dict[int, Field] = dict.fromkeys(reported, Field.EXTRA)
    details = [first for first, column in tasks if column and column.field is Field.DETAIL]
    headings = [first for first, column in tasks if column and column.field is Field.HEADING]
    levels = [first for first in details if (column := heads.columns[first]) and _LEVEL.match(column.head)]
    if len(levels) > 1:  # 一级任务, 二级任务, 三级任务: the last one is the task
        details, headings = [levels[-1]], [*headings, *levels[:-1]]
    measures = [first for first, column in tasks if column and column.field is Field.MEASURE]
    detail = (details or measures[:1] or headings[-1:])[0]
    before = [first for first in headings if first != detail] or [
        first for first in measures if first < detail
    ]
    heading = before[-1] if before else None
    for first, _ in tasks:
        if first == detail:
            chosen[first] = Field.DETAIL
        elif first == heading:
            chosen[first] = Field.HEADING
        elif first in before and first < detail and not heads.has(Field.SECTION):
            chosen[first] = Field.SECTION
        else:
            chosen[first] = Field.EXTRA
    settled = replace(heads, columns=_with_fields(heads, chosen))
    wide = next((last for first, last in heads.spans(Field.HEADING) if first == detail < last), None)
    return settled if wide is None or heading is not None else _divided_task(settled, detail, wide)


def _planned(
    heads: Heads, tasks: list[tuple[int, Column | None]]
) -> tuple[list[tuple[int, Column | None]], list[int]]:
    """Part the task columns from those after 进展情况: 存在问题 and 工作措施 there only report."""
    progress = [
        first
        for first, _ in heads.spans(Field.EXTRA)
        if (column := heads.columns[first]) and _PROGRESS.search(column.head)
    ]
    end = min(progress, default=len(heads.columns))
    if not tasks or tasks[0][0] > end:
        return tasks, []
    return [pair for pair in tasks if pair[0] < end], [first for first, _ in tasks if first > end]


def _divided_task(heads: Heads, first: int, last: int) -> Heads:
    """Part a 工作任务 that is printed over two columns: a heading on the left, the detail on the right."""
    columns = list(heads.columns)
    task = columns[first]
    if task is not None:
        heading = replace(task, field=Field.HEADING)
        columns[first:last] = [heading] * (last - first)
        columns[last] = replace(task, field=Field.DETAIL)
    return replace(heads, columns=tuple(columns))


def _with_fields(heads: Heads, chosen: dict[int, Field]) -> tuple[Column | None, ...]:
    columns: list[Column | None] = []
    before: Column | None = None
    for position, column in enumerate(heads.columns):
        if column is not None and column is before:
            columns.append(columns[-1])
        elif column is not None and position in chosen:
            columns.append(replace(column, field=chosen[position]))
        else:
            columns.append(column)
        before = column
    return tuple(columns)
