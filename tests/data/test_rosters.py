from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from test_store import NOW, PLAN, SOURCE, dump, put

from data.database import Database
from data.importers.rosters import RosterResult, store_roster
from data.importers.store import undo_import
from data.models import Plan, RegionDomain, Unit, UnitAlias, UnitGroup, UnitGroupMember
from data.units.roster import Roster, RosterDomain, RosterGroup, RosterUnit
from data.units.values import UnitKind

LATER = datetime(2020, 9, 11, 12, tzinfo=NOW.tzinfo)
OFFICE = RosterUnit("县政府办公室", UnitKind.OFFICE)
HOUSING = RosterUnit("县住房和城乡建设局", UnitKind.DEPARTMENT, ("房产局",))
TOWN = RosterUnit("尧渡镇人民政府", UnitKind.TOWNSHIP)


def register(session: Session, *units: RosterUnit, **fields: object) -> RosterResult:
    roster = Roster("东至县", prefix="县", units=units, **fields)
    return store_roster(session, roster, source=SOURCE, by="张三", now=NOW)


def members(session: Session, group: str) -> list[str]:
    query = select(Unit.name).join(UnitGroupMember).join(UnitGroup).where(UnitGroup.name == group)
    return sorted(session.scalars(query))


def test_a_roster_registers_its_units_with_their_aliases(database: Database):
    with database.read() as session:
        register(session, OFFICE, HOUSING)
        units = session.execute(select(Unit.name, Unit.kind).order_by(Unit.id)).all()
        assert units == [(OFFICE.name, OFFICE.kind), (HOUSING.name, HOUSING.kind)]
        assert session.scalars(select(UnitAlias.alias)).all() == ["房产局"]


def test_the_same_roster_again_changes_nothing(database: Database):
    with database.read() as session:
        group = RosterGroup("县政府各部门", (OFFICE.name,), (UnitKind.DEPARTMENT,))
        domains = (RosterDomain("义务教育", ("教育",), (HOUSING.name,)),)
        assert register(session, OFFICE, HOUSING, groups=(group,), domains=domains).batch_id is not None
        before = dump(session)
        assert register(session, OFFICE, HOUSING, groups=(group,), domains=domains).batch_id is None
        assert dump(session) == before


def test_a_unit_that_a_document_named_takes_the_rosters_name(database: Database):
    with database.read() as session:
        put(session)
        register(session, HOUSING)
        names = session.scalars(select(Unit.name).order_by(Unit.id)).all()
        assert names == ["县住房和城乡建设局", "县财政局"]
        assert set(session.scalars(select(UnitAlias.alias))) == {"房产局", "县住建局"}
        assert put(session).batch_id is None


def test_a_document_after_the_roster_names_its_units(database: Database):
    with database.read() as session:
        register(session, HOUSING)
        put(session)
        assert session.scalars(select(Unit.name).order_by(Unit.id)).all() == [HOUSING.name, "县财政局"]


def test_registering_a_township_gives_it_the_tasks_of_its_group(database: Database):
    with database.read() as session:
        put(session)
        assert members(session, "各乡镇人民政府") == []
        register(session, TOWN)
        assert members(session, "各乡镇人民政府") == [TOWN.name]


def test_the_roster_says_who_a_group_is_by_name_and_by_kind(database: Database):
    with database.read() as session:
        put(session)
        group = RosterGroup("县直有关部门", (OFFICE.name,), (UnitKind.TOWNSHIP,))
        register(session, OFFICE, TOWN, groups=(group,))
        assert members(session, "县直有关部门") == sorted([OFFICE.name, TOWN.name])


def test_a_member_that_the_roster_no_longer_lists_goes(database: Database):
    with database.read() as session:
        register(session, OFFICE, TOWN, groups=(RosterGroup("领导小组成员单位", (OFFICE.name, TOWN.name)),))
        register(session, OFFICE, TOWN, groups=(RosterGroup("领导小组成员单位", (TOWN.name,)),))
        assert members(session, "领导小组成员单位") == [TOWN.name]


def test_the_rosters_office_watches_over_plans_that_show_none(database: Database):
    with database.read() as session:
        put(session)
        register(session, OFFICE, office=OFFICE.name)
        watching = select(Unit.name).join(Plan, Plan.office_id == Unit.id)
        assert session.scalars(watching).all() == [OFFICE.name]
        assert put(session).batch_id is None


def test_a_plan_that_comes_after_the_roster_gets_its_office(database: Database):
    with database.read() as session:
        register(session, OFFICE, office=OFFICE.name)
        put(session, PLAN)
        watching = select(Unit.name).join(Plan, Plan.office_id == Unit.id)
        assert session.scalars(watching).all() == [OFFICE.name]


def test_the_lead_units_of_a_domain_are_replaced(database: Database):
    with database.read() as session:
        register(session, OFFICE, HOUSING, domains=(RosterDomain("义务教育", (), (OFFICE.name,)),))
        register(session, OFFICE, HOUSING, domains=(RosterDomain("义务教育", (), (HOUSING.name,)),))
        leads = session.scalars(select(RegionDomain.id)).all()
        assert len(leads) == 1


def test_a_roster_can_be_undone(database: Database):
    with database.read() as session:
        put(session)
        before = dump(session)
        result = register(session, HOUSING, TOWN, office=HOUSING.name)
        assert result.batch_id is not None
        undo_import(session, result.batch_id, by="李四", now=LATER)
        after = dump(session)
        for table in ("assignment", "unit_group_member"):
            # They are made anew, and have other keys then.
            assert len(after.pop(table)) == len(before.pop(table))
        assert after == before
