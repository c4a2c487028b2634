"""A small region on both engines, with the whole application before it."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

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
from sqlalchemy import make_url, select, text
from sqlalchemy.orm import Session
from town import FAR_GROUP

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database, connect, open_database
from data.models import Region, Unit
from data.repositories.chats import ChatRepository
from data.units.values import Role

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
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


def bind_chats(session: Session, now: datetime) -> None:
    """Bind a group to each of the units, one of them in the other region."""
    chats = ChatRepository(session)
    for number, name in {**CHATS, FAR_GROUP: "区住建局"}.items():
        chat = chats.chat(number, title=name)
        unit = session.scalars(select(Unit).where(Unit.name == name)).one_or_none()
        if unit is not None:
            chats.bind_unit(chat, unit, by="管理员", now=now)
        else:
            region = session.scalars(select(Region).where(Region.name == "东至县")).one()
            chats.bind_leaders(chat, region, by="管理员", now=now)


def build(database: Database) -> None:
    """Store both regions and their groups."""
    with database.transaction() as session:
        build_region(session)
        build_other_region(session)
        bind_chats(session, NOW)
    database.close()


@pytest.fixture(scope="session")
def county_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with both regions, to be copied."""
    path = tmp_path_factory.mktemp("county") / "county.db"
    shutil.copy(sqlite_template, path)
    build(open_database(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def county_template(postgres_url: str, postgres_template: str) -> str:
    """The name of a database with both regions, to be copied."""
    build(open_database(create(postgres_url, postgres_template, "county_template")))
    return "county_template"


def create(server: str, template: str, name: str) -> str:
    run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def run(server: str, statement: str) -> None:
    database = connect(server)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(statement))
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def county_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Both regions, on both engines in turn."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("county_file"), tmp_path / "county.db")
        database = open_database(f"sqlite:///{tmp_path / 'county.db'}")
        yield database
        database.close()
        return
    server, name = request.getfixturevalue("postgres_url"), f"t{uuid4().hex}"
    database = open_database(create(server, request.getfixturevalue("county_template"), name))
    yield database
    database.close()
    run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def county(county_database: Database) -> Iterator[County]:
    """The whole application, with the groups of four units and of the leaders bound."""
    county = County(county_database, NOW)
    yield county
    county.leave()
