from datetime import date

import pytest
from action_stage import NOON, Desk
from factories import make_milestone, make_plan, make_region, make_task, make_unit

from data.actions.events import EventRecorded, record_event
from data.actions.extensions import extend
from data.actions.undoing import take_back
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Refused
from data.assignments import refresh
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import Assignment, Change, Event, History, Milestone


@pytest.fixture
def desk(database: Database) -> Desk:
    """An event on which two units' assignments of item 9 wait, and item 10 that waits for nothing."""
    with database.transaction() as session:
        region = make_region(session)
        event = Event(region_id=region.id, text="省级标准出台")
        session.add(event)
        session.flush()
        plan = make_plan(session, region)
        units = [make_unit(session, region), make_unit(session, region, "县财政局")]
        task = make_task(session, plan, *units, item="9", item_number=9)
        make_milestone(session, task, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P2M")
        make_milestone(session, task, date(2020, 12, 31))
        make_milestone(session, make_task(session, plan, units[0], item="10"))
        refresh(session, region.id, NOON.date())
        waiting = session.query(Assignment.id).filter(Assignment.due.is_(None)).order_by(Assignment.id)
        return Desk(database, region.id, waiting[0][0], extra={"event": event.id})


def record(desk: Desk, day: date | None, **fields: int) -> EventRecorded:
    return desk.run(record_event, desk.extra["event"], day, author=desk.boss, **fields)


def dues(desk: Desk) -> list[date | None]:
    return [one.due for one in desk.rows(Assignment)]


def test_an_event_gives_what_waits_for_it_a_date(desk: Desk):
    done = record(desk, date(2020, 8, 31))
    assert (done.text, done.before, done.after, done.future) == (
        "省级标准出台",
        None,
        date(2020, 8, 31),
        False,
    )
    assert len(done.assignments) == 2
    assert desk.row().due == desk.row().printed_due == date(2020, 10, 31)
    assert sorted(one.day for one in dues(desk) if one) == [30, 31, 31, 31, 31]
    assert desk.lines() == ["9月10日 12:00 李四 登记“省级标准出台”：8月31日"]


def test_history_tells_of_the_event_once_for_the_region_and_once_for_each_task(desk: Desk):
    done = record(desk, date(2020, 8, 31))
    rows = [one for one in desk.rows(History) if one.change is Change.EVENT]
    assert [one.task_id is None for one in rows] == [True, False]
    assert done.history == tuple(one.id for one in rows)


def test_another_date_corrects_the_first(desk: Desk):
    record(desk, date(2020, 8, 31))
    done = record(desk, date(2020, 9, 1))
    assert (done.corrects, done.before) == (True, date(2020, 8, 31))
    assert desk.row().due == date(2020, 11, 1)
    assert desk.lines()[-1] == "9月10日 12:00 李四 更正“省级标准出台”的日期（8月31日 → 9月1日）"


def test_an_event_is_taken_back(desk: Desk):
    record(desk, date(2020, 8, 31))
    done = record(desk, None)
    assert (done.after, done.corrects, len(done.assignments)) == (None, False, 2)
    event = desk.rows(Event)[0]
    assert (event.date, event.recorded_by, event.recorded_at) == (None, None, None)
    assert desk.row().due is None
    with pytest.raises(Refused, match="还没有登记日期"):
        record(desk, None)


def test_a_recorded_event_is_corrected_and_not_taken_back_by_button(desk: Desk):
    done = record(desk, date(2020, 8, 31))
    with pytest.raises(NotAllowed, match="请重新登记"):
        desk.run(take_back, done.history[0], author=desk.boss)


def test_a_date_to_come_is_said_to_be_one(desk: Desk):
    assert record(desk, date(2020, 9, 11)).future
    assert desk.row().due == date(2020, 11, 11)


def test_the_same_date_again_stands_already(desk: Desk):
    record(desk, date(2020, 8, 31))
    with pytest.raises(AlreadyRecorded, match="“省级标准出台”已经登记过了：9月10日 12:00 李四 登记"):
        record(desk, date(2020, 8, 31))


def test_what_was_extended_keeps_its_date(desk: Desk):
    record(desk, date(2020, 8, 31))
    desk.do(extend, date(2020, 12, 1), "上级推迟")
    record(desk, date(2020, 9, 5))
    assert (desk.row().due, desk.row().printed_due) == (date(2020, 12, 1), date(2020, 11, 5))


def test_the_event_of_another_region_is_not_there(desk: Desk):
    with pytest.raises(Gone):
        record(desk, date(2020, 8, 31), region_id=desk.region + 1)
    with pytest.raises(Gone):
        desk.run(record_event, 99, date(2020, 8, 31))
    assert desk.rows(Milestone)[0].event_id is not None
