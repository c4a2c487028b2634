"""A small region on both engines, with the whole application before it."""

from collections.abc import Iterator
from datetime import date

import pytest
from county import CHATS, County
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import FixedClock
from data.database import Database
from data.models import Unit
from data.units.values import Role

Dues = tuple[date, ...]
END = (date(2020, 9, 30),)


def build_region(session: Session) -> None:
    """Store a plan with every sort of item that a report may be about."""
    region = make_region(session)
    names = [*list(CHATS.values())[:4], "县教体局", "县民政局"]
    units: dict[str, Unit] = {name: make_unit(session, region, name) for name in names}
    housing, finance, data_bureau, office, schools, _ = units.values()
    plan = make_plan(session, region, short_name="东至方案", office_id=office.id, issued=date(2020, 8, 14))

    def task(item: int, detail: str, *holders: Unit, by: Unit | None = None, dues: Dues = END) -> None:
        row = make_task(session, plan, *holders, item=str(item), item_number=item, detail=detail)
        if by is not None:
            make_responsibility(session, row, by, Role.SUPERVISE)
        for due in dues:
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
def county(region_database: Database, clock: FixedClock) -> Iterator[County]:
    """The whole application, with the groups of four units and of the leaders bound."""
    county = County(region_database, clock.now())
    county.bind_all()
    yield county
    county.leave()
