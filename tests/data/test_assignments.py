from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.assignments import RefreshResult, refresh
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import (
    Assignment,
    Event,
    History,
    Milestone,
    NamedUnit,
    Plan,
    Region,
    Source,
    Task,
    Unit,
    UnitGroup,
    UnitGroupMember,
    Verdict,
    Watch,
)
from data.models.history import Change
from data.statuses import Status
from data.units.values import Certainty, Role

TODAY = date(2020, 9, 10)
NOON = datetime(2020, 9, 10, 4, tzinfo=UTC)


def owed(session: Session) -> list[tuple[str, date | None]]:
    """Who owes what by when, in the order of dates."""
    query = (
        select(Unit.name, UnitGroup.name, Assignment.due)
        .select_from(Assignment)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
    )
    found = [(unit or group, due) for unit, group, due in session.execute(query)]
    return sorted(found, key=lambda pair: (pair[1] or date.max, pair[0]))


def named(region: Region, responsibility_id: int, unit: Unit, verdict: Verdict) -> NamedUnit:
    return NamedUnit(
        responsibility_id=responsibility_id, unit_id=unit.id, verdict=verdict, said_by="张三", said_at=NOON
    )


def test_an_executing_unit_owes_each_milestone(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        make_milestone(session, task, date(2020, 10, 15))
        make_milestone(session, task, date(2020, 10, 25))
        assert refresh(session, region.id, TODAY) == RefreshResult(added=2)
        assert owed(session) == [("县住建局", date(2020, 10, 15)), ("县住建局", date(2020, 10, 25))]


@pytest.mark.parametrize(("role", "count"), [("lead", 1), ("assist", 1), ("supervise", 0), ("guide", 0)])
def test_only_executing_roles_owe(database: Database, role: str, count: int):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region), role=Role(role))
        make_milestone(session, task)
        assert refresh(session, region.id, TODAY).added == count


def test_a_unit_reached_directly_and_via_a_group_owes_once(database: Database):
    with database.read() as session:
        region = make_region(session)
        town = make_unit(session, region, "尧渡镇人民政府")
        make_unit(session, region, "东流镇人民政府")
        task = make_task(session, make_plan(session, region), make_group(session, region), town)
        make_milestone(session, task)
        refresh(session, region.id, TODAY)
        assert owed(session) == [
            ("东流镇人民政府", date(2020, 9, 30)),
            ("尧渡镇人民政府", date(2020, 9, 30)),
        ]
        direct = session.scalars(
            select(Assignment).where(Assignment.unit_id == town.id, Assignment.responsibility_id.is_not(None))
        ).one()
        holder = session.get_one(Assignment, direct.id).responsibility_id
        assert holder is not None


def test_a_definite_group_without_a_member_owes_itself_until_there_is_one(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_group(session, region))
        make_milestone(session, task)
        refresh(session, region.id, TODAY)
        assert owed(session) == [("各乡镇人民政府", date(2020, 9, 30))]
        make_unit(session, region, "尧渡镇人民政府")
        assert refresh(session, region.id, TODAY) == RefreshResult(added=1, removed=1, members=1)
        assert owed(session) == [("尧渡镇人民政府", date(2020, 9, 30))]


def test_a_possible_group_owes_nothing_until_its_units_are_named(database: Database):
    with database.read() as session:
        region = make_region(session)
        unit, other = make_unit(session, region), make_unit(session, region, "县财政局")
        task = make_task(session, make_plan(session, region))
        holder = make_responsibility(session, task, make_group(session, region, "县直有关部门"))
        make_milestone(session, task)
        assert refresh(session, region.id, TODAY) == RefreshResult(members=2)
        session.add(named(region, holder.id, unit, Verdict.NAMED))
        session.add(named(region, holder.id, other, Verdict.CLAIMED))
        refresh(session, region.id, TODAY)
        assert owed(session) == [("县住建局", date(2020, 9, 30))]


def test_the_x_of_x_and_others_owes_and_the_others_do_not(database: Database):
    with database.read() as session:
        region = make_region(session)
        make_unit(session, region, "县财政局")
        make_unit(session, region, "县教体局")
        task = make_task(
            session, make_plan(session, region), make_group(session, region, "县财政局等有关部门")
        )
        make_milestone(session, task)
        refresh(session, region.id, TODAY)
        assert owed(session) == [("县财政局", date(2020, 9, 30))]


def test_a_yearly_milestone_comes_from_its_first_time_to_four_hundred_days_ahead(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"
        make_milestone(session, task, date(2019, 12, 25), kind=MilestoneKind.RECURRING, rrule=rule)
        refresh(session, region.id, date(2020, 12, 1))
        assert [due for _, due in owed(session)] == [
            date(2019, 12, 25),
            date(2020, 12, 25),
            date(2021, 12, 25),
        ]


def test_the_next_occurrence_comes_as_the_days_pass(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
        make_milestone(session, task, date(2020, 9, 30), kind=MilestoneKind.RECURRING, rrule=rule)
        refresh(session, region.id, TODAY)
        before = len(owed(session))
        assert refresh(session, region.id, TODAY + timedelta(days=92)) == RefreshResult(added=1)
        assert len(owed(session)) == before + 1


def test_a_deadline_after_an_event_gets_its_date_with_the_event(database: Database):
    with database.read() as session:
        region = make_region(session)
        event = Event(region_id=region.id, text="省级标准目录出台")
        session.add(event)
        session.flush()
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        make_milestone(
            session, task, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P2M", working=False
        )
        refresh(session, region.id, TODAY)
        assert owed(session) == [("县住建局", None)]
        event.date = date(2020, 8, 31)
        assert refresh(session, region.id, TODAY) == RefreshResult(changed=1)
        assert owed(session) == [("县住建局", date(2020, 10, 31))]


def test_working_days_after_an_event_leave_out_the_national_holidays(database: Database):
    with database.read() as session:
        region = make_region(session)
        event = Event(region_id=region.id, text="收文", date=date(2020, 9, 30))
        session.add(event)
        session.flush()
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        make_milestone(
            session, task, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P2D", working=True
        )
        refresh(session, region.id, TODAY)
        # 1 to 8 October 2020 were holidays; Saturday the 10th was worked.
        assert owed(session) == [("县住建局", date(2020, 10, 10))]


def test_an_extension_stays_when_the_printed_date_changes(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        milestone = make_milestone(session, task)
        refresh(session, region.id, TODAY)
        assignment = session.scalars(select(Assignment)).one()
        assignment.due, assignment.extended, assignment.touched = date(2020, 11, 15), True, True
        session.get_one(Milestone, milestone.id).due = date(2020, 10, 31)
        refresh(session, region.id, TODAY)
        assignment = session.scalars(select(Assignment)).one()
        assert (assignment.printed_due, assignment.due) == (date(2020, 10, 31), date(2020, 11, 15))


def _move(assignment: Assignment, session: Session) -> None:
    assignment.move(Status.DOING, NOON)


def _write(assignment: Assignment, session: Session) -> None:
    session.add(History(at=NOON, change=Change.PROGRESS, by="张三", assignment_id=assignment.id))


@pytest.mark.parametrize("touch", [_move, _write])
def test_what_a_person_touched_stays_when_it_is_no_longer_owed(database: Database, touch: Any):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        milestone = make_milestone(session, task)
        refresh(session, region.id, TODAY)
        touch(session.scalars(select(Assignment)).one(), session)
        session.get_one(Milestone, milestone.id).position = None
        assert refresh(session, region.id, TODAY).removed == 0
        assert len(owed(session)) == 1


def test_what_nobody_touched_goes_when_it_is_no_longer_owed(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        make_milestone(session, task).position = None
        unprinted = make_milestone(session, task)
        refresh(session, region.id, TODAY)
        session.get_one(Milestone, unprinted.id).position = None
        assert refresh(session, region.id, TODAY).removed == 1
        assert owed(session) == []


def test_a_closed_plan_keeps_its_assignments(database: Database):
    with database.read() as session:
        region = make_region(session)
        plan = make_plan(session, region)
        make_milestone(session, make_task(session, plan, make_unit(session, region)))
        refresh(session, region.id, TODAY)
        plan.state = Watch.CLOSED
        assert refresh(session, region.id, TODAY) == RefreshResult()
        assert len(owed(session)) == 1


@pytest.mark.parametrize("what", [Plan, Task, Unit])
def test_what_is_closed_and_resumed_goes_on_as_it_was(database: Database, what: type[Plan | Task | Unit]):
    with database.read() as session:
        region = make_region(session)
        unit = make_unit(session, region)
        make_milestone(session, make_task(session, make_plan(session, region), unit))
        refresh(session, region.id, TODAY)
        before = session.execute(select(Assignment.id, Assignment.stored_on)).all()
        watched = session.scalars(select(what)).one()
        for state in (Watch.CLOSED, Watch.OPEN):
            watched.state = state
            refresh(session, region.id, TODAY + timedelta(days=3))
            assert session.execute(select(Assignment.id, Assignment.stored_on)).all() == before


def test_what_was_printed_no_more_while_it_was_closed_goes_when_it_is_resumed(database: Database):
    with database.read() as session:
        region = make_region(session)
        task = make_task(session, make_plan(session, region), make_unit(session, region))
        milestone = make_milestone(session, task)
        refresh(session, region.id, TODAY)
        task.state, milestone.position = Watch.CLOSED, None
        assert refresh(session, region.id, TODAY).removed == 0
        task.state = Watch.OPEN
        assert refresh(session, region.id, TODAY).removed == 1


def test_a_dissolved_unit_owes_nothing_new(database: Database):
    with database.read() as session:
        region = make_region(session)
        unit = make_unit(session, region, "尧渡镇人民政府", state=Watch.CLOSED)
        make_unit(session, region, "东流镇人民政府")
        task = make_task(session, make_plan(session, region), unit, make_group(session, region))
        make_milestone(session, task)
        refresh(session, region.id, TODAY)
        assert owed(session) == [("东流镇人民政府", date(2020, 9, 30))]


def test_members_that_the_roster_states_are_kept(database: Database):
    with database.read() as session:
        region = make_region(session)
        office = make_unit(session, region, "县政府办公室")
        make_unit(session, region, "县财政局")
        group = make_group(session, region, "县政府各部门", stated=True)
        session.add(
            UnitGroupMember(
                group_id=group.id, unit_id=office.id, certainty=Certainty.DEFINITE, source=Source.ROSTER
            )
        )
        make_milestone(session, make_task(session, make_plan(session, region), group))
        refresh(session, region.id, TODAY)
        assert owed(session) == [("县政府办公室", date(2020, 9, 30))]


def test_another_region_is_left_alone(database: Database):
    with database.read() as session:
        here, there = make_region(session), make_region(session, "从化区")
        make_unit(session, there, "温泉镇人民政府")
        make_milestone(session, make_task(session, make_plan(session, here), make_group(session, here)))
        refresh(session, here.id, TODAY)
        refresh(session, there.id, TODAY)
        assert owed(session) == [("各乡镇人民政府", date(2020, 9, 30))]


def test_refreshing_twice_changes_nothing(sample_database: Database):
    with sample_database.transaction() as session:
        regions = session.scalars(select(Region.id)).all()
        versions = session.scalars(select(Region.version)).all()
        assert [refresh(session, region, TODAY) for region in regions] == [RefreshResult()] * len(regions)
        assert session.scalars(select(Region.version)).all() == versions


def test_a_change_counts_the_region_on(database: Database):
    with database.read() as session:
        region = make_region(session)
        make_milestone(session, make_task(session, make_plan(session, region), make_unit(session, region)))
        refresh(session, region.id, TODAY)
        assert session.get_one(Region, region.id).version == 2
