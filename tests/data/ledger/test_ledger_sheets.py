from datetime import date, datetime
from pathlib import Path

import pytest
from ledger_office import NOW, TODAY, book_of, bring_back, edit, export, found_office, only, rows_of
from openpyxl.workbook import Workbook

from data.database import Database
from data.errors import UsageError
from data.ledger.columns import COLUMNS, STATUSES
from data.ledger.sheets import LONGEST, SheetNames
from data.ledger.writing import write_ledger
from data.models import Plan, Watch
from data.progress import add_up
from data.repositories.reach import EXECUTING, Whom
from data.repositories.standings import StandingRepository


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> Path:
    with database.read() as session:
        found_office(session)
        return export(session, tmp_path / "台账.xlsx")


@pytest.fixture
def book(ledger: Path) -> Workbook:
    return book_of(ledger)


def test_each_plan_has_a_sheet_after_the_figures(book: Workbook):
    assert book.sheetnames == ["总览", "政务公开", "营商环境"]


def test_a_sheet_has_filters_a_frozen_head_statuses_to_choose_and_prints_on_a4(book: Workbook):
    sheet = book["政务公开"]
    assert sheet.auto_filter.ref == f"A1:V{sheet.max_row}"
    assert sheet.freeze_panes == "E2"
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == [f'"{",".join(STATUSES)}"']
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    hidden = [letter for letter, shape in sheet.column_dimensions.items() if shape.hidden]
    assert hidden == ["U", "V"]


def test_days_are_real_dates_and_no_text_is_a_formula(book: Workbook):
    sheet = book["政务公开"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert list(heads) == [column.field.value for column in COLUMNS]
    assert sheet.cell(2, heads["现定期限"]).value == datetime(2020, 8, 31)  # noqa: DTZ001 - a sheet has no zone
    assert sheet.cell(2, heads["具体事项"]).value == "=编制目录"
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_rows_say_what_a_clerk_looks_for(ledger: Path):
    rows = rows_of(ledger)
    first = rows[0]
    assert (first["责任单位"], first["状态"], first["逾期天数"], first["统计"]) == (
        "县住建局",
        "未开始",
        10,
        "计入",
    )
    town = next(row for row in rows if row["责任单位"] == "尧渡镇人民政府")
    assert (town["责任类型"], town["周期"]) == ("责任（各乡镇人民政府）", "每季度")
    soft = next(row for row in rows if row["项号"] == "3")
    assert (soft["逾期天数"], soft["周期"]) == ("目标日期已过", "争取")
    unnamed = next(row for row in rows if row["责任单位"] == "有关部门")
    assert (unnamed["状态"], unnamed["统计"]) == ("待指定单位", "待指定单位")


def test_the_figures_add_up_and_are_those_of_an_answer(database: Database, tmp_path: Path):
    with database.read() as session:
        region = found_office(session)
        path = export(session, tmp_path / "台账.xlsx")
        counted = StandingRepository(session, region.id).counted(Whom(), EXECUTING, None, None, TODAY)
        answered = add_up(counted)
    heads, *plans = [
        [cell for cell in row if cell is not None]
        for row in book_of(path)["总览"].iter_rows(min_row=3, max_row=6, values_only=True)
    ]
    figures = dict(zip(heads[3:], plans[-1][2:], strict=True))
    assert (figures["项次"], figures["逾期"], figures["14天内到期"]) == (
        answered.total,
        answered.overdue,
        answered.due_soon,
    )
    parts = ("项次", "不涉及", "无期限", "以后各期", "待指定单位")
    assert sum(figures[part] for part in parts) == figures["台账行数"] == len(rows_of(path))
    states = ("已办结", "待审核", "进行中", "已退回", "未开始")
    assert sum(figures[state] for state in states) == figures["项次"]
    for place in ("不涉及", "无期限", "以后各期", "待指定单位"):
        assert sum(row["统计"] == place for row in rows_of(path)) == figures[place]
    assert sum(row["统计"] == "计入" for row in rows_of(path)) == figures["项次"]


def test_the_same_data_give_the_same_bytes(database: Database):
    with database.read() as session:
        region = found_office(session)
        assert write_ledger(session, now=NOW) == write_ledger(session, now=NOW, region_id=region.id)


def test_closed_plans_come_only_when_asked_for_and_are_in_no_sum(database: Database, tmp_path: Path):
    with database.read() as session:
        region = found_office(session)
        session.query(Plan).filter_by(short_name="营商环境").one().state = Watch.CLOSED
        session.flush()
        assert book_of(export(session, tmp_path / "a.xlsx")).sheetnames == ["总览", "政务公开"]
        everything = book_of(export(session, tmp_path / "b.xlsx", closed=True))
        assert everything.sheetnames == ["总览", "政务公开", "营商环境"]
        assert everything["总览"]["A6"].value == "合计（在办的）"
        assert everything["总览"]["D6"].value == everything["总览"]["D4"].value
        assert region.name == everything["总览"]["A4"].value


def test_a_region_without_an_open_plan_is_told_so(database: Database):
    with database.read() as session, pytest.raises(UsageError, match="--all"):
        write_ledger(session, now=NOW)


@pytest.mark.parametrize(
    "wanted",
    [
        "a" * 40,
        "基层政务公开标准化规范化工作任务分工及进度安排表（二〇二〇年）",
        "[x]:*?/\\",
        "'引号'",
        "History",
        "",
        "😀" * 20,
    ],
)
def test_a_sheet_name_is_one_that_a_workbook_takes(wanted: str):
    names = SheetNames()
    taken = [names.take(wanted) for _ in range(12)]
    assert len({name.casefold() for name in taken}) == 12
    book = Workbook()
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert book.create_sheet(name).title == name


def test_texts_that_a_workbook_cannot_hold_are_cleaned(database: Database, tmp_path: Path):
    with database.read() as session:
        found_office(session)
        session.query(Plan).filter_by(short_name="政务公开").one().short_name = "A&B\x07\ufffe/C" + "长" * 60
        session.flush()
        path = export(session, tmp_path / "台账.xlsx")
        assert rows_of(path)[0]["任务分工表"].startswith("A&B/C长")
        found, outcome = bring_back(session, edit(path, only("1", "县住建局", 状态="完成")))
    assert (len(outcome.changes), outcome.warnings, found.warnings) == (1, (), ())
    assert date(2020, 8, 31) == outcome.changes[0].due_after
