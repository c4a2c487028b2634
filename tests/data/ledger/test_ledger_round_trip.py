import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ledger_office import NOW, Row, bring_back, edit, export, found_office, only, rows_of
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.decisions import accept, close, reopen, send_back
from data.actions.extensions import ask_extension, extend
from data.actions.reports import add_proof, receive, report_done, report_void, tell_progress, withdraw_report
from data.actions.values import ProofDraft, ReportRules
from data.authors import Author
from data.database import Database
from data.errors import DocumentError, UsageError
from data.ledger.moves import steps_to
from data.ledger.reading import read_ledger
from data.models import Assignment, History, ProofKind, Task, Unit
from data.statuses import Status
from data.wording.tasks import say_status

ZHANG = Author("张三", person=7)
LATER = NOW + timedelta(hours=1)


def one(session: Session, item: str, unit: str) -> Assignment:
    query = (
        select(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Task.item == item, Unit.name == unit)
        .order_by(Assignment.id)
    )
    return session.scalars(query).first() or Assignment()


def state(session: Session) -> list[tuple[Any, ...]]:
    session.expire_all()
    rows = session.scalars(select(Assignment).order_by(Assignment.id))
    return [(row.id, row.status, row.due, row.extended) for row in rows]


def test_a_ledger_that_nobody_edited_changes_nothing(database: Database, tmp_path: Path):
    with database.read() as session:
        found_office(session)
        before = state(session)
        found, outcome = bring_back(session, export(session, tmp_path / "台账.xlsx"))
        assert (found.edits, found.warnings, outcome.changes, outcome.warnings) == ((), (), (), ())
        assert (
            found.rows
            == len(before)
            == len([row for row in rows_of(tmp_path / "台账.xlsx") if row["统计"] != "待指定单位"])
        )
        assert state(session) == before


def test_statuses_dates_proof_and_remarks_come_back_with_history(database: Database, tmp_path: Path):
    def wanted(row: Row) -> Mapping[str, Any]:
        if (row["任务分工表"], row["项号"], row["责任单位"]) == ("政务公开", "1", "县住建局"):
            return {"状态": "办结", "佐证": "https://a.example/1\n见附件", "备注": "已印发"}
        if (row["项号"], row["责任单位"]) == ("1", "县财政局"):
            return {"现定期限": "2020年10月31日", "备注": "人手不足"}
        return {}

    with database.read() as session:
        found_office(session)
        path = edit(export(session, tmp_path / "九月.xlsx"), wanted)
        _, outcome = bring_back(session, path)
        assert outcome.warnings == ()
        assert [(change.unit, change.before, change.after) for change in outcome.changes] == [
            ("县住建局", Status.PENDING, Status.DONE),
            ("县财政局", Status.PENDING, Status.PENDING),
        ]
        moved = one(session, "1", "县财政局")
        assert (moved.due, moved.printed_due, moved.extended) == (date(2020, 10, 31), date(2020, 8, 31), True)
        assert set(session.scalars(select(History.by))) == {"台账（九月.xlsx）"}
        again = rows_of(export(session, tmp_path / "再导.xlsx"))
        assert (again[0]["状态"], again[0]["佐证"], again[0]["备注"]) == (
            "已办结",
            "https://a.example/1\n见附件",
            "已印发",
        )
        assert bring_back(session, path)[1].changes == ()


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"状态": "乱写"}, "看不懂"),
        ({"状态": None}, "空了"),
        ({"状态": "已退回"}, "可以改为"),
        ({"备注": "#NAME?"}, "出错的公式"),
        ({"现定期限": "尽快"}, "看不懂"),
        ({"现定期限": None}, "不能清空"),
        ({"现定期限": date(2020, 8, 1)}, "往后延"),
        ({"现定期限": date(2020, 9, 5)}, "已经过了"),
        ({"责任单位": "县财政局", "状态": "办结"}, "漏选了隐藏列"),
        ({"行标识（勿改）": None, "状态": "办结"}, "没有行标识"),
        ({"行标识（勿改）": "D999999-00000000", "状态": "办结"}, "库里没有"),
        ({"行标识（勿改）": "D1-00000000", "状态": "办结"}, "库里没有"),
        ({"导出时（勿改）": "done", "状态": "办结"}, "重新导出"),
    ],
)
def test_what_cannot_be_is_a_warning_with_sheet_and_row(
    sample_free: Database, tmp_path: Path, cells: dict[str, Any], why: str
):
    with sample_free.read() as session:
        found_office(session)
        before = state(session)
        path = edit(export(session, tmp_path / "台账.xlsx"), only("1", "县住建局", **cells))
        found, outcome = bring_back(session, path)
        warnings = (*found.warnings, *outcome.warnings)
        assert [(warning.sheet, warning.row) for warning in warnings] == [("政务公开", 2)]
        assert why in warnings[0].why
        assert outcome.changes == ()
        assert state(session) == before


@pytest.fixture
def sample_free(tmp_path: Path, sqlite_template: Path) -> Database:
    """A database on one engine: what is read from a sheet is the same on both."""
    import shutil

    from data.database import open_database

    shutil.copy(sqlite_template, tmp_path / "one.db")
    return open_database(f"sqlite:///{tmp_path / 'one.db'}")


def test_a_row_that_changed_after_the_export_is_left_alone(database: Database, tmp_path: Path):
    with database.read() as session:
        found_office(session)
        path = edit(export(session, tmp_path / "台账.xlsx"), only("1", "县住建局", 状态="不涉及"))
        key = one(session, "1", "县住建局").id
        report_done(session, key, rules=ReportRules(), author=ZHANG, now=NOW)
        _, outcome = bring_back(session, path, LATER)
        assert outcome.changes == ()
        assert "导出以后这一项变过，现在是待审核" in outcome.warnings[0].why
        # Somebody wrote the same meanwhile: nothing is left to do.
        close(session, key, author=ZHANG, now=LATER)
        path = edit(export(session, tmp_path / "b.xlsx"), only("1", "县住建局", 状态="进行中"))
        reopen(session, key, "回头看", author=ZHANG, now=LATER)
        assert bring_back(session, path, LATER)[1] == type(outcome)((), ())


def test_rows_may_be_sorted_columns_moved_and_added_and_sheets_put_together(
    sample_free: Database, tmp_path: Path
):
    with sample_free.read() as session:
        found_office(session)
        heads, *rows = load_workbook(export(session, tmp_path / "a.xlsx"))["政务公开"].iter_rows(
            values_only=True
        )
        place = heads.index("状态")
        book = Workbook()
        sheet = book.active
        sheet.append(["东至县督办台账"])
        sheet.append([])
        sheet.append(["科室", *(f" {head[:2]}\n{head[2:]}" for head in reversed(heads))])
        for row in sorted(rows, key=lambda row: str(row[6])):
            if row[6] == "尧渡镇人民政府":
                row = (*row[:place], "100%", *row[place + 1 :])
            sheet.append(["综合科", *reversed(row)])
            sheet.append([])
        sheet.append(["合计"])
        book.create_sheet("我的草稿").append(["不相干"])
        book.save(tmp_path / "b.xlsx")
        found, outcome = bring_back(session, tmp_path / "b.xlsx")
        assert found.warnings == ()
        assert {(change.unit, change.after) for change in outcome.changes} == {
            ("尧渡镇人民政府", Status.DONE)
        }
        assert outcome.warnings == ()


def test_a_row_that_stands_twice_must_say_the_same(sample_free: Database, tmp_path: Path):
    with sample_free.read() as session:
        found_office(session)
        path = export(session, tmp_path / "a.xlsx")
        book = load_workbook(path)
        sheet = book["政务公开"]
        heads, first, *_ = sheet.iter_rows(values_only=True)
        done = ["已办结" if head == "状态" else cell for head, cell in zip(heads, first, strict=True)]
        sheet.append(done)
        book.save(path)
        found = read_ledger(path)
        assert found.edits == ()
        assert "只留一行" in found.warnings[0].why


def test_another_workbook_is_refused(tmp_path: Path):
    book = Workbook()
    book.active.append(["序号", "状态"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(DocumentError, match="没有台账"):
        read_ledger(tmp_path / "别的.xlsx")
    (tmp_path / "a.txt").write_text("序号\t状态", encoding="utf-8")
    with pytest.raises(DocumentError, match="另存为"):
        read_ledger(tmp_path / "a.txt")
    with zipfile.ZipFile(tmp_path / "台账.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<office/>")
    with pytest.raises(DocumentError, match=r"另存为 \.xlsx"):
        read_ledger(tmp_path / "台账.ods")


def act(session: Session, key: int, number: int, days: int) -> None:
    """Do one of the things that people do; what is not allowed is refused."""
    told = {"author": ZHANG, "now": NOW}
    link = ProofDraft(ProofKind.LINK, f"https://a.example/{days}")
    photo = ProofDraft(ProofKind.PHOTO, f"file-{days}", "现场.jpg")
    acts = (
        lambda: receive(session, key, **told),
        lambda: tell_progress(session, key, f"进展{days}", **told),
        lambda: report_done(session, key, rules=ReportRules(), proofs=(link, photo), words="=办完了", **told),
        lambda: report_void(session, key, "不归我们", rules=ReportRules(), **told),
        lambda: accept(session, key, **told),
        lambda: send_back(session, key, "缺附件\n请补", **told),
        lambda: close(session, key, **told),
        lambda: reopen(session, key, "回头看", **told),
        lambda: withdraw_report(session, key, **told),
        lambda: add_proof(session, key, link, **told),
        lambda: extend(session, key, NOW.date() + timedelta(days=days), "天气", **told),
        lambda: ask_extension(session, key, NOW.date() + timedelta(days=days), "天气", **told),
    )
    try:
        with session.begin_nested():
            acts[number]()
    except UsageError:
        pass


ACTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 11), st.integers(1, 60)), max_size=25)
EDITS = st.dictionaries(
    st.integers(0, 8),
    st.tuples(st.sampled_from([None, *Status]), st.one_of(st.none(), st.integers(61, 90)), st.booleans()),
    max_size=6,
)


@example(acts=[(1, 2, 1)], edits={1: (Status.PENDING, None, True)})
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, edits=EDITS)
def test_after_any_history_a_ledger_comes_back_whole(
    database: Database, tmp_path: Path, acts: list[Any], edits: dict[int, Any]
):
    with database.read() as session:
        found_office(session)
        keys = list(session.scalars(select(Assignment.id).order_by(Assignment.id)))
        for place, number, days in acts:
            act(session, keys[place % len(keys)], number, days)
        path = export(session, tmp_path / "a.xlsx")
        before = state(session)
        found, outcome = bring_back(session, path, LATER)
        assert (found.edits, found.warnings, outcome.changes, outcome.warnings) == ((), (), (), ())
        wanted = {str(keys[place % len(keys)]): value for place, value in edits.items()}
        edit(path, lambda row: _cells(row, wanted))
        found, outcome = bring_back(session, path, LATER)
        assert {change.assignment_id for change in outcome.changes}.isdisjoint(
            {
                edit.assignment_id
                for edit in found.edits
                if any((w.sheet, w.row) == (edit.sheet, edit.row) for w in outcome.warnings)
            }
        )
        _check(session, before, outcome, wanted)
        assert bring_back(session, path, LATER)[1].changes == ()
        again, nothing = bring_back(session, export(session, tmp_path / "b.xlsx"), LATER)
        assert (again.edits, nothing.changes) == ((), ())


def _cells(row: Row, wanted: dict[str, Any]) -> Mapping[str, Any]:
    key = str(row["行标识（勿改）"])
    asked = wanted.get(key[1:].split("-")[0]) if key.startswith("D") else None
    if asked is None:
        return {}
    status, days, remark = asked
    cells: dict[str, Any] = {"备注": "台账里写的"} if remark else {}
    if status is not None:
        cells["状态"] = say_status(status)
    if days is not None:
        cells["现定期限"] = NOW.date() + timedelta(days=days)
    return cells


def _check(session: Session, before: list[Any], outcome: Any, wanted: dict[str, Any]) -> None:
    """Compare what is stored with what was asked for, row by row."""
    done = {change.assignment_id for change in outcome.changes}
    for was, now in zip(before, state(session), strict=True):
        asked = wanted.get(str(was[0]))
        if was[0] not in done:
            assert now == was
            continue
        assert asked is not None
        status, days, _ = asked
        if status is not None:
            assert steps_to(was[1], status) is not None
            assert now[1] in (status, Status.DOING if status is was[1] else status)
        if days is not None:
            assert now[2] == NOW.date() + timedelta(days=days)


def test_a_ledger_saved_by_libreoffice_comes_back_whole(sample_free: Database):
    """The small office's ledger, edited and saved by LibreOffice 7.4 as .ods and again as .xlsx."""
    with sample_free.read() as session:
        found_office(session)
        found, outcome = bring_back(session, Path(__file__).with_name("libreoffice.xlsx"))
        assert (found.warnings, outcome.warnings) == ((), ())
        told = [
            (change.item, change.unit, change.after, change.due_after, change.proofs, change.remark)
            for change in outcome.changes
        ]
        assert told == [
            ("1", "县住建局", Status.DONE, date(2020, 8, 31), ("https://a.example/1",), "已印发"),
            ("1", "县财政局", Status.PENDING, date(2020, 10, 31), (), "人手不足"),
            ("2", "尧渡镇人民政府", Status.PENDING, date(2020, 11, 15), (), None),
            ("3", "县财政局", Status.DONE, date(2020, 9, 1), (), None),
            ("1", "县住建局", Status.SUBMITTED, date(2020, 9, 20), (), "等上级文件"),
        ]
