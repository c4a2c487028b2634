"""Which groups wait to be named and which units they may mean, on both engines."""

from datetime import datetime

import pytest
from factories import make_group, make_plan, make_region, make_task, make_unit
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.authors import Author
from data.clock import ZONE
from data.database import Database
from data.errors import UsageError
from data.models import NamedUnit, Responsibility, Unit, Verdict, Watch
from data.naming import name_units
from data.repositories.naming import NamingRepository
from data.units.values import Role

NOW = datetime(2020, 9, 10, 12, tzinfo=ZONE)
AUTHOR = Author("张三（1）", 1)


def waiting(session: Session, region_id: int) -> list[str]:
    return [group.printed for group in NamingRepository(session, region_id).waiting(NOW.date())]


def candidates(session: Session, region_id: int) -> list[str]:
    repository = NamingRepository(session, region_id)
    return [one.name for one in repository.candidates(repository.waiting(NOW.date())[0])]


def test_only_possible_groups_that_execute_wait(database: Database) -> None:
    with database.read() as session:
        region = make_region(session)
        plan, unit = make_plan(session, region), make_unit(session, region)
        possible, definite = make_group(session, region, "县直有关部门"), make_group(session, region)
        make_task(session, plan, possible, definite, unit)
        make_task(session, plan, make_group(session, region, "有关部门"), role=Role.SUPERVISE)
        closed = make_plan(session, region, state=Watch.CLOSED)
        make_task(session, closed, make_group(session, region, "县政府有关部门"))
        make_task(session, plan, make_group(session, region, "各有关部门"), position=None)
        assert waiting(session, region.id) == ["县直有关部门"]


def test_a_group_means_departments_and_claims_come_first(database: Database) -> None:
    with database.read() as session:
        region = make_region(session)
        make_unit(session, region, "县财政局")
        housing = make_unit(session, region, "县住建局")
        make_unit(session, region, "尧渡镇人民政府")
        task = make_task(session, make_plan(session, region), make_group(session, region, "有关部门"))
        refresh(session, region.id, NOW.date())
        assert candidates(session, region.id) == ["县财政局", "县住建局"]
        duty = session.scalars(select(Responsibility).where(Responsibility.task_id == task.id)).one()
        session.add(
            NamedUnit(
                responsibility_id=duty.id,
                unit_id=housing.id,
                verdict=Verdict.CLAIMED,
                said_by="县住建局",
                said_at=NOW,
            )
        )
        session.flush()
        assert candidates(session, region.id) == ["县住建局", "县财政局"]


def test_a_unit_that_the_group_names_itself_is_none_to_be_named(database: Database) -> None:
    with database.read() as session:
        region = make_region(session)
        make_unit(session, region, "县住建局")
        make_unit(session, region, "县财政局")
        group = make_group(session, region, "县住建局等相关部门")
        make_task(session, make_plan(session, region), group)
        refresh(session, region.id, NOW.date())
        assert candidates(session, region.id) == ["县财政局"]


def test_another_regions_groups_and_units_are_out_of_reach(database: Database) -> None:
    with database.read() as session:
        here, there = make_region(session), make_region(session, "从化区")
        make_unit(session, here)
        foreign = make_unit(session, there, "区住建局")
        make_task(session, make_plan(session, here), make_group(session, here, "有关部门"))
        group = NamingRepository(session, here.id).waiting(NOW.date())[0]
        assert NamingRepository(session, there.id).waiting(NOW.date()) == []
        assert NamingRepository(session, there.id).one(group.responsibility_id) is None
        with pytest.raises(UsageError):
            name_units(session, group, [foreign.id], author=AUTHOR, now=NOW)


def test_what_is_decided_no_longer_waits(database: Database) -> None:
    with database.read() as session:
        region = make_region(session)
        unit = make_unit(session, region)
        make_unit(session, region, "县财政局")
        make_task(session, make_plan(session, region), make_group(session, region, "有关部门"))
        group = NamingRepository(session, region.id).waiting(NOW.date())[0]
        assert name_units(session, group, [unit.id], author=AUTHOR, now=NOW) == ("县住建局",)
        assert waiting(session, region.id) == []
        named = select(Unit.name, NamedUnit.verdict).join(Unit, Unit.id == NamedUnit.unit_id)
        assert session.execute(named).all() == [("县住建局", Verdict.NAMED)]
