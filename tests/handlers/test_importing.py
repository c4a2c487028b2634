"""An import as a conversation: sent, shown, corrected, stored, undone; and the naming of 有关部门."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.clock import ZONE
from data.database import Database, open_database
from data.models import (
    Assignment,
    Binding,
    Change,
    History,
    ImportBatch,
    NamedUnit,
    Plan,
    Region,
    Responsibility,
    Task,
    Unit,
    Verdict,
)
from data.samples import FOLDER
from data.wording.language import Language
from handlers.dialogue import Turn, chosen, converse
from handlers.importing.desk import Desk, plain_name
from handlers.importing.preview import say
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.message import ChatRole, Reply, Seat
from handlers.request import Speaker
from handlers.services import Services

DONGZHI = FOLDER / "documents" / "001.docx"
CONGHUA = FOLDER / "documents" / "003.docx"
NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
OPERATOR = 1

PLAN = """东至县政务公开任务分工表
（2020年8月14日）
<table><tr><th>序号</th><th>任务</th><th>责任单位</th><th>主管单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>编制政务公开事项标准目录并公布</td><td>县住建局</td><td>县政府办公室</td><td>2020年9月底</td></tr>
<tr><td>2</td><td>公开办事一本通并及时更新</td><td>县财政局</td><td>县政府办公室</td><td>2020年10月底</td></tr>
<tr><td>3</td><td>建立政务新媒体管理制度</td><td>县直有关部门</td><td>县政府办公室</td><td>2020年11月底</td></tr>
<tr><td>4</td><td>开展政务公开培训工作</td><td>县教体局</td><td>县政府办公室</td><td>持续推进</td></tr></table>"""


class Office:
    """Somebody who talks to the bot, alone in a chat, and what was said back last."""

    def __init__(self, database: Database, person: int = OPERATOR, seat: Seat | None = None) -> None:
        self.database = database
        self.services = Services(database)
        self.memory = Memory(database)
        private = seat is None
        self.speaker = Speaker(
            Place(person if private else -person), person, "张三", private=private, operator=private
        )
        self.seat = seat or Seat(ChatRole.OPERATOR)
        self.now = NOW
        self.last = Reply("")
        self.spoken = Language.ZH

    def says(self, text: str, language: Language | None = None) -> str:
        turn = Turn(text, self.speaker, (self.seat,), self.now, language=language)
        exchange = converse(turn, self.services, self.memory)
        self.last = exchange.reply
        self.spoken = (exchange.said.kept.language if exchange.said else None) or Language.ZH
        return self.last.text

    def presses(self, label: str) -> str:
        (choice,) = (one for one in self.last.choices if one.label.startswith(label))
        return self.says(choice.says, self.spoken)

    def sends(self, content: bytes | Path | str, name: str = "分工表.html") -> str:
        if isinstance(content, Path):
            content, name = content.read_bytes(), content.name
        if isinstance(content, str):
            content = f"<html><body>{content}</body></html>".encode()
        pending = Desk(self.database, self.speaker.number).put(name, content, self.now)
        return self.says(say(pending.number))

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.last.choices]

    def count(self, model: type, **where: object) -> int:
        with self.database.read() as session:
            statement = select(func.count()).select_from(model).filter_by(**where)
            return session.scalar(statement) or 0


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield Office(database)
    database.close()


@pytest.fixture
def stored(office: Office) -> Office:
    office.sends(PLAN)
    assert office.presses("存入").startswith("已存入")
    return office


def test_a_preview_shows_what_a_document_holds_and_stores_nothing(office: Office) -> None:
    text = office.sends(DONGZHI)
    for shown in (
        "东至县 · 2020年 · 2020-08-14 印发",
        "督办机构：县政府办公室",
        "36 行任务，14 个单位，6 个单位集合",
        "县直有关部门、有关部门、县政府有关部门",
        "按期 33，持续推进 3（2020-08-31 至 2022-11-30）",
        "试点领域 26 个",
        "第36项“每季度”",
        "第1项（2020-08-31）",
    ):
        assert shown in text
    assert office.labels == ["存入", "取消", "改地区", "改年份", "改印发日期", "改督办机构", "看全部任务"]
    assert office.count(Plan) == office.count(Region) == office.count(ImportBatch) == 0


def test_a_preview_fits_a_message(office: Office) -> None:
    for path in sorted((FOLDER / "documents").glob("*.docx")):
        assert len(office.sends(path).encode("utf-16-le")) // 2 < 3600


def test_lists_are_read_page_by_page_and_lead_back(office: Office) -> None:
    office.sends(CONGHUA)
    assert "（第 1/4 页）" in office.presses("看全部任务")
    assert "第11项" in office.presses("下一页")
    assert "第1项" in office.presses("上一页")
    assert office.presses("返回预览").startswith("预览：003.docx")


def test_more_warnings_than_fit_are_behind_a_button(office: Office) -> None:
    vague = "".join(
        f"<tr><td>{item}</td><td>任务{item}的具体工作内容</td><td>县住建局</td><td>县政府办公室</td>"
        "<td>2020年13月底</td></tr>"
        for item in range(5, 18)
    )
    text = office.sends(PLAN.replace("</table>", f"{vague}</table>"))
    assert "· 还有 " in text
    assert "（第 1/2 页）" in office.presses("看全部提醒")
    assert "第17项" in office.presses("下一页")


def test_what_is_confirmed_is_stored_under_the_operators_name(office: Office) -> None:
    office.sends(PLAN)
    text = office.presses("存入")
    assert "新增 4 行" in text
    assert "1 处只写了“有关部门”" in text
    assert office.labels == ["指定单位（1）", "撤销导入"]
    assert office.count(Task) == 4
    assert office.count(ImportBatch, by="张三（1）", file_name="分工表.html") == 1
    assert "编制政务公开事项标准目录" in office.says("县住建局有哪些任务")


def test_the_document_itself_is_not_kept(office: Office, tmp_path: Path) -> None:
    office.sends(PLAN)
    assert [path.name for path in tmp_path.rglob("*.html")] == ["分工表.html"]
    office.presses("存入")
    assert not list(tmp_path.rglob("*.html"))


def test_pressing_twice_stores_once(office: Office) -> None:
    office.sends(PLAN)
    preview = office.last
    office.presses("存入")
    office.last = preview
    assert office.presses("存入") == "这份文件已经存入了。"
    assert office.count(ImportBatch) == 1
    assert office.count(Task) == 4


def test_two_presses_at_once_store_once(office: Office) -> None:
    office.sends(PLAN)
    (store,) = (choice.says for choice in office.last.choices if choice.label == "存入")
    together = threading.Barrier(2)

    def press(one: Office) -> str:
        together.wait()
        return one.says(store)

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(press, [office, Office(office.database)]))
    assert sum(text.startswith("已存入") for text in said) == 1
    assert office.count(ImportBatch) == 1
    assert office.count(Plan) == 1


def test_only_one_of_two_claims_is_given(office: Office) -> None:
    desk = Desk(office.database, OPERATOR)
    pending = desk.put("a.txt", b"a", NOW)
    with desk.claim(pending, NOW) as first, desk.claim(pending, NOW) as second:
        assert (first, second) == (True, False)
    with desk.claim(pending, NOW) as third:
        assert third


def test_a_claim_of_a_process_that_died_runs_out(office: Office) -> None:
    desk = Desk(office.database, OPERATOR)
    pending = desk.put("a.txt", b"a", NOW)
    (pending.folder / "claim").write_text('{"at": "2020-09-10T11:40:00+08:00"}', encoding="utf-8")
    with desk.claim(pending, NOW) as mine:
        assert mine


def test_a_cancelled_document_stores_nothing(office: Office) -> None:
    office.sends(PLAN)
    preview = office.last
    assert office.presses("取消") == "分工表.html：已取消，没有存入任何内容。"
    office.last = preview
    assert "已经取消" in office.presses("存入")
    assert office.count(Plan) == 0


@pytest.mark.parametrize(
    ("button", "said", "shown"),
    [
        ("改地区", "贵池区", "贵池区 · 2020年"),
        ("改年份", "2021年", "东至县 · 2021年"),
        ("改印发日期", "2020年8月20日", "2020-08-20 印发"),
        ("改印发日期", "2020-08-20", "2020-08-20 印发"),
        ("改印发日期", "8月20日", "2020-08-20 印发"),
        ("改督办机构", "县住建局", "督办机构：县住建局"),
        ("改督办机构", "县数据资源管理局", "督办机构：县数据资源管理局"),
    ],
)
def test_a_correction_is_read_from_the_next_message(
    office: Office, button: str, said: str, shown: str
) -> None:
    office.sends(PLAN)
    office.presses(button)
    text = office.says(said)
    assert text.startswith("预览：")
    assert shown in text


def test_what_is_corrected_is_stored(office: Office) -> None:
    office.sends(PLAN)
    for button, value in (("改地区", "贵池区"), ("改印发日期", "2020-08-20"), ("改督办机构", "县住建局")):
        office.presses(button)
        office.says(value)
    office.presses("存入")
    with office.database.read() as session:
        row = session.execute(
            select(Region.name, Plan.issued, Unit.name)
            .join(Plan, Plan.region_id == Region.id)
            .join(Unit, Unit.id == Plan.office_id)
        ).one()
    assert tuple(row) == ("贵池区", date(2020, 8, 20), "县住建局")


@pytest.mark.parametrize(
    ("button", "said", "why"),
    [
        ("改地区", "随便写写", "不像地区名"),
        ("改年份", "去年", "不是年份"),
        ("改印发日期", "2020年2月30日", "没有“2020年2月30日”这一天"),
        ("改印发日期", "上个星期", "读不出日期"),
        ("改督办机构", "各乡镇人民政府", "只能是一个"),
        ("改督办机构", "张三", "不像单位名"),
    ],
)
def test_a_value_that_cannot_be_taken_is_asked_again(
    office: Office, button: str, said: str, why: str
) -> None:
    office.sends(PLAN)
    office.presses(button)
    assert why in office.says(said)
    assert office.presses("不改了").startswith("预览：")


def test_known_regions_and_years_are_offered_as_buttons(stored: Office) -> None:
    stored.sends(CONGHUA)
    stored.presses("改地区")
    assert "东至县 · 2020年" in stored.presses("东至县")
    stored.presses("改年份")
    assert "东至县 · 2021年" in stored.presses("2021")


def test_a_question_in_between_is_answered(stored: Office) -> None:
    stored.sends(CONGHUA)
    stored.presses("改地区")
    assert "编制政务公开事项标准目录" in stored.says("县住建局有哪些任务")
    assert "东至县 · 2020年" in stored.says("东至县")


def test_a_value_is_not_waited_for_for_ever(office: Office) -> None:
    office.sends(PLAN)
    office.presses("改地区")
    office.now = datetime(2020, 9, 10, 13, tzinfo=ZONE)
    assert not office.says("贵池区").startswith("预览")


def test_each_of_several_documents_has_its_own_preview(office: Office) -> None:
    office.sends(PLAN)
    first = office.last
    assert "另有 1 份文件还没有处理" in office.sends(CONGHUA)
    office.last = first
    office.presses("存入")
    assert "看下一份：003.docx" in office.labels
    assert office.presses("看下一份").startswith("预览：003.docx")
    assert office.count(Plan) == 1


def test_a_pending_document_survives_a_restart(office: Office) -> None:
    office.sends(PLAN)
    office.presses("改督办机构")
    office.says("县住建局")
    anew = Office(office.database)
    assert "督办机构：县住建局" in anew.says("导入")
    assert anew.presses("存入").startswith("已存入")


def test_a_document_that_is_gone_is_said_to_be(office: Office, tmp_path: Path) -> None:
    office.sends(PLAN)
    shutil.rmtree(tmp_path / "incoming")
    assert office.presses("存入") == "这份文件已经不在了（可能重启时清理过），请重新发送。"


def test_nobody_reaches_into_another_desk(office: Office) -> None:
    office.sends(PLAN)
    (store,) = (choice.says for choice in office.last.choices if choice.label == "存入")
    other = Office(office.database, person=2)
    assert "不在了" in other.says(store)
    assert other.count(Plan) == 0


def test_a_changed_version_shows_its_differences(stored: Office) -> None:
    changed = PLAN.replace("2020年10月底", "2020年12月底").replace("培训工作", "培训考核工作")
    changed = changed.replace(
        "</table>",
        "<tr><td>5</td><td>公布重大行政决策目录</td><td>县司法局</td><td>县政府办公室</td>"
        "<td>2020年12月底</td></tr></table>",
    )
    text = stored.sends(changed)
    assert "新增 1 行，变化 2 行，不再有 0 行，不变 2 行" in text
    assert "＋ 第5项" in text
    assert "～ 第2项" in text
    assert "变化 2 行" in stored.presses("存入")
    assert "12月31日" in stored.says("县财政局有哪些任务")


def test_another_plan_of_the_same_title_is_announced(stored: Office) -> None:
    rows = "".join(
        f"<tr><td>{item}</td><td>{word}并抓好落实</td><td>县住建局</td><td>县政府办公室</td><td>2020年9月</td></tr>"
        for item, word in enumerate(("修缮校舍", "清理河道", "发放补贴", "培育苗木"), 1)
    )
    other = PLAN.partition("<tr><td>1")[0] + rows + "</table>"
    assert "库里已有同名的“" in stored.sends(other)


def test_the_same_document_again_changes_nothing(stored: Office) -> None:
    stored.sends(PLAN)
    assert stored.presses("存入").startswith("内容和库里的一样，没有改动。")
    assert stored.count(ImportBatch) == 1


def test_an_import_is_undone_by_its_button(stored: Office) -> None:
    assert stored.presses("撤销导入").startswith("已撤销 分工表.html 的导入")
    assert stored.count(Plan) == 0
    assert stored.count(ImportBatch, undone_by="张三（1）") == 1


def test_an_import_is_undone_by_words_once_it_is_confirmed(stored: Office) -> None:
    assert "最近一次导入：分工表.html，2020-09-10 12:00 由 张三（1） 存入" in stored.says("撤销导入")
    assert stored.presses("不撤销").startswith("没有撤销")
    assert stored.count(Plan) == 1
    stored.says("撤销导入。")
    stored.presses("撤销")
    assert stored.count(Plan) == 0
    assert stored.says("撤销导入") == "没有可以撤销的导入。"


def test_an_undo_pressed_twice_says_that_it_is_done(stored: Office) -> None:
    offer = stored.last
    stored.presses("撤销导入")
    stored.last = offer
    assert "没有可以撤销的导入" in stored.presses("撤销导入")


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "扫描件.docx", "图片"),
        (b"", "空.docx", "空文件"),
        (b"PK\x03\x04broken", "坏.docx", "已损坏"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><html>&a;</html>", "实体.html", "不安全"),
        ("今天天气很好。".encode(), "随笔.txt", "没有找到任务"),
    ],
    ids=["a picture", "nothing", "a damaged package", "entities", "no plan"],
)
def test_what_is_refused_is_said_in_its_own_words_and_dropped(
    office: Office, content: bytes, name: str, why: str
) -> None:
    text = office.sends(content, name)
    assert why in text
    assert name in text
    assert Desk(office.database, OPERATOR).waiting() == []


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\分工表.docx", "分工表.docx"),
        ("<b>分工</b>.docx", "b_.docx"),
        ("分工\u202excod.exe", "分工xcod.exe"),
        ("a\nb\0.txt", "ab.txt"),
        ("..", "文件"),
        ("", "文件"),
        ("长" * 200 + ".docx", "长" * 56 + ".docx"),
        (".state.json", "state.json"),
    ],
)
def test_a_file_name_is_shown_plainly(sent: str, shown: str) -> None:
    assert plain_name(sent) == shown


def test_a_file_name_leads_nowhere_else(office: Office, tmp_path: Path) -> None:
    office.sends(b"x", "../../../weg.txt")
    assert "weg.txt" in office.last.text
    assert not list(tmp_path.glob("*.txt"))


def test_only_operators_import(stored: Office) -> None:
    clerk = Office(stored.database, person=2, seat=Seat(ChatRole.UNIT, "东至县", "县住建局"))
    assert "只有管理员" in clerk.says("/import")
    assert "只有管理员" in clerk.says("/import 撤销 1")
    clerk.says("撤销导入")
    assert stored.count(Plan) == 1


@pytest.fixture
def naming(stored: Office) -> Office:
    """An operator who has just stored a plan, and whose region has a few departments."""
    assert "责任单位写的是：县直有关部门" in stored.presses("指定单位")
    return stored


def test_departments_are_named_one_by_one(naming: Office) -> None:
    assert naming.labels[-3:] == ["完成", "跳过", "以后再说"]
    naming.presses("县住建局")
    assert "已选：县住建局" in naming.last.text
    naming.presses("县财政局")
    naming.presses("✓ 县财政局")
    assert naming.presses("完成（1）") == "已指定：第3项 由县住建局办理。\n没有待指定单位的任务了。"
    with naming.database.read() as session:
        assert session.execute(
            select(Task.item, Unit.name)
            .join(Assignment, Assignment.task_id == Task.id)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(Task.item == "3")
        ).all() == [("3", "县住建局")]
        (row,) = session.scalars(select(History).where(History.change == Change.NAMED))
    assert (row.by, row.person, row.before, row.after) == ("张三（1）", 1, None, Verdict.NAMED)


def test_answers_show_a_named_unit_as_definite_and_leave_out_the_others(naming: Office) -> None:
    assert "可能涉及" in naming.says("县财政局有哪些任务")
    assert "待指定" in naming.says("第3项谁负责")
    naming.says("指定单位")
    naming.presses("县住建局")
    naming.presses("完成")
    text = naming.says("县住建局有哪些任务")
    assert "任务共2项" in text
    assert "经“县直有关部门”" in text
    assert "可能涉及" not in text
    assert "第3项" not in naming.says("县财政局有哪些任务")
    answer = naming.says("第3项谁负责")
    assert "县住建局" in answer
    assert "待指定" not in answer


def test_another_choice_takes_the_first_one_back(naming: Office) -> None:
    naming.presses("县住建局")
    with naming.database.read() as session:
        key = session.scalars(select(Responsibility.id).where(Responsibility.printed == "县直有关部门")).one()
    naming.presses("完成")
    naming.says(f"/name {key}")
    naming.presses("✓ 县住建局")
    naming.presses("县财政局")
    naming.presses("完成")
    with naming.database.read() as session:
        said = session.execute(
            select(Unit.name, NamedUnit.verdict).join(Unit, Unit.id == NamedUnit.unit_id)
        ).all()
    assert dict(map(tuple, said)) == {"县住建局": Verdict.EXCLUDED, "县财政局": Verdict.NAMED}
    assert naming.count(History, change=Change.NAMED) == 3
    assert "第3项" not in naming.says("县住建局有哪些任务")


def test_rows_that_print_the_same_group_are_named_together(office: Office) -> None:
    office.sends(
        PLAN.replace("县教体局</td>", "县直有关部门</td>").replace("县财政局</td>", "县直有关部门</td>")
    )
    office.presses("存入")
    office.presses("指定单位（3）")
    office.presses("跳过")
    assert "同样写法的另2项都这样" not in office.labels
    office.presses("县住建局")
    text = office.presses("同样写法的另2项都这样")
    assert text == "已指定：第3项、第2项、第4项 由县住建局办理。\n没有待指定单位的任务了。"
    assert "任务共4项" in office.says("县住建局有哪些任务")


def test_a_document_of_no_region_is_not_stored_before_one_is_said(office: Office) -> None:
    rows = PLAN.replace("东至县", "").replace("县", "")
    assert "未知地区" in office.sends(rows)
    assert "看不出是哪个地区" in office.presses("存入")
    assert office.count(Region) == 0
    assert "东至县 · 2020年" in office.says("东至县")
    assert office.presses("存入").startswith("已存入")


def test_nobody_chosen_is_no_decision(naming: Office) -> None:
    assert naming.presses("完成").startswith("还没有选单位")
    assert "县住建局" in naming.labels
    assert naming.count(NamedUnit) == 0


def test_a_row_may_wait(naming: Office) -> None:
    assert "还有 1 项待指定" in naming.presses("跳过")
    naming.says("指定单位")
    assert "还有 1 项待指定" in naming.presses("以后再说")
    assert naming.count(NamedUnit) == 0


def test_what_was_named_stays_in_a_new_version(naming: Office) -> None:
    naming.presses("县住建局")
    naming.presses("完成")
    naming.sends(PLAN.replace("2020年10月底", "2020年12月底"))
    assert "有关部门" not in naming.presses("存入")
    assert "任务共2项" in naming.says("县住建局有哪些任务")


def test_an_import_is_undone_after_units_were_named(naming: Office) -> None:
    naming.presses("县住建局")
    naming.presses("完成")
    naming.says("撤销导入")
    assert naming.presses("撤销").startswith("已撤销")
    assert naming.count(Assignment) == 0
    assert naming.count(History, change=Change.NAMED) == 1


@pytest.mark.parametrize(
    ("seat", "allowed"),
    [
        (Seat(ChatRole.UNIT, "东至县", "县政府办公室", office=True), True),
        (Seat(ChatRole.UNIT, "东至县", "县住建局"), False),
        (Seat(ChatRole.LEADERS, "东至县"), False),
    ],
    ids=["the office", "a unit", "leaders"],
)
def test_the_office_names_units_in_its_own_chat(naming: Office, seat: Seat, allowed: bool) -> None:
    chat = Office(naming.database, person=2, seat=seat)
    assert ("责任单位写的是" in chat.says("指定单位")) is allowed


def test_an_office_names_nothing_in_another_region(sample_database: Database) -> None:
    seat = Seat(ChatRole.UNIT, "从化区", "区政务公开办", office=True)
    here, there = Office(sample_database), Office(sample_database, person=2, seat=seat)
    with sample_database.read() as session:
        key = session.scalars(
            select(Responsibility.id)
            .join(Task, Task.id == Responsibility.task_id)
            .join(Plan, Plan.id == Task.plan_id)
            .where(Plan.key == "dongzhi-2020", Responsibility.printed == "县直有关部门")
        ).first()
    assert "县直有关部门" in here.says(f"/name {key}")
    assert there.says(f"/name {key}") == "这一项已经不在了，或者不归这里管。"
    assert "不归这里管" in there.says(f"/name {key} 完成 1,2,3")
    assert here.count(NamedUnit) == here.count(Binding) == 0


def test_a_unit_of_another_region_cannot_be_named(sample_database: Database) -> None:
    here = Office(sample_database)
    here.says("指定单位")
    (done,) = (choice.says for choice in here.last.choices if choice.label == "完成")
    with sample_database.read() as session:
        foreign = session.scalars(select(Unit.id).join(Region).where(Region.name == "从化区")).first()
    assert here.says(f"{done.rpartition(' ')[0]} {foreign}") == "请从名单里至少选一个单位。"


def test_units_are_shown_page_by_page_with_what_is_chosen(sample_database: Database) -> None:
    here = Office(sample_database)
    here.says("指定单位")
    first = here.labels[0]
    here.presses(first)
    here.presses("下一页")
    assert f"已选：{first}" in here.last.text
    assert first not in here.labels
    here.presses("上一页")
    assert f"✓ {first}" in here.labels


def test_choices_are_numbers_at_the_terminal(office: Office) -> None:
    office.sends(PLAN)
    said = office.memory.latest(office.speaker.place, OPERATOR, NOW)
    choice = chosen(said, 0)
    assert choice is not None
    assert choice.label == "存入"


def test_the_whole_dialogue_is_in_english_where_it_began_so(office: Office) -> None:
    assert "Please send me the task table" in office.says("import")
    page = f"<html><body>{PLAN}</body></html>"
    pending = Desk(office.database, office.speaker.number).put("plan.html", page.encode(), office.now)
    shown = office.says(say(pending.number), Language.EN)
    assert shown.startswith("Preview: plan.html")
    assert "4 task rows" in shown
    assert {"Store", "Cancel", "Change region", "Change office", "All tasks"} <= set(office.labels)
    assert "Which year is the plan for?" in office.presses("Change year")
    assert "is no year: four digits, please." in office.says("twenty")
    assert "东至县 · 2021 · date of issue not known" in office.says("2021")
    assert office.presses("All tasks").startswith("All tasks: 4 (page 1 of 1)")
    office.presses("Back")
    assert office.presses("Store").startswith("Stored.")
    assert "Undo import" in office.labels
    assert "The import of plan.html is undone" in office.presses("Undo import")
