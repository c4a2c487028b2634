"""A small region on both engines, with the whole application before it."""

from collections.abc import Iterator
from datetime import date

import pytest
from factories import make_group, make_milestone, make_plan, make_region, make_task, make_unit
from sqlalchemy.orm import Session
from town import FAR_GROUP, GROUP, OPERATOR, OTHER_GROUP, Town

from data.assignments import refresh
from data.clock import FixedClock
from data.database import Database
from data.models import Unit
from data.units.values import Role

SUPERVISOR_GROUP, OFFICE_GROUP, LEADERS_GROUP = -400, -500, -600
CHATS = {
    GROUP: "县住建局",
    OTHER_GROUP: "县财政局",
    SUPERVISOR_GROUP: "县数据资源管理局",
    OFFICE_GROUP: "县政府办公室",
    LEADERS_GROUP: "领导",
}


def build_region(session: Session) -> None:
    """Store a plan with every sort of item that a report may be about."""
    region = make_region(session)
    names = [*CHATS.values()][:4] + ["县教体局", "县民政局"]
    units: dict[str, Unit] = {name: make_unit(session, region, name) for name in names}
    housing, finance, data_bureau, office, schools, _ = units.values()
    plan = make_plan(session, region, short_name="东至方案", office_id=office.id, issued=date(2020, 8, 14))

    def task(item: int, detail: str, *holders: Unit, by: Unit | None = None, **fields: object) -> None:
        row = make_task(session, plan, *holders, item=str(item), item_number=item, detail=detail)
        if by is not None:
            make_responsibility_of(session, row, by)
        for due in fields.get("dues", (date(2020, 9, 30),)):  # type: ignore[attr-defined]
            make_milestone(session, row, due)

    task(1, "编制政务公开事项目录清单", office)
    task(3, "开展培训和自查", housing, dues=(date(2020, 10, 15), date(2020, 10, 25)))
    task(4, "清理历史文件", housing, dues=(date(2020, 9, 1), date(2020, 10, 25)))
    task(7, "规范政务新媒体管理", housing, finance, by=data_bureau)
    task(9, "编印办事一本通", housing, dues=(date(2020, 10, 31),))
    task(12, "升级数据平台", data_bureau, by=data_bureau)
    task(15, "公开学校招生信息", schools)
    group = make_group(session, region, "有关部门")
    row = make_task(session, plan, group, item="20", item_number=20, detail="公开应急预案")
    make_milestone(session, row, date(2020, 9, 30))
    refresh(session, region.id, date(2020, 9, 10))


def make_responsibility_of(session: Session, task: object, unit: Unit) -> None:
    from factories import make_responsibility

    make_responsibility(session, task, unit, Role.SUPERVISE)  # type: ignore[arg-type]


def build_other_region(session: Session) -> None:
    """Store a second region, out of which nothing may be changed from the first."""
    region = make_region(session, "从化区")
    unit = make_unit(session, region, "区住建局")
    plan = make_plan(session, region)
    make_milestone(session, make_task(session, plan, unit, item="7", item_number=7, detail="另一个地区的事"))
    refresh(session, region.id, date(2020, 9, 10))


@pytest.fixture
def region_database(database: Database) -> Database:
    with database.transaction() as session:
        build_region(session)
        build_other_region(session)
    return database


@pytest.fixture
def county(region_database: Database, clock: FixedClock) -> Iterator[Town]:
    """The whole application, with the groups of four units and of the leaders bound."""
    town = Town(region_database, clock.now())
    for chat, unit in CHATS.items():
        assert "已绑定" in town.says(f"/bind 东至县 {unit}", person=OPERATOR, chat=chat)[0]
    assert "已绑定" in town.says("/bind 从化区 区住建局", person=OPERATOR, chat=FAR_GROUP)[0]
    yield town
    town.leave()
