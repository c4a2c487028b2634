from datetime import date
from typing import Any

import pytest
from action_stage import NOON, Desk, set_desk
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)

from data.actions.corrections import correct_due, correct_role, correct_status, correct_unit
from data.actions.extensions import extend
from data.actions.reports import tell_progress
from data.actions.values import Gone, NotAllowed, Refused, Stale
from data.assignments import refresh
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import (
    UNSTATED,
    Assignment,
    Milestone,
    NamedUnit,
    Region,
    Responsibility,
    Unit,
    Verdict,
    Watch,
)
from data.naming import name_units
from data.repositories.naming import NamingRepository
from data.statuses import Status
from data.units.values import Role

DUE, RIGHT = date(2020, 9, 30), date(2020, 10, 15)


def kept_up(desk: Desk) -> bool:
    with desk.database.transaction() as session:
        return not refresh(session, desk.region, NOON.date()).anything


def correct(desk: Desk, due: date | None, **fields: Any) -> Any:
    key = desk.rows(Milestone)[0].id
    return desk.run(correct_due, key, due, **{"why": "县政府办更正通知", "author": desk.boss, **fields})


def test_a_corrected_date_moves_what_is_owed_and_keeps_the_printed_one(desk: Desk):
    done = correct(desk, RIGHT)
    assert (done.before, done.after) == ("2020-09-30", "2020-10-15")
    row, milestone = desk.row(), desk.rows(Milestone)[0]
    assert (row.due, row.printed_due, row.extended) == (RIGHT, DUE, False)
    assert (milestone.due, milestone.printed_due, milestone.corrected) == (RIGHT, DUE, True)
    assert desk.lines() == ["9月10日 12:00 李四 更正期限（9月30日 → 10月15日）：县政府办更正通知"]
    assert kept_up(desk)


def test_a_second_correction_still_knows_the_printed_date(desk: Desk):
    correct(desk, RIGHT)
    correct(desk, date(2020, 10, 20))
    assert (desk.row().due, desk.row().printed_due) == (date(2020, 10, 20), DUE)


@pytest.mark.parametrize("back", [DUE, None])
def test_a_correction_is_taken_back_by_the_printed_date(desk: Desk, back: date | None):
    correct(desk, RIGHT)
    correct(desk, back)
    milestone = desk.rows(Milestone)[0]
    assert (milestone.due, milestone.corrected, milestone.printed_due) == (DUE, False, None)
    assert (desk.row().due, desk.row().printed_due) == (DUE, DUE)


def test_a_correction_without_ground_or_without_change_is_refused(desk: Desk):
    with pytest.raises(Refused, match="写明依据"):
        correct(desk, RIGHT, why=" ")
    with pytest.raises(Refused, match="已经是2020-09-30"):
        correct(desk, DUE)


def test_what_was_extended_keeps_its_own_date(desk: Desk):
    desk.do(extend, date(2020, 11, 15), "上级推迟")
    correct(desk, RIGHT)
    assert (desk.row().due, desk.row().printed_due, desk.row().extended) == (date(2020, 11, 15), DUE, True)
    assert kept_up(desk)


def test_a_task_without_a_printed_deadline_gets_one_and_loses_it_again(database: Database):
    desk = set_desk(database, due=None, kind=MilestoneKind.ONGOING, rule=UNSTATED)
    correct(desk, RIGHT)
    milestone = desk.rows(Milestone)[0]
    assert (milestone.kind, milestone.rule == UNSTATED, milestone.printed_kind) == (
        MilestoneKind.BY,
        False,
        None,
    )
    assert (desk.row().due, desk.row().printed_due) == (RIGHT, None)
    correct(desk, None)
    milestone = desk.rows(Milestone)[0]
    assert (milestone.kind, milestone.rule, milestone.due) == (MilestoneKind.ONGOING, UNSTATED, None)
    assert desk.row().due is None


def test_a_date_that_is_counted_is_corrected_where_it_comes_from(database: Database):
    desk = set_desk(database, kind=MilestoneKind.RECURRING, rrule="FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1")
    with pytest.raises(Refused, match="只改某一期的，请由督办机构或主管单位登记延期"):
        correct(desk, RIGHT)


def test_another_region_or_a_dropped_milestone_is_not_there(desk: Desk):
    with pytest.raises(Gone):
        correct(desk, RIGHT, region_id=desk.region + 1)
    with desk.database.transaction() as session:
        session.query(Milestone).one().position = None
    with pytest.raises(Gone):
        correct(desk, RIGHT)


def duty(desk: Desk) -> Responsibility:
    return desk.rows(Responsibility)[0]


def add_unit(desk: Desk, name: str = "县财政局", **fields: Any) -> int:
    with desk.database.transaction() as session:
        return make_unit(session, session.get_one(Region, desk.region), name, **fields).id


def test_another_unit_takes_over_and_the_printed_name_is_kept(desk: Desk):
    other = add_unit(desk)
    done = desk.run(correct_unit, duty(desk).id, other, why="职能划转", author=desk.boss)
    assert (done.before, done.after) == ("县住建局", "县财政局")
    one = duty(desk)
    assert (one.unit_id, one.printed, one.printed_name, one.corrected) == (
        other,
        "县财政局",
        "县住建局",
        True,
    )
    assert [row.unit_id for row in desk.rows(Assignment)] == [other]
    former = next(unit.id for unit in desk.rows(Unit) if unit.name == "县住建局")
    desk.run(correct_unit, one.id, former, why="划转推迟", author=desk.boss)
    one = duty(desk)
    assert (one.unit_id, one.printed, one.printed_name, one.corrected) == (former, "县住建局", None, False)


def test_what_people_touched_stays_with_the_former_unit(desk: Desk):
    desk.do(tell_progress, "初稿已成")
    other = add_unit(desk)
    desk.run(correct_unit, duty(desk).id, other, why="职能划转", author=desk.boss)
    assert len(desk.rows(Assignment)) == 2
    assert desk.row().status is Status.DOING


def test_what_stays_with_the_former_unit_follows_the_corrected_date(desk: Desk):
    desk.do(tell_progress, "初稿已成")
    desk.run(correct_unit, duty(desk).id, add_unit(desk), why="职能划转", author=desk.boss)
    correct(desk, RIGHT)
    assert [(row.due, row.printed_due) for row in desk.rows(Assignment)] == [(RIGHT, DUE)] * 2
    assert kept_up(desk)


def test_a_unit_that_is_there_already_or_elsewhere_is_refused(desk: Desk):
    closed = add_unit(desk, "县扶贫办", state=Watch.CLOSED)
    with pytest.raises(Refused, match="不在本地区的名单里"):
        desk.run(correct_unit, duty(desk).id, closed, why="职能划转")
    with pytest.raises(Refused, match="不在本地区的名单里"):
        desk.run(correct_unit, duty(desk).id, 99, why="职能划转")
    with pytest.raises(Refused, match="现在已经是县住建局"):
        desk.run(correct_unit, duty(desk).id, duty(desk).unit_id, why="职能划转")
    with pytest.raises(Gone):
        desk.run(correct_unit, 99, closed, why="职能划转")


def test_a_unit_in_the_place_of_a_group_ends_what_was_named_for_it(database: Database):
    with database.transaction() as session:
        region = make_region(session)
        first, second = make_unit(session, region), make_unit(session, region, "县财政局")
        task = make_task(session, make_plan(session, region), item="9")
        holder = make_responsibility(session, task, make_group(session, region, "县直有关部门"))
        make_milestone(session, task)
        refresh(session, region.id, NOON.date())
        desk = Desk(database, region.id, 0)
        group = NamingRepository(session, region.id).one(holder.id)
        assert group is not None
        name_units(session, group, [first.id], author=desk.boss, now=NOON)
        key, other = holder.id, second.id
    desk.run(correct_unit, key, other, why="已明确", author=desk.boss)
    assert [one.verdict for one in desk.rows(NamedUnit)] == [Verdict.EXCLUDED]
    assert [row.unit_id for row in desk.rows(Assignment)] == [other]


def test_another_role_adds_and_removes_what_is_owed(desk: Desk):
    key = duty(desk).id
    done = desk.run(correct_role, key, Role.SUPERVISE, why="主管列错位", author=desk.boss)
    assert (done.before, done.after) == ("lead", "supervise")
    assert desk.rows(Assignment) == []
    assert (duty(desk).printed_role, duty(desk).corrected) == (Role.LEAD, True)
    desk.run(correct_role, key, Role.LEAD, why="原文无误", author=desk.boss)
    assert len(desk.rows(Assignment)) == 1
    assert (duty(desk).printed_role, duty(desk).corrected) == (None, False)
    with pytest.raises(Refused, match="已经是责任"):
        desk.run(correct_role, key, Role.LEAD, why="原文无误")


def test_a_stated_status_follows_the_table_of_moves(desk: Desk):
    done = desk.do(correct_status, Status.DONE, why="台账", seen=Status.PENDING)
    assert (done.before, done.after) == (Status.PENDING, Status.DONE)
    assert desk.row().done_at == desk.now
    with pytest.raises(NotAllowed, match="（9）已办结，不能直接改成未开始"):
        desk.do(correct_status, Status.PENDING, why="台账")
    with pytest.raises(Stale):
        desk.do(correct_status, Status.DOING, why="台账", seen=Status.PENDING)
    with pytest.raises(Refused, match="已经是已办结"):
        desk.do(correct_status, Status.DONE, why="台账")
