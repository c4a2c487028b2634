"""History, events, corrections, resending; on both databases."""

from datetime import date, timedelta

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, County
from factories import make_milestone, make_plan, make_task
from sqlalchemy import select
from town import OPERATOR, labels

from data.assignments import refresh
from data.dates.values import MilestoneKind
from data.models import Event, Milestone, Notice, NoticeKind, NoticeState, Plan, Region, Unit
from data.owing import Letter, Recipient, owe


def test_extend_takes_item_date_and_reason(county: County) -> None:
    assert "申请延期到11月15日周日" in county.tell(HOUSING, "/extend 9 11月15日 设备未完成采购")


def test_progress_takes_any_words(county: County) -> None:
    said = county.tell(HOUSING, "/progress 9 已办结前期手续，哪些问题还在梳理")
    assert said == "已记下：县住建局 第9项 进展：已办结前期手续，哪些问题还在梳理"
    assert county.status(9) == "doing"


@pytest.mark.parametrize("said", ["/history 7", "第7项的记录", "第7项办理记录"])
def test_history_is_shown(county: County, said: str) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "报办结" in county.tell(OFFICE, said)


def test_history_is_shown_in_english_where_it_is_asked_for_in_english(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "reported it done" in county.tell(OFFICE, "history of item 7")


def test_a_unit_sees_its_own_history_and_no_others(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    county.tell(FINANCE, "第7项进展：正在办")
    assert "进展" not in county.tell(HOUSING, "/history 7")
    assert "报办结" not in county.tell(FINANCE, "/history 7")
    assert "只给承办单位" in county.tell(FINANCE, "/history 9")
    for who in (OFFICE, DATA, LEADERS):
        assert "进展" in county.tell(who, "/history 7")
    assert "没有找到" in county.tell(FAR, "/history 9")


def test_details_lead_to_the_history(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    county.tell(HOUSING, "第7项具体内容")
    assert "报办结" in county.press(HOUSING, "记录")


def test_a_long_history_is_shown_from_its_end(county: County) -> None:
    for number in range(12):
        county.clock.wait(minutes=2)
        county.tell(HOUSING, f"第9项进展：第{number}次会商")
    assert "第11次会商" in county.tell(OFFICE, "/history 9")
    assert "第0次会商" in county.press(OFFICE, "更早的2条")


def test_a_date_is_corrected_after_confirming(county: County) -> None:
    assert "9月30日周三 → 11月15日周日" in county.tell(OFFICE, "更正第7项完成时间为11月15日")
    assert county.due(7) == "2020-09-30"
    assert "已更正" in county.press(OFFICE, "确认更正")
    assert county.due(7) == "2020-11-15"


def test_a_unit_and_a_role_are_corrected(county: County) -> None:
    county.tell(OFFICE, "/correct 第9项 牵头 县教体局")
    assert "县住建局改为县教体局" in county.press(OFFICE, "确认更正")
    assert county.status(9, "县教体局") == "pending"
    county.tell(OFFICE, "/correct 第7项 县财政局 配合")
    assert "责任类型改为配合" in county.press(OFFICE, "确认更正")


def test_of_several_rows_one_is_picked_by_its_button(county: County) -> None:
    with county.database.transaction() as session:
        region = session.scalars(select(Region).where(Region.name == "东至县")).one()
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        task = make_task(
            session, make_plan(session, region, short_name="另一份方案"), unit, item="9", detail="另一件事"
        )
        make_milestone(session, task, date(2020, 12, 31))
        refresh(session, region.id, date(2020, 9, 10))
        session.get_one(Region, region.id).version += 1
    (said,) = county.says("/correct 东至县 第9项 完成时间 11月15日", person=OPERATOR, chat=OPERATOR)
    assert "不止一行，请问是哪一行？" in said
    assert county.due(9) == "2020-10-31"
    label = next(label for label in labels(county.network.said[-1]) if "东至方案" in label)
    assert "10月31日周六 → 11月15日周日" in county.press(OPERATOR, label)
    county.press(OPERATOR, "确认更正")
    assert county.due(9) == "2020-11-15"


@pytest.mark.parametrize("who", [HOUSING, DATA, LEADERS, FAR])
def test_nobody_else_corrects(county: County, who: int) -> None:
    county.tell(who, "/correct 第7项 完成时间 11月15日")
    assert county.due(7) == "2020-09-30"


@pytest.fixture
def waiting(county: County) -> County:
    """A task that waits for an event."""
    with county.database.transaction() as session:
        region = session.scalars(select(Region).where(Region.name == "东至县")).one()
        event = Event(region_id=region.id, text="省级标准指引出台")
        session.add(event)
        session.flush()
        plan = session.scalars(select(Plan).where(Plan.short_name == "东至方案")).one()
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        task = make_task(session, plan, unit, item="30", item_number=30, detail="修订目录")
        make_milestone(
            session, task, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P2M", text="出台2个月内"
        )
        refresh(session, region.id, date(2020, 9, 10))
    return county


def test_an_event_makes_tasks_due(waiting: County) -> None:
    assert "省级标准指引出台（第30项）：还没有日期" in waiting.tell(OFFICE, "/event")
    said = waiting.tell(OFFICE, "/event 省级标准指引出台 9月1日")
    assert "已登记" in said
    assert "第30项：11月1日" in said
    assert waiting.due(30) == "2020-11-01"
    assert "已撤回" in waiting.press(OFFICE, "撤回")
    assert waiting.due(30) == "None"


def test_an_event_known_by_some_words_is_read_back(waiting: County) -> None:
    assert "请确认" in waiting.tell(OFFICE, "登记事件：标准指引出台 9月1日")
    assert waiting.due(30) == "None"
    waiting.press(OFFICE, "确认登记")
    assert waiting.due(30) == "2020-11-01"


def test_the_day_of_an_event_is_asked_for(waiting: County) -> None:
    assert "发生在哪天" in waiting.tell(OFFICE, "/event 省级标准指引出台")
    waiting.answer(OFFICE, "9月1日")
    assert waiting.due(30) == "2020-11-01"


@pytest.mark.parametrize("who", [HOUSING, DATA, LEADERS, FAR])
def test_nobody_else_records_events(waiting: County, who: int) -> None:
    waiting.tell(who, "/event 省级标准指引出台 9月1日")
    assert waiting.due(30) == "None"


@pytest.mark.parametrize("state", NoticeState)
def test_an_operator_has_a_doubtful_notice_sent_again(county: County, state: NoticeState) -> None:
    now = county.clock.now()
    with county.database.transaction() as session:
        notice = owe(
            session, "k", NoticeKind.DECISION, Recipient(chat_id=1), Letter("字"), day=now.date(), now=now
        )
        assert notice is not None
        notice.state, notice.doubts, notice.expires_at = state, 2, now - timedelta(hours=1)
        key = notice.id
    county.tell(OFFICE, f"/resend {key}")
    assert _state(county, key)[0] is state
    county.says(f"/resend {key}", person=OPERATOR, chat=OPERATOR)
    again = state in (NoticeState.UNKNOWN, NoticeState.FAILED)
    assert _state(county, key) == (NoticeState.PLANNED if again else state, 2)


def _state(county: County, key: int) -> tuple[NoticeState, int]:
    with county.database.read() as session:
        notice = session.get_one(Notice, key)
        return notice.state, notice.doubts


def test_several_plans_are_asked_back(county: County) -> None:
    with county.database.transaction() as session:
        region = session.scalars(select(Region).where(Region.name == "东至县")).one()
        unit = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        plan = make_plan(session, region, short_name="另一份方案")
        task = make_task(session, plan, unit, item="7", item_number=7, detail="另一份方案的事")
        make_milestone(session, task)
        refresh(session, region.id, date(2020, 9, 10))
        session.get_one(Region, region.id).version += 1
        assert session.scalars(select(Milestone.id).where(Milestone.task_id == task.id)).all()
    assert "请问是哪一份" in county.tell(HOUSING, "第7项已办结，链接https://a.cn")
    assert county.status(7) == "pending"
    assert "佐证：1个链接" in county.press(HOUSING, "另一份方案")
