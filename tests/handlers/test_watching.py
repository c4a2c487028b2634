"""/pause, /resume and /close: what is kept watch over."""

from datetime import date

import pytest

from data.clock import FixedClock
from data.database import Database
from data.models import History, Plan, Task, Unit, Watch
from handlers.commands import obey, read_command
from handlers.memory.place import Place
from handlers.message import ChatRole, Reply, Seat
from handlers.request import Request, Speaker
from handlers.services import Services

OFFICE = Seat(ChatRole.UNIT, "东至县", "县政府办公室", office=True)
OPERATOR = Seat(ChatRole.OPERATOR)
MEMBER = Seat(ChatRole.UNIT, "东至县", "县住建局")


@pytest.fixture
def say(sample_database: Database, clock: FixedClock):
    """Give a command from a seat."""
    services = Services(sample_database)

    def say(text: str, seat: Seat = OFFICE) -> Reply:
        read = read_command(text)
        assert read is not None
        operator = seat.role is ChatRole.OPERATOR
        speaker = Speaker(Place(-1), 9, "张三", private=operator, operator=operator)
        return obey(read[0], Request(read[0].name, read[1], speaker, clock.now(), seat), services)

    return say


def states(database: Database, model, *where) -> set[tuple[Watch, date | None]]:
    with database.read() as session:
        return {(row.state, row.paused_until) for row in session.query(model).filter(*where)}


def test_a_unit_is_paused_until_a_date_and_resumed(say, sample_database: Database) -> None:
    assert "已暂停：东至县 县住建局，到10月15日" in say("/pause 县住建局 10月15日").text
    named = Unit.name == "县住建局"
    assert states(sample_database, Unit, named) == {(Watch.PAUSED, date(2020, 10, 15))}
    assert "已恢复" in say("/resume 住建局").text
    assert states(sample_database, Unit, named) == {(Watch.OPEN, None)}


def test_a_closed_unit_is_found_again_by_its_whole_name(say, sample_database: Database) -> None:
    assert "已归档" in say("/close 县住建局").text
    assert "已恢复" in say("/resume 县住建局").text
    assert states(sample_database, Unit, Unit.name == "县住建局") == {(Watch.OPEN, None)}


def test_an_item_is_paused_with_all_its_rows(say, sample_database: Database) -> None:
    assert "第1项" in say("/pause 州 第1项", OPERATOR).text
    with sample_database.read() as session:
        plan = session.query(Plan).filter_by(key="zhou-2020").one().id
    rows = (Task.plan_id == plan, Task.item == "1")
    assert states(sample_database, Task, *rows) == {(Watch.PAUSED, None)}
    assert states(sample_database, Task, Task.plan_id == plan, Task.item != "1") == {(Watch.OPEN, None)}


def test_a_plan_is_closed_and_what_is_closed_is_left_out(say, sample_database: Database) -> None:
    assert "已归档" in say("/close dongzhi-2020").text
    assert states(sample_database, Plan, Plan.key == "dongzhi-2020") == {(Watch.CLOSED, None)}
    assert "已归档" in say("/plans").text


def test_each_change_is_a_row_of_history(say, sample_database: Database) -> None:
    say("/pause 第7项 10月15日")
    with sample_database.read() as session:
        row = session.query(History).filter_by(change="state").one()
        assert (row.before, row.after, row.by, row.person) == ("open", "paused", "张三（9）", 9)
        assert row.details == {"until": "2020-10-15"}


@pytest.mark.parametrize(
    ("text", "seat", "expected"),
    [
        ("/pause", OFFICE, "写法"),
        ("/pause 第99项", OFFICE, "没有找到"),
        ("/pause 县水产局", OFFICE, "没有找到"),
        ("/pause 县住建菊", OFFICE, "没有找到"),
        ("/pause 资源局", OFFICE, "哪个单位"),
        ("/pause 第7项 2020年9月1日", OFFICE, "已经过去"),
        ("/pause 第7项", OPERATOR, "写法"),
        ("/pause 第7项", MEMBER, "管理员和督办机构"),
        ("/pause 从化区 第7项", OFFICE, "不归本群管"),
        ("/close conghua-2020", OFFICE, "没有找到"),
        ("/close 区教育局", OFFICE, "没有找到"),
    ],
)
def test_what_is_unclear_or_not_allowed_changes_nothing(
    say, sample_database: Database, text: str, seat: Seat, expected: str
) -> None:
    assert expected in say(text, seat).text
    for model in (Plan, Unit, Task):
        assert states(sample_database, model) == {(Watch.OPEN, None)}
