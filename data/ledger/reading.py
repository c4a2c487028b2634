"""A workbook → the rows of a ledger that say something new; nothing is asked of the database."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DocumentError
from data.importers.guard import LIMITS, FileKind, check, sniff
from data.ledger.cells import EPOCH, said
from data.ledger.columns import COLUMNS, Field
from data.ledger.edits import Cells, Spot, Unclear, edit_of, says_anything
from data.ledger.keys import is_group_key
from data.ledger.rows import UNNAMED
from data.ledger.values import Edit, LedgerRead, LedgerWarning

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_WITHIN = 20
"""Among how many first rows the heads are looked for."""

EMPTY_ROWS = 10_000
"""After so many empty rows a sheet is at its end: one stray format makes it a million rows long."""

OPEN_DOCUMENT = ".ods"
"""LibreOffice's own format; what is said of a plan document in it (.docx) is wrong of a ledger."""

_LIMITS = replace(LIMITS, file_bytes=200_000_000, unpacked_bytes=2_000_000_000)
_EPOCH_1904 = date(1904, 1, 1)
_HEADS = {re.sub(r"\s", "", column.field.value): column.field for column in COLUMNS}
_NO_LEDGER = (
    "{name} 里没有台账：请用 duban export --ledger 导出的文件，改了以后仍存为 .xlsx，隐藏的两列不要删。"
)


def read_ledger(path: Path) -> LedgerRead:
    """Read a ledger that was edited; DocumentError where the file is none."""
    if path.suffix.casefold() == OPEN_DOCUMENT:
        raise _no_workbook(path)
    check(path, _LIMITS)
    if sniff(path) is not FileKind.SHEET:
        raise _no_workbook(path)
    reader = _Reader()
    try:
        for sheet, rows, epoch in _sheets(path):
            reader.read(sheet, rows, epoch)
    except (zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError) as error:
        raise DocumentError(f"{path.name} 无法打开。请在表格软件里另存为 .xlsx 再导入。") from error
    if not reader.sheets:
        raise DocumentError(_NO_LEDGER.format(name=path.name))
    return reader.result()


def _no_workbook(path: Path) -> DocumentError:
    return DocumentError(f"{path.name} 不是 .xlsx 工作簿。请在表格软件里另存为 .xlsx 再导入。")


def _sheets(path: Path) -> Iterator[tuple[str, Iterable[Sequence[object]], date]]:
    """Yield the name and rows of each sheet, and day 0 of its serial numbers."""
    from openpyxl import load_workbook  # a cold start need not load it
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        epoch = _EPOCH_1904 if book.epoch == CALENDAR_MAC_1904 else EPOCH
        for sheet in book.worksheets:
            yield sheet.title, _rows(sheet), epoch
    finally:
        book.close()


def _rows(sheet: "Worksheet") -> Iterator[Sequence[object]]:
    """Yield the rows of a sheet up to its real end."""
    reset = getattr(sheet, "reset_dimensions", None)
    if reset is not None:
        # What a program wrote down as the size of a sheet need not be true.
        reset()
    empty = 0
    for row in sheet.iter_rows(values_only=True):
        empty = 0 if any(value is not None for value in row) else empty + 1
        if empty > EMPTY_ROWS:
            return
        yield row


@dataclass(slots=True)
class _Reader:
    """The workbook as far as it is read; `found` has every row of an assignment."""

    sheets: int = 0
    found: dict[int, list[Edit]] = field(default_factory=dict)
    warnings: list[LedgerWarning] = field(default_factory=list)

    def read(self, sheet: str, rows: Iterable[Sequence[object]], epoch: date) -> None:
        """Read one sheet; one without the heads of a ledger is somebody's own."""
        places: dict[Field, int] | None = None
        for number, row in enumerate(rows, 1):
            if places is not None:
                self._read_row(Spot(sheet, number, epoch), _cells(row, places))
            elif number > HEAD_WITHIN:
                return
            elif (places := _places(row)) is not None:
                self._begin(sheet, places)

    def result(self) -> LedgerRead:
        """Return what the workbook says; a row that stands there twice must say the same twice."""
        edits: list[Edit] = []
        for copies in self.found.values():
            wanted = [edit for edit in copies if says_anything(edit)]
            if wanted and any(_what(edit) != _what(wanted[0]) for edit in copies):
                where = "、".join(f"“{edit.sheet}”第{edit.row}行" for edit in copies)
                why = f"同一项有{len(copies)}行（{where}），说法不一，没有改动：请只留一行"
                self.warnings.append(LedgerWarning(wanted[0].sheet, wanted[0].row, _said_of(wanted[0]), why))
            elif wanted:
                edits.append(wanted[0])
        return LedgerRead(len(self.found), tuple(edits), tuple(self.warnings))

    def _begin(self, sheet: str, places: Mapping[Field, int]) -> None:
        self.sheets += 1
        for column in COLUMNS:
            if column.editable and column.field not in places:
                why = f"没有“{column.field.value}”这一列，按没有改动处理"
                self.warnings.append(LedgerWarning(sheet, None, "", why))

    def _read_row(self, spot: Spot, cells: Cells) -> None:
        # A sum or a remark under the table is about no task.
        if not any(said(cells.get(one)) for one in (Field.KEY, Field.ITEM, Field.DETAIL, Field.UNIT)):
            return
        try:
            if is_group_key(said(cells.get(Field.KEY))):
                _check_group(cells)
                return
            edit = edit_of(spot, cells)
            self.found.setdefault(edit.assignment_id, []).append(edit)
        except Unclear as unclear:
            self.warnings.append(LedgerWarning(spot.sheet, spot.row, _about(cells), str(unclear)))


def _places(row: Sequence[object]) -> dict[Field, int] | None:
    """Say in which column each head stands, None where the row is not that of the heads."""
    places: dict[Field, int] = {}
    for place, value in enumerate(row):
        head = _HEADS.get(re.sub(r"\s", "", str(value or "")))
        if head is not None:
            places.setdefault(head, place)
    return places if Field.KEY in places and Field.STATE in places else None


def _cells(row: Sequence[object], places: Mapping[Field, int]) -> Cells:
    return {head: row[place] if place < len(row) else None for head, place in places.items()}


def _check_group(cells: Cells) -> None:
    """Refuse a status or words for units that nobody has named."""
    changed = Field.STATUS in cells and said(cells[Field.STATUS]) != UNNAMED
    if changed or any(said(cells.get(one)) for one in (Field.DUE, Field.PROOF, Field.REMARK)):
        raise Unclear("这一行还没有指定单位，没有改动：请先指定单位")


def _what(edit: Edit) -> tuple[object, ...]:
    return (edit.key, edit.printed, edit.status, edit.due, edit.proofs, edit.remark)


def _about(cells: Cells) -> str:
    """Say what a row is about, as far as it says so itself."""
    item, unit = said(cells.get(Field.ITEM)), said(cells.get(Field.UNIT))
    return " ".join(part for part in (f"第{item}项" if item else "", unit) if part)


def _said_of(edit: Edit) -> str:
    return _about({Field.ITEM: edit.item, Field.UNIT: edit.unit})
