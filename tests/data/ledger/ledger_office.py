"""A small office for the ledger's tests: its plans, whatever people did, and a sheet that somebody edits."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from factories import make_group, make_milestone, make_plan, make_region, make_task, make_unit
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.dates.values import MilestoneKind
from data.ledger.applying import apply_edits, author_of
from data.ledger.reading import read_ledger
from data.ledger.values import LedgerRead, Outcome
from data.ledger.writing import write_ledger
from data.models import Region

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
TODAY = NOW.date()
Row = dict[str, Any]


def found_office(session: Session) -> Region:
    """Store a region with two plans: dated, recurring, soft, undated and unnamed rows."""
    region = make_region(session)
    housing, finance = make_unit(session, region), make_unit(session, region, "县财政局")
    make_unit(session, region, "尧渡镇人民政府")
    towns = make_group(session, region, "各乡镇人民政府")
    some = make_group(session, region, "有关部门")
    plan = make_plan(session, region, key="zhengwu", short_name="政务公开", office_id=finance.id)
    first = make_task(session, plan, housing, finance, item="1", item_number=1, detail="=编制目录")
    make_milestone(session, first, date(2020, 8, 31))
    second = make_task(session, plan, housing, towns, item="2", item_number=2, deadline="每季度")
    make_milestone(
        session,
        second,
        date(2020, 9, 30),
        kind=MilestoneKind.RECURRING,
        rrule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    )
    third = make_task(session, plan, finance, item="3", item_number=3)
    make_milestone(session, third, date(2020, 9, 1), soft=True)
    fourth = make_task(session, plan, housing, some, item="4", item_number=4)
    make_milestone(session, fourth, None, kind=MilestoneKind.ONGOING)
    other = make_plan(session, region, key="yingshang", short_name="营商环境")
    make_milestone(session, make_task(session, other, housing, item="1", item_number=1), date(2020, 9, 20))
    refresh(session, region.id, TODAY)
    return region


def export(session: Session, path: Path, now: datetime = NOW, **options: Any) -> Path:
    """Write the ledger to a file."""
    path.write_bytes(write_ledger(session, now=now, **options))
    return path


def book_of(path: Path) -> Workbook:
    return load_workbook(BytesIO(path.read_bytes()))


def rows_of(path: Path) -> list[Row]:
    """Return the rows of all plans' sheets, by their heads."""
    found: list[Row] = []
    for sheet in book_of(path).worksheets[1:]:
        heads, *rows = sheet.iter_rows(values_only=True)
        found += [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return found


def edit(path: Path, wanted: Callable[[Row], Mapping[str, Any]]) -> Path:
    """Change cells of the ledger: `wanted` says of each row which."""
    book = book_of(path)
    for sheet in book.worksheets[1:]:
        heads = {str(cell.value): cell.column for cell in sheet[1]}
        for number in range(2, sheet.max_row + 1):
            row = {head: sheet.cell(number, column).value for head, column in heads.items()}
            for head, value in wanted(row).items():
                sheet.cell(number, heads[head]).value = value
    book.save(path)
    return path


def only(item: str, unit: str, **cells: Any) -> Callable[[Row], Mapping[str, Any]]:
    """Change the first row of a unit for an item."""
    left = [cells]

    def wanted(row: Row) -> Mapping[str, Any]:
        fits = (row["项号"], row["责任单位"]) == (item, unit)
        return left.pop() if fits and left else {}

    return wanted


def bring_back(session: Session, path: Path, now: datetime = NOW) -> tuple[LedgerRead, Outcome]:
    """Read a ledger and apply it."""
    found = read_ledger(path)
    return found, apply_edits(session, found.edits, author_of(path.name), now)
