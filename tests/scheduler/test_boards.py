"""A message that was sent is kept up: what people did is marked, reports that come later are added."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from day_office import WEDNESDAY, DayOffice, at

from data.boards import Block, BlockKind, Shown, read_blocks, write_blocks
from data.database import Database, open_database
from data.dates.workdays import DAY, WorkCalendar
from data.models import Chat, Decision, Notice
from data.owing import Offer
from data.statuses import Status
from scheduler.outbox import Outbox
from scheduler.policy import ReminderPolicy, Rules


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield DayOffice(database)
    database.close()


@pytest.fixture
def office_on_both(database: Database) -> DayOffice:
    return DayOffice(database)


def last_edit(office: DayOffice, chat: int) -> str:
    return [text for to, text in office.edited if to == chat][-1]


def offers(office: DayOffice) -> list[str]:
    """Return the buttons of what was written last."""
    with office.database.read() as session:
        row = max(session.query(Notice).filter(Notice.key == Notice.bundle), key=lambda one: one.id)
        return [offer["label"] for offer in row.payload["offers"]]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.SUBMITTED, "✅ 第7项 编制基层政务公开事项标准目录\n   已报办结，待审核"),
        (Status.DONE, "✅ 第7项 编制基层政务公开事项标准目录\n   已办结"),
        (Status.VOID, "✅ 第7项 编制基层政务公开事项标准目录\n   不涉及"),
    ],
)
def test_what_a_unit_did_is_marked_and_its_buttons_go(
    office_on_both: DayOffice, status: Status, said: str
) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    assert offers(office) == ["已办结", "申请延期", "详情"]
    office.act(status, at(WEDNESDAY, 9))
    office.tick(at(WEDNESDAY, 9, 1))
    assert "已办结" not in offers(office)
    office.deliver(at(WEDNESDAY, 9, 2))
    assert said in last_edit(office, office.chat)


def test_nothing_is_edited_where_nothing_happened(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.run(at(WEDNESDAY, 9))
    assert office.edited == []


def test_an_extension_is_marked(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    request = office.ask_for(date(2020, 10, 23), at(WEDNESDAY, 9))
    office.run(at(WEDNESDAY, 9, 1))
    assert "⏳ 第7项 编制基层政务公开事项标准目录\n   已申请延期到10月23日，待审核" in last_edit(
        office, office.chat
    )
    office.extend(date(2020, 10, 23), at(WEDNESDAY, 10))
    office.decide(request, Decision.GRANTED, at(WEDNESDAY, 10))
    office.run(at(WEDNESDAY, 10, 1))
    assert "📅 第7项 编制基层政务公开事项标准目录\n   延期到10月23日周五" in last_edit(office, office.chat)


def test_a_report_that_comes_later_leaves_as_the_days_message(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 10))
    ((chat, text),) = office.run(at(WEDNESDAY, 10, 1))
    assert chat == office.offices_chat
    assert "今天报来，请通过或退回：\n▫️ 第7项" in text
    assert office.run(at(WEDNESDAY, 10, 5)) == []


def test_in_the_quiet_hours_and_on_days_off_a_report_waits(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 21))
    assert office.run(at(WEDNESDAY, 21, 1)) == []
    ((chat, text),) = office.run(at(WEDNESDAY + DAY))
    assert chat == office.offices_chat
    assert "昨天报来" in text


def test_a_second_report_is_edited_into_the_days_message(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    request = office.ask_for(date(2020, 10, 23), at(WEDNESDAY, 10))
    assert len(office.run(at(WEDNESDAY, 10, 1))) == 1
    office.act(Status.SUBMITTED, at(WEDNESDAY, 11))
    assert office.run(at(WEDNESDAY, 11, 1)) == []
    text = last_edit(office, office.offices_chat)
    assert "申请延期到10月23日，今天报来" in text
    assert "2. ▫️ 第7项 编制基层政务公开事项标准目录\n   县住建局 · 已报办结，今天报来" in text
    assert text.count("请通过或退回：") == 1
    office.decide(request, Decision.REFUSED, at(WEDNESDAY, 12))
    office.act(Status.RETURNED, at(WEDNESDAY, 12))
    office.run(at(WEDNESDAY, 12, 1))
    text = last_edit(office, office.offices_chat)
    assert "❌ 第7项 编制基层政务公开事项标准目录\n   县住建局 · 未同意延期到10月23日" in text
    assert "2. ↩️ 第7项 编制基层政务公开事项标准目录\n   县住建局 · 已退回" in text
    assert offers(office) == []


def test_what_comes_in_the_day_stands_under_one_heading_after_what_waits_longer(office: DayOffice) -> None:
    office.ask_for(date(2020, 10, 23), at(WEDNESDAY - DAY, 10))
    office.run(at(WEDNESDAY))
    for hour, until in ((10, date(2020, 10, 24)), (11, date(2020, 10, 25)), (12, date(2020, 10, 26))):
        office.ask_for(until, at(WEDNESDAY, hour))
        office.run(at(WEDNESDAY, hour, 1))
    heads = [line for line in last_edit(office, office.offices_chat).splitlines() if line.endswith("：")]
    assert heads == ["待审核，请通过或退回：", "今天报来，请通过或退回："]


def test_a_report_stands_in_the_next_message_until_it_is_decided(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 10))
    office.run(at(WEDNESDAY, 10, 1))
    ((_, text),) = office.run(at(WEDNESDAY + DAY))
    assert "昨天报来" in text


def test_what_was_returned_is_the_units_to_act_on_again(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 10))
    office.run(at(WEDNESDAY, 10, 1))
    office.act(Status.RETURNED, at(WEDNESDAY, 11))
    office.run(at(WEDNESDAY, 11, 1))
    assert "↩️ 第7项 编制基层政务公开事项标准目录\n   已退回，请补充后再报" in last_edit(office, office.chat)


def test_what_happens_while_an_edit_waits_goes_with_it(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 10))
    office.tick(at(WEDNESDAY, 10, 1))
    office.act(Status.DONE, at(WEDNESDAY, 10, 2))
    office.tick(at(WEDNESDAY, 10, 3))
    office.deliver(at(WEDNESDAY, 10, 4))
    assert [text.count("   已办结") for chat, text in office.edited if chat == office.chat] == [1]


def test_after_two_days_a_message_is_left_as_it_is(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY + timedelta(days=2), 9))
    office.run(at(WEDNESDAY + timedelta(days=2), 9))
    assert office.edited == []


def test_blocks_are_read_as_they_were_written() -> None:
    block = Block(
        "🔴 第7项",
        BlockKind.TASK,
        head="今天的提醒：",
        title="第7项",
        number=1,
        shown=(
            Shown(3, "县住建局", Status.DOING, date(2020, 9, 30)),
            Shown(4, "县财政局", Status.PENDING, None),
        ),
        request=5,
        responsibility=6,
        offers=(Offer("1 已办结", "/report 3 办结"),),
    )
    assert read_blocks(write_blocks((block,))) == (block,)


def test_what_cannot_be_replaced_is_said_anew_once_and_then_replaced_there(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY, 9))
    office.tick(at(WEDNESDAY, 9, 1))
    office.deliver(at(WEDNESDAY, 9, 2), deleted=True)
    anew = [text for chat, text in office.said if chat == office.chat]
    assert "已报办结，待审核" in anew[1]
    office.act(Status.DONE, at(WEDNESDAY, 10))
    office.tick(at(WEDNESDAY, 10, 1))
    office.deliver(at(WEDNESDAY, 10, 2))
    assert len([chat for chat, _ in office.said if chat == office.chat]) == 2
    assert "   已办结" in last_edit(office, office.chat)


def test_what_is_of_an_earlier_day_is_not_said_anew(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.SUBMITTED, at(WEDNESDAY + DAY, 9))
    office.tick(at(WEDNESDAY + DAY, 9, 1))
    with office.database.read() as session:
        edit = max(
            (
                row
                for row in session.query(Notice)
                if row.key.startswith("edit:") and row.chat_id == office.chat
            ),
            key=lambda one: one.id,
        )
    assert edit.payload["anew_on"] == WEDNESDAY.isoformat()


def test_the_head_and_the_advice_stay_true(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    (first,) = [text for chat, text in office.said if chat == office.chat]
    assert first.splitlines()[1] == "1项9月30日到期。"
    assert "办结了请点" in first
    office.act(Status.SUBMITTED, at(WEDNESDAY, 9))
    office.run(at(WEDNESDAY, 9, 1))
    edited = last_edit(office, office.chat)
    assert edited.splitlines()[1] == "发出时1项9月30日到期。列出的都已处理。"
    assert "办结了请点" not in edited
    office.act(Status.RETURNED, at(WEDNESDAY, 10))
    office.run(at(WEDNESDAY, 10, 1))
    assert "办结了请点" in last_edit(office, office.chat)


def test_a_head_counts_what_came_later_too(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.ask_for(date(2020, 10, 23), at(WEDNESDAY, 10))
    office.run(at(WEDNESDAY + DAY))
    request = office.ask_for(date(2020, 10, 24), at(WEDNESDAY + DAY, 10))
    office.run(at(WEDNESDAY + DAY, 10, 1))
    counts = last_edit(office, office.offices_chat).splitlines()[1]
    assert counts == "发出时1项待审核。后来增加1项。"
    office.decide(request, Decision.REFUSED, at(WEDNESDAY + DAY, 11))
    office.run(at(WEDNESDAY + DAY, 11, 1))
    counts = last_edit(office, office.offices_chat).splitlines()[1]
    assert counts == "发出时1项待审核。后来增加1项。列出的已处理1项，还有1项。"


def test_an_edit_that_was_refused_is_not_tried_again_and_again(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY, 9))
    office.tick(at(WEDNESDAY, 9, 1))
    with office.database.transaction() as session:
        outbox = Outbox(session, "me")
        (claimed,) = outbox.claim(at(WEDNESDAY, 9, 2), 5)
        outbox.fail(claimed, "内容被拒绝")
    rows = len(office.rows())
    office.tick(at(WEDNESDAY, 9, 3))
    assert len(office.rows()) == rows


def test_in_a_chat_that_was_left_nothing_is_edited(office: DayOffice) -> None:
    office.run(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY, 9))
    with office.database.transaction() as session:
        session.get_one(Chat, office.chat).left_at = at(WEDNESDAY, 9)
    assert office.run(at(WEDNESDAY, 9, 1)) == []
    assert office.edited == []


def test_where_two_messages_a_day_are_allowed_the_third_is_edited_in(
    sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    with closing(open_database(f"sqlite:///{tmp_path / 'duban.db'}")) as database:
        office = DayOffice(database, Rules(ReminderPolicy(max_unasked=2), WorkCalendar()))
        office.run(at(WEDNESDAY))
        said = []
        for hour in (10, 11, 12):
            office.ask_for(date(2020, 10, 20 + hour - 9), at(WEDNESDAY, hour))
            said += [chat for chat, _ in office.run(at(WEDNESDAY, hour, 1))]
        assert said == [office.offices_chat] * 2
        assert "申请延期到10月23日" in last_edit(office, office.offices_chat)
        with database.read() as session:
            rows = session.query(Notice).filter(Notice.chat_id == office.offices_chat).all()
        silent = [row.payload["silent"] for row in rows if row.key == row.bundle]
        assert sorted(silent) == [False, False, True]


def test_another_hour_and_other_quiet_hours_hold(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    policy = ReminderPolicy(at=time(9), quiet=(time(18), time(9, 30)))
    with closing(open_database(f"sqlite:///{tmp_path / 'duban.db'}")) as database:
        office = DayOffice(database, Rules(policy, WorkCalendar()))
        assert office.run(at(WEDNESDAY, 9, 29)) == []
        ((chat, _),) = office.run(at(WEDNESDAY, 9, 30))
        assert chat == office.chat
        office.act(Status.SUBMITTED, at(WEDNESDAY, 18))
        assert office.run(at(WEDNESDAY, 18, 1)) == []
        with database.read() as session:
            rows = [row for row in session.query(Notice) if row.key.startswith("day:")]
        assert [row.payload["late"] for row in rows] == [False]
