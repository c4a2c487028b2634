"""How the sheets of the ledger look: widths, filters, the frozen head, print, and the words to choose.

The workbook is streamed: no more than one row is in memory at a time.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.ledger.columns import COLUMNS, STATUSES, Column, Field, Shape
from data.ledger.heights import LINE_HEIGHT, height_of
from data.ledger.overview import HEADS, figure_rows, notes
from data.ledger.rows import Row, Value, clean
from data.repositories.ledger import LedgerPlan

if TYPE_CHECKING:
    from data.ledger.writing import PlanFigures

FONT = "宋体"
LINE = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
HEAD_FILL = PatternFill("solid", start_color="D9E2F3")
EDIT_FILL = PatternFill("solid", start_color="FFF2CC")
LATE_FILL = PatternFill("solid", bgColor="F8CBAD")
DONE_FONT = Font(color="7F7F7F")
FORMATS = {Shape.DATE: "yyyy-mm-dd", Shape.DAYS: '"逾期"0"天"', Shape.TEXT: "@", Shape.SHORT: "General"}
AT = {column.field: get_column_letter(number) for number, column in enumerate(COLUMNS, 1)}
MILLIMETRES = 25.4


class Book:
    """The workbook, as its sheets are added."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.workbook = Workbook(write_only=True)
        self.workbook.properties.creator = "督办"
        self.workbook.properties.title = "督办台账"

    def add_overview(self, name: str) -> "OverviewSheet":
        """Add the sheet of figures; it is written last."""
        return OverviewSheet(self._sheet(name), self.now)

    def add_plan(self, name: str, plan: LedgerPlan) -> "PlanSheet":
        """Add the sheet of one plan."""
        return PlanSheet(self._sheet(name), plan, self.now)

    def _sheet(self, name: str) -> Worksheet:
        # A streamed sheet has the settings of an ordinary one, though the types do not say so.
        return cast(Worksheet, self.workbook.create_sheet(name))


class PlanSheet:
    """The assignments of one plan."""

    def __init__(self, sheet: Worksheet, plan: LedgerPlan, now: datetime) -> None:
        self._sheet = sheet
        self._rows = 1
        for letter, column in zip(AT.values(), COLUMNS, strict=True):
            sheet.column_dimensions[letter].width = column.width
            sheet.column_dimensions[letter].hidden = column.hidden
        sheet.freeze_panes = f"{AT[Field.HEADING]}2"
        _lay_out(sheet, f"{plan.region}{plan.short_name}督办台账", now)
        sheet.print_title_rows = "1:1"
        # One cell for each column is filled again and again: making and styling cells takes longest.
        self._cells = [_body_cell(sheet, column) for column in COLUMNS]
        sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
        sheet.append([_head_cell(sheet, column) for column in COLUMNS])

    def append(self, row: Row) -> None:
        """Write one row under its running number."""
        for cell, column in zip(self._cells, COLUMNS, strict=True):
            number = self._rows if column.field is Field.NUMBER else row.get(column.field)
            _fill(cell, number)
        self._rows += 1
        # Not every program finds out by itself how high a row has to be.
        shapes = self._sheet.row_dimensions
        shapes[self._rows].height = height_of(row)
        self._sheet.append(self._cells)
        del shapes[self._rows]

    def finish(self) -> None:
        """Add what spans all rows: filters, the list of statuses, and what stands out."""
        sheet, last = self._sheet, max(self._rows, 2)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
        sheet.print_area = f"A1:{AT[Field.REMARK]}{last}"
        sheet.data_validations.append(_status_list(f"{AT[Field.STATUS]}2:{AT[Field.STATUS]}{last}"))
        sheet.data_validations.append(_due_rule(f"{AT[Field.DUE]}2:{AT[Field.DUE]}{last}"))
        late, status = f"${AT[Field.LATE]}2", f"${AT[Field.STATUS]}2"
        shown = f"{AT[Field.STATUS]}2:{AT[Field.LATE]}{last}"
        sheet.conditional_formatting.add(shown, _rule(f"ISNUMBER({late})", DifferentialStyle(fill=LATE_FILL)))
        whole = f"A2:{AT[Field.COUNTED]}{last}"
        finished = f'OR({status}="已办结",{status}="不涉及")'
        sheet.conditional_formatting.add(whole, _rule(finished, DifferentialStyle(font=DONE_FONT)))


class OverviewSheet:
    """The figures of all plans."""

    def __init__(self, sheet: Worksheet, now: datetime) -> None:
        self._sheet, self._now = sheet, now
        for number, (_, width) in enumerate(HEADS, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A4"
        _lay_out(sheet, "督办台账总览", now)

    def write(self, figures: "Sequence[PlanFigures]", left_out: Sequence[LedgerPlan]) -> None:
        """Write the title, a row for each plan, their sums, and how to read and edit the ledger."""
        sheet, day = self._sheet, self._now.date()
        regions = list(dict.fromkeys(one.plan.region for one in figures))
        title = f"{regions[0] if len(regions) == 1 else ''}督办台账"
        sheet.append([_line(sheet, title, Font(name="黑体", size=16))])
        sheet.append([_line(sheet, f"截至{day.year}年{day.month}月{day.day}日", Font(name=FONT, size=10))])
        sheet.append([_overview_head(sheet, head) for head, _ in HEADS])
        rows = figure_rows(figures)
        for row, is_sum in rows:
            sheet.append([_figure(sheet, value, head, bold=is_sum) for value, (head, _) in row])
        sheet.append([])
        for note in notes(left_out):
            sheet.append([_line(sheet, note, Font(name=FONT, size=10))])


def _lay_out(sheet: Worksheet, title: str, now: datetime) -> None:
    """Set the print up: A4 landscape, as wide as the paper, with title and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 8 / MILLIMETRES
    margins.top = 18 / MILLIMETRES
    margins.bottom = 14 / MILLIMETRES
    margins.header = margins.footer = 7 / MILLIMETRES
    day = now.date()
    head, foot = HeaderFooterItem(), HeaderFooterItem()
    # In a head & begins a code; && is the sign itself.
    head.center.text = clean(title).replace("&", "&&")
    head.right.text = f"截至 {day.isoformat()}"
    foot.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = head, foot


def _head_cell(sheet: Worksheet, column: Column) -> Cell:
    cell = WriteOnlyCell(sheet, value=column.field.value)
    cell.font = Font(name="黑体", size=10)
    cell.fill = EDIT_FILL if column.editable else HEAD_FILL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = LINE
    return cell


def _body_cell(sheet: Worksheet, column: Column) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=10)
    cell.border = LINE
    across = "left" if column.shape is Shape.TEXT else "center"
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=not column.hidden)
    cell.number_format = FORMATS[column.shape]
    return cell


def _fill(cell: Cell, value: Value | float) -> None:
    """Set a value: a text stays a text, whatever it begins with."""
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = FORMATS[Shape.DATE]


def _rule(formula: str, style: DifferentialStyle) -> Rule:
    return Rule("expression", dxf=style, formula=[formula])


def _status_list(area: str) -> DataValidation:
    rule = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True, sqref=area)
    rule.errorStyle = "warning"
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle, rule.error = "状态", "请从列表里选一个状态。"
    return rule


def _due_rule(area: str) -> DataValidation:
    rule = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, sqref=area)
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = "现定期限", "请写日期，例如 2020-09-30。"
    return rule


def _line(sheet: Worksheet, text: str, font: Font) -> Cell:
    cell = WriteOnlyCell(sheet)
    _fill(cell, text)
    cell.font = font
    return cell


def _overview_head(sheet: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.border = Font(name="黑体", size=10), HEAD_FILL, LINE
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _figure(sheet: Worksheet, value: str | float | None, head: str, *, bold: bool) -> Cell:
    cell = WriteOnlyCell(sheet)
    _fill(cell, value)
    cell.font, cell.border = Font(name=FONT, size=10, bold=bold), LINE
    across = "left" if isinstance(value, str) else "center"
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    if head == "完成率":
        cell.number_format = "0.0%"
    return cell
